using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>
/// A shard's own lease: it lets a copy on the same cluster catch up, so it holds the history too until it moves on,
/// which it does every 30 seconds (contract 0.17).
/// </summary>
public static class PeerLease
{
    public static string IdFor(Cluster cluster) => "peer_recovery/" + cluster.Node.Id;

    /// <summary>Taken when the shard starts, unless it has come back with it.</summary>
    public static void Ensure(Shard shard, Cluster cluster)
    {
        var id = IdFor(cluster);
        if (shard.Leases.Find(id) is not null) return;
        var from = Math.Max(0, shard.Store.GlobalCheckpoint + 1);
        shard.Leases.Add(new RetentionLease(id, from, cluster.NowMillis, RetentionLease.PeerRecovery), shard.PrimaryTerm);
    }

    /// <summary>Moves it up to the checkpoint, or renews it when it is getting old.</summary>
    public static void Renew(Shard shard, Cluster cluster)
    {
        var id = IdFor(cluster);
        if (shard.Leases.Find(id) is not { } lease)
        {
            Ensure(shard, cluster);
            return;
        }
        var next = Math.Max(0, shard.Store.GlobalCheckpoint + 1);
        var old = cluster.NowMillis - lease.Timestamp > LeasePeriod.Of(shard.Index).TotalMilliseconds / 2;
        if (next > lease.RetainingSeqNo || old)
            shard.Leases.Renew(id, Math.Max(next, lease.RetainingSeqNo), cluster.NowMillis, shard.PrimaryTerm);
    }
}
