using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Fleet;

/// <summary>One follower as its own cluster reported it in one poll.</summary>
/// <param name="LeaderUuid">The uuid of the index it was copied from; null when that could not be read.</param>
/// <param name="IsOpen">Null when that could not be read.</param>
/// <param name="Tasks">What its replication tasks say; null when it has none.</param>
public sealed record FollowerFacts(
    string Name, string Remote, string LeaderName, string? LeaderUuid, FollowerStatus Status, bool? IsOpen, TaskFacts? Tasks);

/// <summary>What the tasks of one follower say, the worst of its shards first.</summary>
/// <param name="SinceLastRead">How long ago the leader last answered a read of the shard that waits longest; null before the first.</param>
public sealed record TaskFacts(int Shards, ReadTrouble? Fatal, ReadTrouble? Retried, TimeSpan? SinceLastRead);

/// <summary>An error in the cluster's own words.</summary>
public sealed record ReadTrouble(string Type, string? Reason, long Retries);

/// <summary>Where each started primary shard of an index stands, by shard id, on the cluster that holds it.</summary>
public sealed record CopyPositions(string? Uuid, IReadOnlyDictionary<int, ShardMarks> Shards);

/// <param name="Newest">The newest operation it has.</param>
/// <param name="Safe">The last one below which nothing is missing.</param>
public readonly record struct ShardMarks(long Newest, long Safe);
