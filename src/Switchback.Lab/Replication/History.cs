using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>
/// How much of its past a shard keeps. Superseded operations and deletes go when segments are merged, but never from the
/// lowest number on that a lease, the last commit or the retention setting still needs.
/// </summary>
public static class History
{
    /// <summary>The lowest number that must be kept; it only ever rises.</summary>
    public static long MinRetained(Shard shard)
    {
        var store = shard.Store;
        var extra = shard.Index.Settings.Number("index.soft_deletes.retention.operations", 0);
        var needed = Math.Min(shard.Leases.LowestRetained, store.GlobalCheckpoint + 1 - extra);
        needed = Math.Min(needed, store.CommittedCheckpoint + 1);
        shard.RetainedFrom = Math.Max(shard.RetainedFrom, needed);
        return shard.RetainedFrom;
    }

    /// <summary>What a merge does: drops what nobody needs. The caller has flushed. Returns how many operations went.</summary>
    public static int Prune(Shard shard) => shard.Store.Forget(MinRetained(shard));

    /// <summary>
    /// Merges away all that is superseded, whatever the leases say: followers that have not read it yet cannot go on.
    /// Their leases are gone as well, as if they had expired.
    /// </summary>
    public static int MergeAway(Shard shard, Cluster cluster)
    {
        foreach (var lease in shard.Leases.All.Where(lease => lease.Expires).ToList()) shard.Leases.Remove(lease.Id, shard.PrimaryTerm);
        shard.Store.Flush();
        PeerLease.Renew(shard, cluster);
        return Prune(shard);
    }
}
