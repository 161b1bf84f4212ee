using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>The data stream that a leader's backing index belongs to.</summary>
public sealed record LeaderStream(string Name, string TimestampField, long Generation, bool IsHidden);

/// <summary>What a follower learns of a leader index: a copy, made on the leader's side, that shares nothing with it.</summary>
public sealed record LeaderIndex(
    string Name,
    string Uuid,
    Settings Settings,
    JsonObject Mapping,
    IReadOnlyList<AliasState> Aliases,
    int Shards,
    int RoutingShards,
    long MappingVersion,
    long SettingsVersion,
    long AliasesVersion,
    bool IsOpen,
    LeaderStream? Stream)
{
    public static LeaderIndex Of(Cluster leader, IndexState index) => new(
        index.Name,
        index.Uuid,
        index.Settings,
        index.Mapping.DeepClone().AsObject(),
        [.. index.Aliases.Values.Select(alias => alias with { Filter = alias.Filter?.DeepClone().AsObject() })],
        index.Shards.Count,
        index.RoutingShards,
        index.MappingVersion,
        index.SettingsVersion,
        index.AliasesVersion,
        index.IsOpen,
        index.DataStream is { } name && leader.State.DataStreams.TryGetValue(name, out var stream)
            ? new LeaderStream(stream.Name, stream.TimestampField, stream.Generation, stream.IsHidden)
            : null);
}
