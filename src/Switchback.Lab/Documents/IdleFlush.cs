using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>
/// A shard that nobody has written to for five minutes is flushed: a copy made later begins with everything in its commit
/// (contract 0.1). One timer for each shard with something to flush, none for the others.
/// </summary>
public sealed class IdleFlush
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(5);

    private readonly Cluster _cluster;
    private readonly Dictionary<Shard, TimeSpan> _lastWritten = [];

    public IdleFlush(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Runtime.Stopped += _lastWritten.Clear;
    }

    private TimeSpan Now => _cluster.Lab.Clock.Elapsed;

    public void Written(Shard shard)
    {
        var isWatched = _lastWritten.ContainsKey(shard);
        _lastWritten[shard] = Now;
        if (!isWatched) Watch(shard, IdleAfter);
    }

    private void Watch(Shard shard, TimeSpan delay) => _cluster.Runtime.After(delay, () => Look(shard));

    private void Look(Shard shard)
    {
        if (!_lastWritten.TryGetValue(shard, out var written)) return;
        var left = written + IdleAfter - Now;
        if (left > TimeSpan.Zero)
        {
            Watch(shard, left);
            return;
        }
        _lastWritten.Remove(shard);
        if (shard.IsStarted && shard.Store.Flush()) shard.Counters.Flushes++;
    }
}
