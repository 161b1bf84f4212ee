namespace Switchback.Lab.Indices;

public enum RecoveryStage
{
    Init,
    Index,
    VerifyIndex,
    Translog,
    Finalize,
    Done,
}

/// <summary>Where a copy of a shard came from.</summary>
public enum RecoveryType
{
    EmptyStore,
    ExistingStore,

    /// <summary>Out of a repository: for a follower, the leader's shard behind <c>_ccr_alias</c>.</summary>
    Snapshot,
    LocalShards,
}

/// <summary>The repository, snapshot and index that a shard is copied from.</summary>
public sealed record RecoverySource(string Repository, string Snapshot, string Version, string Index, string RestoreUuid);

/// <summary>How the present copy of a shard came about, as the recovery calls show it.</summary>
public sealed class RecoveryState(RecoveryType type, long startMillis)
{
    public RecoveryType Type { get; } = type;

    public RecoveryStage Stage { get; set; } = RecoveryStage.Init;

    public long StartMillis { get; } = startMillis;

    /// <summary>Null while it goes on.</summary>
    public long? StopMillis { get; set; }

    public RecoverySource? Source { get; init; }

    public long TotalBytes { get; set; }

    public long RecoveredBytes { get; set; }

    /// <summary>Kept from the copy that was there before: existing stores reuse all of it.</summary>
    public long ReusedBytes { get; set; }

    public int TotalFiles { get; set; }

    public int RecoveredFiles { get; set; }

    public int ReusedFiles { get; set; }

    public long IndexMillis { get; set; }

    /// <summary>Time the copy waited for its own limit of bytes per second.</summary>
    public long ThrottledMillis { get; set; }

    public long TranslogMillis { get; set; }

    public void Finish(long now)
    {
        Stage = RecoveryStage.Done;
        StopMillis = now;
    }
}
