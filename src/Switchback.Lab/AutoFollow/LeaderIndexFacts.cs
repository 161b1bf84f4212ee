using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;
using Switchback.Lab.Security;

namespace Switchback.Lab.AutoFollow;

/// <summary>What the leader's cluster state says of one index, as far as auto-follow looks.</summary>
public sealed record LeaderIndexFacts(string Name, string Uuid, string? DataStream, bool IsReady, bool KeepsHistory, bool IsSearchableSnapshot)
{
    public static LeaderIndexFacts Of(IndexState index) => new(
        index.Name,
        index.Uuid,
        index.DataStream,
        index.IsOpen && index.Shards.All(shard => shard.IsStarted),
        index.Settings.Flag("index.soft_deletes.enabled", true),
        index.Settings.Text("index.store.type") == "snapshot");
}

/// <summary>The leader's metadata at one version.</summary>
public sealed record LeaderMetadata(long Version, IReadOnlyList<LeaderIndexFacts> Indices)
{
    /// <summary>What Elasticsearch keeps for itself is not followed.</summary>
    public static LeaderMetadata Of(Cluster leader) =>
        new(leader.State.Version, [.. leader.State.Indices.Values.Where(index => !SecurityIndex.IsCalled(index.Name)).Select(LeaderIndexFacts.Of)]);
}
