namespace Switchback.Lab.Indices;

/// <summary>What a shard copy has done since it was last opened. Begins anew with every opening and restart.</summary>
public sealed class ShardCounters
{
    public long Indexed { get; set; }

    public long IndexFailed { get; set; }

    public long Deleted { get; set; }

    public long NoopUpdates { get; set; }

    public long GetExisting { get; set; }

    public long GetMissing { get; set; }

    public long Queries { get; set; }

    public long Fetches { get; set; }

    public long Scrolls { get; set; }

    public long Refreshes { get; set; }

    public long ExternalRefreshes { get; set; }

    public long Flushes { get; set; }

    public long PeriodicFlushes { get; set; }

    public long Merges { get; set; }

    public long MergedDocs { get; set; }

    public long MergedBytes { get; set; }

    public long IndexMillis { get; set; }

    public void CountGet(bool found)
    {
        if (found) GetExisting++;
        else GetMissing++;
    }
}
