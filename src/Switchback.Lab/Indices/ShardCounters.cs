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

    public long Bulks { get; set; }

    public void Add(ShardCounters other)
    {
        Indexed += other.Indexed;
        IndexFailed += other.IndexFailed;
        Deleted += other.Deleted;
        NoopUpdates += other.NoopUpdates;
        GetExisting += other.GetExisting;
        GetMissing += other.GetMissing;
        Queries += other.Queries;
        Fetches += other.Fetches;
        Scrolls += other.Scrolls;
        Refreshes += other.Refreshes;
        ExternalRefreshes += other.ExternalRefreshes;
        Flushes += other.Flushes;
        PeriodicFlushes += other.PeriodicFlushes;
        Merges += other.Merges;
        MergedDocs += other.MergedDocs;
        MergedBytes += other.MergedBytes;
        IndexMillis += other.IndexMillis;
        Bulks += other.Bulks;
    }
}
