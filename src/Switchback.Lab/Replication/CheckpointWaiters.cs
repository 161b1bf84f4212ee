using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;
using Switchback.Lab.Time;

namespace Switchback.Lab.Replication;

/// <summary>The long polls of followers: each waits for a shard's checkpoint to reach a number, for its time to end, or for the shard to close.</summary>
public sealed class CheckpointWaiters
{
    private readonly Cluster _cluster;
    private readonly Dictionary<Shard, List<Waiter>> _waiting = [];
    private readonly HashSet<Shard> _watched = [];

    public CheckpointWaiters(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Runtime.Stopped += _waiting.Clear;
    }

    /// <summary>True when it is there, false when the time is over first. Fails when the shard closes.</summary>
    public Task<bool> UntilAsync(Shard shard, long number, TimeSpan timeout)
    {
        if (shard.Store.GlobalCheckpoint >= number) return Task.FromResult(true);
        var waiter = new Waiter(number);
        if (!_waiting.TryGetValue(shard, out var waiters))
        {
            _waiting[shard] = waiters = [];
            // For as long as the shard lives: whoever polled once will poll again.
            if (_watched.Add(shard)) shard.Advanced += () => Wake(shard);
        }
        waiters.Add(waiter);
        waiter.Timer = _cluster.Runtime.After(timeout, () =>
        {
            waiters.Remove(waiter);
            waiter.Done.TrySetResult(false);
        });
        return waiter.Done.Task;
    }

    /// <summary>Every poll on the shards of an index that was closed or deleted ends.</summary>
    public void Fail(IndexState index, bool deleted)
    {
        foreach (var shard in index.Shards)
        {
            if (deleted) _watched.Remove(shard);
            if (!_waiting.Remove(shard, out var waiters)) continue;
            foreach (var waiter in waiters)
            {
                waiter.Timer?.Cancel();
                waiter.Done.TrySetException(ShardErrors.Closed(shard));
            }
        }
    }

    private void Wake(Shard shard)
    {
        if (!_waiting.TryGetValue(shard, out var waiters)) return;
        for (var i = waiters.Count - 1; i >= 0; i--)
        {
            var waiter = waiters[i];
            if (waiter.Number > shard.Store.GlobalCheckpoint) continue;
            waiters.RemoveAt(i);
            waiter.Timer?.Cancel();
            waiter.Done.TrySetResult(true);
        }
    }

    private sealed class Waiter(long number)
    {
        public long Number { get; } = number;

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LabTimer? Timer { get; set; }
    }
}
