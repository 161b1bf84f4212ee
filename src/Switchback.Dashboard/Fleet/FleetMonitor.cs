using System.Threading.Channels;

namespace Switchback.Dashboard.Fleet;

/// <summary>Holds the newest snapshot and hands it to whoever watches. Pollers write, pages read, and neither waits for the other.</summary>
public sealed class FleetMonitor
{
    private readonly Lock _gate = new();
    private readonly List<FleetSubscription> _subscriptions = [];
    private readonly TimeProvider _time;
    private FleetSnapshot _snapshot;

    public FleetMonitor(IEnumerable<string> clusters, TimeProvider time)
    {
        _time = time;
        _snapshot = new FleetSnapshot(0, [.. clusters.Select(ClusterView.NotAskedYet)]);
    }

    public FleetSnapshot Current
    {
        get
        {
            lock (_gate)
            {
                return _snapshot;
            }
        }
    }

    /// <summary>How many watch. Pages come and go; after they have gone this is what it was.</summary>
    public int Subscribers
    {
        get
        {
            lock (_gate)
            {
                return _subscriptions.Count;
            }
        }
    }

    /// <summary>Puts one cluster's newest view into a new snapshot.</summary>
    public void Publish(ClusterView view)
    {
        // Handing out stays under the lock, so that no subscriber ever gets an older snapshot after a newer one. It never blocks.
        lock (_gate)
        {
            _snapshot = new FleetSnapshot(
                _snapshot.Version + 1,
                [.. _snapshot.Clusters.Select(known => known.Name == view.Name ? view : known)]);
            foreach (var subscription in _subscriptions)
            {
                subscription.Offer(_snapshot);
            }
        }
    }

    /// <summary>The snapshot now and every newer one: taken under one lock, so none is missed and none comes twice.</summary>
    public FleetSubscription Subscribe()
    {
        lock (_gate)
        {
            var subscription = new FleetSubscription(_snapshot, _time, Forget);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    private void Forget(FleetSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }
}

/// <summary>One watcher. It holds one snapshot, the newest: a slow page skips, it never queues.</summary>
public sealed class FleetSubscription : IDisposable
{
    private readonly Channel<FleetSnapshot> _channel = Channel.CreateBounded<FleetSnapshot>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly TimeProvider _time;
    private readonly Action<FleetSubscription> _forget;

    internal FleetSubscription(FleetSnapshot current, TimeProvider time, Action<FleetSubscription> forget)
    {
        Latest = current;
        _time = time;
        _forget = forget;
    }

    public FleetSnapshot Latest { get; private set; }

    /// <summary>The next snapshot; or the one at hand again after <paramref name="atMost"/>, because its age is news as well.</summary>
    public async Task<FleetSnapshot> NextAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            Latest = await _channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing new in time.
        }

        return Latest;
    }

    public void Dispose() => _forget(this);

    internal void Offer(FleetSnapshot snapshot) => _channel.Writer.TryWrite(snapshot);
}
