namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>
/// Reads the lab once a second while any page shows it, however many do, and hands each reading to all of them. With nobody
/// watching nothing is asked.
/// </summary>
public sealed class LabWatch(LabControl control, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<LabSubscription> _subscriptions = [];
    private LabSnapshot _latest = LabSnapshot.NotAskedYet;
    private CancellationTokenSource? _reading;

    public LabSnapshot Latest
    {
        get
        {
            lock (_gate)
            {
                return _latest;
            }
        }
    }

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

    public LabSubscription Subscribe()
    {
        lock (_gate)
        {
            if (_reading is null)
            {
                // What was seen before nobody looked is old news: the first reading says how it is.
                _latest = LabSnapshot.NotAskedYet;
                _reading = new CancellationTokenSource();
                _ = ReadOnAsync(_reading.Token);
            }

            var subscription = new LabSubscription(_latest, Forget);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Reads at once: whoever has changed the lab wants to see it changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        // One at a time, so that an older reading never comes after a newer one.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var next = await new LabReader(control, time).ReadAsync(Latest, cancellationToken);
            lock (_gate)
            {
                _latest = next;
                foreach (var subscription in _subscriptions)
                {
                    subscription.Offer(next);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Stop();
        }
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        // Not under the lock of whoever subscribed first.
        await Task.Yield();
        try
        {
            using var pace = new PeriodicTimer(Pace, time);
            do
            {
                await RefreshAsync(cancellationToken);
            }
            while (await pace.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The last one has gone.
        }
    }

    private void Forget(LabSubscription subscription)
    {
        lock (_gate)
        {
            if (_subscriptions.Remove(subscription) && _subscriptions.Count == 0)
            {
                Stop();
            }
        }
    }

    private void Stop()
    {
        _reading?.Cancel();
        _reading = null;
    }
}
