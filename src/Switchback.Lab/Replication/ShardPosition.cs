namespace Switchback.Lab.Replication;

/// <summary>How far a follower's shard has come.</summary>
public readonly record struct ShardPosition(long GlobalCheckpoint, long MaxSeqNo);
