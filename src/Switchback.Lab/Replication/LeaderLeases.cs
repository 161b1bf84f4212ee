using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Time;

namespace Switchback.Lab.Replication;

/// <summary>
/// The leader's side of retention leases. Every 30 seconds it moves its own leases on and drops those that nobody renewed within
/// their period, so that a lease outlives its period by up to that.
/// </summary>
public sealed class LeaderLeases
{
    /// <summary>Instead of a number: keep all that is still there.</summary>
    public const long RetainAll = -1;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Cluster _cluster;
    private LabTimer? _next;

    public LeaderLeases(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Runtime.Started += Schedule;
        Schedule();
    }

    public void Add(string index, string uuid, int shard, string id, long retaining)
    {
        var found = Find(index, uuid, shard);
        var from = retaining == RetainAll ? History.MinRetained(found) : retaining;
        found.Leases.Add(new RetentionLease(id, from, _cluster.NowMillis, RetentionLease.Ccr), found.PrimaryTerm);
    }

    public void Renew(string index, string uuid, int shard, string id, long retaining)
    {
        var found = Find(index, uuid, shard);
        var from = retaining;
        // A copy made anew needs no more than the lease of the old one already holds.
        if (retaining == RetainAll) from = Math.Max(History.MinRetained(found), found.Leases.Find(id)?.RetainingSeqNo ?? 0);
        found.Leases.Renew(id, from, _cluster.NowMillis, found.PrimaryTerm);
    }

    public void Remove(string index, string uuid, int shard, string id)
    {
        var found = Find(index, uuid, shard);
        found.Leases.Remove(id, found.PrimaryTerm);
    }

    /// <summary>As the tick does, at once: for faults that let leases end early.</summary>
    public void Tick()
    {
        foreach (var index in _cluster.State.Indices.Values)
        {
            if (!index.IsOpen) continue;
            TimeSpan? period = null;
            foreach (var shard in index.Shards)
            {
                if (!shard.IsStarted) continue;
                PeerLease.Renew(shard, _cluster);
                if (shard.Leases.All.Count < 2) continue;
                period ??= LeasePeriod.Of(index);
                shard.Leases.Expire(_cluster.NowMillis, (long)period.Value.TotalMilliseconds, shard.PrimaryTerm);
            }
        }
    }

    private void Schedule()
    {
        _next?.Cancel();
        _next = _cluster.Runtime.After(Interval, () =>
        {
            Tick();
            Schedule();
        });
    }

    private Shard Find(string index, string uuid, int shard)
    {
        if (_cluster.State.Find(index) is not { } found || found.Uuid != uuid) throw Errors.IndexNotFoundBare(index);
        if (!found.IsOpen) throw Errors.IndexClosed(found.Name, found.Uuid);
        return found.Shards[shard] is { IsStarted: true } started
            ? started
            : throw ShardErrors.NotAvailable($"retention lease on [{index}][{shard}]", null);
    }
}
