using Switchback.Lab.Time;

namespace Switchback.Lab.Clusters;

public enum NodeState
{
    Running,
    Frozen,
    Stopped,
}

/// <summary>
/// The life of a cluster's one process: what was scheduled in it waits while it is frozen and is gone once it is stopped.
/// Everything a cluster does later - timers, delays, answers that arrive from elsewhere - goes through here.
/// </summary>
public sealed class NodeRuntime(LabLoop loop)
{
    private readonly Queue<Action> _held = new();
    private CancellationTokenSource _life = new();
    private int _epoch;

    public NodeState State { get; private set; } = NodeState.Running;

    public LabClock Clock => loop.Clock;

    /// <summary>Raised on the loop after the process has ended: drop what lives in memory only.</summary>
    public event Action? Stopped;

    /// <summary>Raised on the loop when the process has begun again with its data.</summary>
    public event Action? Started;

    /// <summary>Ends with the process.</summary>
    public CancellationToken Life => _life.Token;

    public void Post(Action action)
    {
        var epoch = _epoch;
        loop.Post(() => RunIn(epoch, action));
    }

    public LabTimer After(TimeSpan delay, Action action)
    {
        var epoch = _epoch;
        return loop.After(delay, () => RunIn(epoch, action));
    }

    /// <summary>Lab time passes. Throws <see cref="NodeStoppedException"/> if the process ends first.</summary>
    public Task Delay(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = After(delay, () => done.TrySetResult());
        var stopped = Life.Register(() =>
        {
            timer.Cancel();
            done.TrySetException(new NodeStoppedException());
        });
        var cancelled = cancellationToken.Register(() =>
        {
            timer.Cancel();
            done.TrySetCanceled(cancellationToken);
        });
        return FinishAsync();

        async Task FinishAsync()
        {
            try
            {
                await done.Task;
            }
            finally
            {
                await stopped.DisposeAsync();
                await cancelled.DisposeAsync();
            }
        }
    }

    /// <summary>Returns at once while the process runs, after the thaw while it is frozen.</summary>
    public Task WhenRunningAsync()
    {
        if (State == NodeState.Running) return Task.CompletedTask;
        if (State == NodeState.Stopped) throw new NodeStoppedException();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = Life.Register(() => done.TrySetException(new NodeStoppedException()));
        _held.Enqueue(() =>
        {
            stopped.Dispose();
            done.TrySetResult();
        });
        return done.Task;
    }

    public void Freeze()
    {
        if (State == NodeState.Running) State = NodeState.Frozen;
    }

    public void Thaw()
    {
        if (State != NodeState.Frozen) return;
        State = NodeState.Running;
        while (State == NodeState.Running && _held.TryDequeue(out var action)) action();
    }

    public void Stop()
    {
        if (State == NodeState.Stopped) return;
        State = NodeState.Stopped;
        _epoch++;
        _held.Clear();
        _life.Cancel();
        Stopped?.Invoke();
    }

    public void Start()
    {
        if (State != NodeState.Stopped) return;
        _life.Dispose();
        _life = new CancellationTokenSource();
        State = NodeState.Running;
        Started?.Invoke();
    }

    private void RunIn(int epoch, Action action)
    {
        if (epoch != _epoch || State == NodeState.Stopped) return;
        if (State == NodeState.Frozen) _held.Enqueue(action);
        else action();
    }
}
