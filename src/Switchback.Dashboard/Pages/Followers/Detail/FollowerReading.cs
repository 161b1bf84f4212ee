using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <summary>What a shard's task says of itself. Numbers are null where the answer had none.</summary>
public sealed record ShardTask(
    int Shard, TimeSpan? SinceLastRead, string? FatalType, string? FatalReason, string? ReadErrorType, string? ReadErrorReason, int ReadErrors, long? FailedWrites, long? OperationsRead, long? BytesRead);

/// <summary>Where a shard's primary copy stands: the newest operation it has, counted from zero; -1 when it is empty.</summary>
/// <param name="Holds">Up to where it has everything.</param>
public sealed record ShardSpot(int Shard, long? Newest, long? Holds, IReadOnlyList<HeldLease> Leases);

/// <param name="From">The first operation that the leader keeps for this follower.</param>
/// <param name="RenewedAt">By the leader cluster's clock.</param>
public sealed record HeldLease(long From, DateTimeOffset RenewedAt);

/// <summary>All that was read of one follower, each part with its own age and fault.</summary>
public sealed record FollowerReading(
    Part<IReadOnlyList<ShardTask>> Tasks,
    Part<IReadOnlyList<ShardSpot>> Own,
    Part<IReadOnlyList<ShardSpot>> Leader,
    Part<FollowerInfo> Info,
    Part<IReadOnlyDictionary<string, string>> OwnSettings,
    Part<IReadOnlyDictionary<string, string>> LeaderSettings,
    IReadOnlyDictionary<string, string>? Remembered)
{
    public static readonly FollowerReading Asking = new(
        Part<IReadOnlyList<ShardTask>>.Asking, Part<IReadOnlyList<ShardSpot>>.Asking, Part<IReadOnlyList<ShardSpot>>.Asking, Part<FollowerInfo>.Asking,
        Part<IReadOnlyDictionary<string, string>>.Asking, Part<IReadOnlyDictionary<string, string>>.Asking, null);
}
