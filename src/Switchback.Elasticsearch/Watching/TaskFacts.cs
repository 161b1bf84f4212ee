using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Watching;

/// <summary>What the replication tasks of one follower say, the worst of its shards first. Texts are interned: the same error is the same object.</summary>
/// <param name="SinceLastReadMillis">Of the shard that waits longest; -1 before the first read.</param>
internal readonly record struct TaskFacts(
    int Shards,
    string? FatalType,
    string? FatalReason,
    string? RetriedType,
    string? RetriedReason,
    long Retries,
    long SinceLastReadMillis,
    long FailedWrites)
{
    public static TaskFacts Of(ReadOnlySpan<FollowerShard> shards)
    {
        string? fatal = null, fatalReason = null, retried = null, retriedReason = null;
        long retries = -1, waited = -1, failedWrites = 0;
        foreach (ref readonly var shard in shards)
        {
            if (shard.IsFatal && fatal is null) (fatal, fatalReason) = (shard.FatalType, shard.FatalReason);
            if (shard.ReadErrorCount > 0 && shard.ReadErrorRetries > retries)
                (retried, retriedReason, retries) = (shard.ReadErrorType ?? "", shard.ReadErrorReason, shard.ReadErrorRetries);
            waited = Math.Max(waited, shard.MillisSinceLastRead);
            if (shard.FailedWriteRequests > 0) failedWrites += shard.FailedWriteRequests;
        }
        return new TaskFacts(shards.Length, fatal, fatalReason, retried, retriedReason, Math.Max(0, retries), waited, failedWrites);
    }
}
