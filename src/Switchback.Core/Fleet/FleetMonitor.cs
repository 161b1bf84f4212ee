namespace Switchback.Core.Fleet;

/// <summary>Holds the newest snapshot and hands it to whoever watches. Watchers of clusters write, pages read, and neither waits for the other.</summary>
public sealed class FleetMonitor(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<FleetSubscription> _subscriptions = [];
    private FleetSnapshot _snapshot = FleetSnapshot.Empty;

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

    /// <summary>Takes the place of the newest snapshot, with the next version; the version it comes with does not count.</summary>
    public FleetSnapshot Publish(FleetSnapshot snapshot)
    {
        // Handing out stays under the lock, so that no subscriber ever gets an older snapshot after a newer one. It never blocks.
        lock (_gate)
        {
            _snapshot = snapshot with { Version = _snapshot.Version + 1 };
            foreach (var subscription in _subscriptions)
            {
                subscription.Offer(_snapshot);
            }
            return _snapshot;
        }
    }

    /// <summary>The snapshot now and every newer one: taken under one lock, so none is missed and none comes twice.</summary>
    public FleetSubscription Subscribe()
    {
        lock (_gate)
        {
            var subscription = new FleetSubscription(_snapshot, time, Forget);
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
