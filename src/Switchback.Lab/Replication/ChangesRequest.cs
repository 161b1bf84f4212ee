using Switchback.Lab.Units;

namespace Switchback.Lab.Replication;

/// <summary>A follower's read of a leader shard, with the history that it must still have.</summary>
public sealed record ChangesRequest(
    string Index,
    string IndexUuid,
    int Shard,
    string HistoryUuid,
    long From,
    int MaxOperations,
    ByteSize MaxBatchSize,
    TimeText PollTimeout)
{
    /// <summary>As it stands inside a refusal.</summary>
    public override string ToString() =>
        $"Request{{fromSeqNo={From}, maxOperationCount={MaxOperations}, shardId=[{Index}][{Shard}], expectedHistoryUUID={HistoryUuid}, pollTimeout={PollTimeout}, maxBatchSize={MaxBatchSize}}}";
}
