namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// What <c>_ccr/stats</c> says, in rows that are used again: fill one, publish it, fill the other. Nothing in it may be kept
/// past the next filling but the texts.
/// </summary>
public sealed class FollowStats
{
    /// <summary>A number the answer did not carry, for want of it or because it was filtered away.</summary>
    public const long Absent = long.MinValue;

    private FollowerRow[] _followers = new FollowerRow[64];
    private FollowerShard[] _shards = new FollowerShard[64];

    public int FollowerCount { get; private set; }

    public int ShardCount { get; private set; }

    public ReadOnlySpan<FollowerRow> Followers => _followers.AsSpan(0, FollowerCount);

    public ReadOnlySpan<FollowerShard> Shards => _shards.AsSpan(0, ShardCount);

    public ReadOnlySpan<FollowerShard> ShardsOf(in FollowerRow follower) => _shards.AsSpan(follower.FirstShard, follower.ShardCount);

    internal void Clear()
    {
        FollowerCount = 0;
        ShardCount = 0;
    }

    internal ref FollowerRow AddFollower()
    {
        if (FollowerCount == _followers.Length) Array.Resize(ref _followers, _followers.Length * 2);
        return ref _followers[FollowerCount++];
    }

    internal ref FollowerShard AddShard()
    {
        if (ShardCount == _shards.Length) Array.Resize(ref _shards, _shards.Length * 2);
        return ref _shards[ShardCount++];
    }
}

public struct FollowerRow
{
    public string Index { get; internal set; }

    internal int FirstShard;

    public int ShardCount { get; internal set; }
}

/// <summary>
/// One shard's task. Its leader numbers are what the task last heard, not what is true; counters begin anew with each task.
/// </summary>
public struct FollowerShard
{
    public int ShardId { get; internal set; }

    /// <summary>The alias; null when filtered away.</summary>
    public string? Remote { get; internal set; }

    public string? LeaderIndex { get; internal set; }

    public long LeaderGlobalCheckpoint { get; internal set; }

    public long LeaderMaxSeqNo { get; internal set; }

    public long FollowerGlobalCheckpoint { get; internal set; }

    public long FollowerMaxSeqNo { get; internal set; }

    public long LastRequestedSeqNo { get; internal set; }

    public long OutstandingReadRequests { get; internal set; }

    public long OutstandingWriteRequests { get; internal set; }

    public long WriteBufferOperationCount { get; internal set; }

    public long WriteBufferBytes { get; internal set; }

    public long SuccessfulReadRequests { get; internal set; }

    public long FailedReadRequests { get; internal set; }

    public long OperationsRead { get; internal set; }

    public long BytesRead { get; internal set; }

    public long SuccessfulWriteRequests { get; internal set; }

    public long FailedWriteRequests { get; internal set; }

    public long OperationsWritten { get; internal set; }

    /// <summary>-1: this task has sent no read yet.</summary>
    public long MillisSinceLastRead { get; internal set; }

    /// <summary>Failing ranges; the first one's details follow.</summary>
    public int ReadErrorCount { get; internal set; }

    public long ReadErrorFrom { get; internal set; }

    public long ReadErrorRetries { get; internal set; }

    public string? ReadErrorType { get; internal set; }

    public string? ReadErrorReason { get; internal set; }

    /// <summary>Set: the shard's replication is over until somebody acts, although info goes on saying active.</summary>
    public string? FatalType { get; internal set; }

    public string? FatalReason { get; internal set; }

    public readonly bool IsFatal => FatalType is not null;
}
