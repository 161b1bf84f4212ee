namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// One shard's task. Small, because there are thousands of them in every poll; what only troubled shards or a whole answer
/// have stands apart. Its leader numbers are what the task last heard, not what is true; counters begin anew with each task.
/// </summary>
public struct FollowerShard
{
    /// <summary>Kept from filling to filling, so that a cluster full of errors makes no garbage either.</summary>
    private ShardTrouble? _trouble;
    private ShardNumbers? _numbers;
    private bool _hasTrouble;
    private bool _hasNumbers;

    public int ShardId { get; internal set; }

    /// <summary>Failing ranges; the first one's details stand in ReadError….</summary>
    public int ReadErrorCount { get; internal set; }

    public long FailedWriteRequests { get; internal set; }

    /// <summary>-1: this task has sent no read yet.</summary>
    public long MillisSinceLastRead { get; internal set; }

    public readonly long ReadErrorFrom => _hasTrouble ? _trouble!.ReadErrorFrom : FollowStats.Absent;

    public readonly long ReadErrorRetries => _hasTrouble ? _trouble!.ReadErrorRetries : 0;

    public readonly string? ReadErrorType => _hasTrouble ? _trouble!.ReadErrorType : null;

    public readonly string? ReadErrorReason => _hasTrouble ? _trouble!.ReadErrorReason : null;

    /// <summary>Set: the shard's replication is over until somebody acts, although info goes on saying active.</summary>
    public readonly string? FatalType => _hasTrouble ? _trouble!.FatalType : null;

    public readonly string? FatalReason => _hasTrouble ? _trouble!.FatalReason : null;

    public readonly bool IsFatal => FatalType is not null;

    /// <summary>The alias; null when filtered away, as all that follows.</summary>
    public readonly string? Remote => _hasNumbers ? _numbers!.Remote : null;

    public readonly string? LeaderIndex => _hasNumbers ? _numbers!.LeaderIndex : null;

    /// <summary>Every further number, by its wire name; <see cref="FollowStats.Absent"/> when the answer did not carry it.</summary>
    public readonly long this[ShardNumber number] => _hasNumbers ? _numbers!.Values[(int)number] : FollowStats.Absent;

    internal void Reset()
    {
        _hasTrouble = _hasNumbers = false;
        ShardId = -1;
        ReadErrorCount = 0;
        FailedWriteRequests = MillisSinceLastRead = FollowStats.Absent;
    }

    internal ShardTrouble Trouble()
    {
        _trouble ??= new ShardTrouble();
        if (!_hasTrouble) _trouble.Clear();
        _hasTrouble = true;
        return _trouble;
    }

    internal ShardNumbers Numbers()
    {
        _numbers ??= new ShardNumbers();
        if (!_hasNumbers) _numbers.Clear();
        _hasNumbers = true;
        return _numbers;
    }
}

/// <summary>The numbers of a shard's task that a fast poll does not ask for, in the order servers print them.</summary>
public enum ShardNumber
{
    LeaderGlobalCheckpoint,
    LeaderMaxSeqNo,
    FollowerGlobalCheckpoint,
    FollowerMaxSeqNo,
    LastRequestedSeqNo,
    OutstandingReadRequests,
    OutstandingWriteRequests,
    WriteBufferOperationCount,
    WriteBufferSizeInBytes,
    SuccessfulReadRequests,
    FailedReadRequests,
    OperationsRead,
    BytesRead,
    SuccessfulWriteRequests,
    OperationsWritten,
}

internal sealed class ShardTrouble
{
    public long ReadErrorFrom { get; set; }

    public long ReadErrorRetries { get; set; }

    public string? ReadErrorType { get; set; }

    public string? ReadErrorReason { get; set; }

    public string? FatalType { get; set; }

    public string? FatalReason { get; set; }

    public void Clear()
    {
        ReadErrorFrom = FollowStats.Absent;
        ReadErrorRetries = 0;
        ReadErrorType = ReadErrorReason = FatalType = FatalReason = null;
    }
}

internal sealed class ShardNumbers
{
    public string? Remote { get; set; }

    public string? LeaderIndex { get; set; }

    public long[] Values { get; } = new long[Enum.GetValues<ShardNumber>().Length];

    public void Clear()
    {
        Remote = LeaderIndex = null;
        Values.AsSpan().Fill(FollowStats.Absent);
    }
}
