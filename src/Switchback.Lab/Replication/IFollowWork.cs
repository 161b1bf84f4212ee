using Switchback.Lab.Documents;
using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>
/// What a follow task has done for it, on both clusters. Every call may fail with an <see cref="ElasticException"/> and be
/// made again; writes are harmless when repeated.
/// </summary>
public interface IFollowWork
{
    /// <summary>Time that only runs on, for what is measured.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>The follower's own shard; fails while it is not there.</summary>
    Task<ShardPosition> LocateAsync();

    /// <summary>Waits at the leader, up to the poll timeout, for an operation with this number.</summary>
    Task<LeaderChanges> ReadAsync(long from, int maxOperations);

    Task<ShardPosition> WriteAsync(IReadOnlyList<Operation> operations);

    /// <summary>Brings the follower's mapping to at least this version of the leader's; returns the version reached.</summary>
    Task<long> SyncMappingAsync(long atLeast);

    Task<long> SyncSettingsAsync();

    Task<long> SyncAliasesAsync();

    Task DelayAsync(TimeSpan delay);

    /// <summary>How long to sleep before the n-th retry.</summary>
    TimeSpan BackOff(int retry);

    bool ShouldRetry(ElasticException e);
}
