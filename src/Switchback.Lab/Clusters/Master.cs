namespace Switchback.Lab.Clusters;

/// <summary>
/// The elected master: one change of the cluster state after the other, each costing the same time. With no cost a change
/// happens at once. A change that throws has not happened; the next one goes on.
/// </summary>
public sealed class Master(NodeRuntime runtime, ClusterState state)
{
    private readonly Queue<(Func<Task> Serve, Action Abandon)> _waiting = new();
    private bool _busy;

    /// <summary>What one change costs. Measured on a real node: 18 ms.</summary>
    public TimeSpan Cost { get; set; } = TimeSpan.Zero;

    /// <summary>Raised after every change: whoever waits for a state of the cluster looks again.</summary>
    public event Action? Changed;

    public int Pending => _waiting.Count + (_busy ? 1 : 0);

    /// <summary>Changes made since the node was made: the count a benchmark compares with its floor.</summary>
    public long Updates { get; private set; }

    public Task UpdateAsync(Action change, int updates = 1) => UpdateAsync(() =>
    {
        change();
        return true;
    }, updates);

    /// <summary>Waits for its turn, pays for <paramref name="updates"/> changes, then makes the change in one piece.</summary>
    public Task<T> UpdateAsync<T>(Func<T> change, int updates = 1)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((async () =>
        {
            try
            {
                if (Cost > TimeSpan.Zero) await runtime.Delay(Cost * updates);
                var result = change();
                state.Version += updates;
                Updates += updates;
                done.TrySetResult(result);
                Changed?.Invoke();
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }, () => done.TrySetException(new NodeStoppedException())));
        if (!_busy) _ = ServeAsync();
        return done.Task;
    }

    /// <summary>The process is gone: what waited never happens.</summary>
    public void Forget()
    {
        while (_waiting.TryDequeue(out var waiting)) waiting.Abandon();
    }

    private async Task ServeAsync()
    {
        _busy = true;
        while (_waiting.TryDequeue(out var next)) await next.Serve();
        _busy = false;
    }
}
