using Switchback.Lab.Clusters;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Indices;

/// <summary>
/// How primaries come to life: after a creation, an opening, a closing (a closed index's shards run too), a restart. The
/// copy recovers, then the master is told, then it is started.
/// </summary>
public sealed class ShardLife
{
    /// <summary>What a node needs after its start until it can look after its shards (contract 0.33).</summary>
    public static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster;

    public ShardLife(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Runtime.Stopped += Lose;
        cluster.Runtime.Started += () => cluster.Runtime.After(AfterStart, () => _ = RecoverAllAsync());
    }

    /// <summary>Inside the master's update that makes, opens or closes an index: its shards begin to recover.</summary>
    public void Begin(IndexState index, RecoveryType type)
    {
        foreach (var shard in index.Shards) Begin(shard, type);
    }

    /// <summary>The update that makes recovered shards started, unless they have gone another way meanwhile.</summary>
    public async Task StartAsync(IReadOnlyList<IndexState> indices, int updates = 1)
    {
        var begun = indices.SelectMany(index => index.Shards).Select(shard => (Shard: shard, shard.Recovery)).ToList();
        await _cluster.Master.UpdateAsync(() =>
        {
            foreach (var (shard, recovery) in begun)
                if (recovery is not null && shard.Recovery == recovery && shard.Routing == ShardRouting.Initializing)
                    MarkStarted(shard);
        }, updates);
    }

    /// <summary>For callers that do not wait: the node may stop before.</summary>
    public async Task StartInBackgroundAsync(IReadOnlyList<IndexState> indices, int updates = 1)
    {
        try
        {
            await StartAsync(indices, updates);
        }
        catch (NodeStoppedException)
        {
            // The shards begin again when the node does.
        }
    }

    /// <summary>Waits for the primary, as a write does. False: it did not come in time.</summary>
    public Task<bool> WhenStartedAsync(Shard shard, TimeSpan timeout) => _cluster.Waits.UntilAsync(() => shard.IsStarted, timeout);

    /// <summary>Waits until so many copies of every shard are active. On one node that is never more than the primary.</summary>
    public Task<bool> WhenActiveAsync(IReadOnlyList<IndexState> indices, ActiveShards wanted, TimeSpan timeout) =>
        _cluster.Waits.UntilAsync(() => indices.All(index => wanted.Hold(index)), timeout);

    private void Begin(Shard shard, RecoveryType type)
    {
        var bytes = type == RecoveryType.ExistingStore ? shard.Store.StoredBytes : 0;
        shard.Routing = ShardRouting.Initializing;
        shard.Counters = new ShardCounters();
        shard.Recovery = new RecoveryState(type, _cluster.NowMillis)
        {
            TotalBytes = bytes,
            ReusedBytes = bytes,
            TotalFiles = bytes > 0 ? 4 : 0,
            ReusedFiles = bytes > 0 ? 4 : 0,
        };
    }

    private void MarkStarted(Shard shard)
    {
        shard.Store.Refresh();
        shard.Recovery!.Finish(_cluster.NowMillis);
        shard.Routing = ShardRouting.Started;
        PeerLease.Ensure(shard, _cluster);
    }

    private void Lose()
    {
        foreach (var index in _cluster.State.Indices.Values)
        {
            index.IsClosing = false;
            foreach (var shard in index.Shards) shard.Routing = ShardRouting.Unassigned;
        }
    }

    private async Task RecoverAllAsync()
    {
        try
        {
            var indices = _cluster.State.Indices.Values.ToList();
            await _cluster.Master.UpdateAsync(() =>
            {
                foreach (var shard in indices.SelectMany(index => index.Shards).Where(shard => shard is { Routing: ShardRouting.Unassigned, HasNoCopy: false }))
                {
                    shard.PrimaryTerm++;
                    Begin(shard, RecoveryType.ExistingStore);
                    // What the translog held is replayed and then written into a commit of its own.
                    shard.Store.Flush();
                }
            });
            await StartAsync(indices);
        }
        catch (NodeStoppedException)
        {
            // The next start begins again.
        }
    }
}
