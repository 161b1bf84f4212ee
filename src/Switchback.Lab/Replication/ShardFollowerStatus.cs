using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>
/// What a follow task knows and has counted since it began. The leader's numbers are those of its last answer, not the truth
/// (contract 3.4).
/// </summary>
public sealed class ShardFollowerStatus
{
    public long LeaderGlobalCheckpoint { get; set; } = -1;

    public long LeaderMaxSeqNo { get; set; } = -1;

    public long FollowerGlobalCheckpoint { get; set; } = -1;

    public long FollowerMaxSeqNo { get; set; } = -1;

    public long LastRequestedSeqNo { get; set; } = -1;

    public int OutstandingReads { get; set; }

    public int OutstandingWrites { get; set; }

    public int BufferedOperations { get; set; }

    public long BufferedBytes { get; set; }

    public long MappingVersion { get; set; }

    public long SettingsVersion { get; set; }

    public long AliasesVersion { get; set; }

    public long ReadMillis { get; set; }

    public long ReadRemoteMillis { get; set; }

    public long SuccessfulReads { get; set; }

    public long FailedReads { get; set; }

    public long OperationsRead { get; set; }

    public long BytesRead { get; set; }

    public long WriteMillis { get; set; }

    public long SuccessfulWrites { get; set; }

    public long FailedWrites { get; set; }

    public long OperationsWritten { get; set; }

    /// <summary>By the first number of the range. Never more than there may be reads at a time: the oldest goes.</summary>
    public SortedDictionary<long, ReadFailure> ReadFailures { get; } = [];

    /// <summary>When a read was last sent; null before the first.</summary>
    public TimeSpan? LastRead { get; set; }

    public ElasticException? Fatal { get; set; }

    public void Record(long from, ReadFailure failure, int atMost)
    {
        ReadFailures[from] = failure;
        if (ReadFailures.Count > atMost) ReadFailures.Remove(ReadFailures.Keys.First());
    }
}
