namespace Switchback.Lab.Time;

/// <summary>
/// The lab's single thread. Everything the simulated clusters do happens here, one thing after the other: no locks in
/// the simulation, and one order of events for one order of requests. Code on the loop awaits as usual; what follows an
/// await comes back to this thread. Timers fire in the order of their moments, whether time passes or is moved.
/// </summary>
public sealed class LabLoop : IDisposable
{
    // Timers that are due go first after so many ready items, so that a flood of requests cannot stop time.
    private const int ReadyItemsBeforeTimers = 64;

    private readonly object _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly PriorityQueue<LabTimer, (long Due, long Order)> _timers = new();
    private readonly Queue<(TimeSpan Span, TaskCompletionSource Done)> _moves = new();
    private readonly Thread _thread;
    private readonly LoopContext _context;
    private (TimeSpan Target, TaskCompletionSource Done)? _move;
    private long _order;
    private int _readyInARow;
    private bool _ended;

    public LabLoop(LabClock clock)
    {
        Clock = clock;
        _context = new LoopContext(this);
        _thread = new Thread(Run) { IsBackground = true, Name = "lab" };
        _thread.Start();
    }

    public LabClock Clock { get; }

    /// <summary>What escaped from work on the loop: always a bug of the lab. Tests assert that this stays empty.</summary>
    public event Action<Exception>? Faulted;

    public bool IsHere => Thread.CurrentThread == _thread;

    public void Post(Action action) => Enqueue(static state => ((Action)state!)(), action);

    /// <summary>Runs work on the loop and hands its result back to the caller's own thread.</summary>
    public Task<T> InvokeAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => _ = CarryAsync());
        return done.Task;

        async Task CarryAsync()
        {
            try
            {
                done.TrySetResult(await work());
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }
    }

    public Task InvokeAsync(Action work) => InvokeAsync(() =>
    {
        work();
        return Task.FromResult(true);
    });

    public Task<T> InvokeAsync<T>(Func<T> work) => InvokeAsync(() => Task.FromResult(work()));

    public LabTimer After(TimeSpan delay, Action action)
    {
        var due = Clock.Elapsed + (delay < TimeSpan.Zero ? TimeSpan.Zero : delay);
        var timer = new LabTimer(action, due);
        lock (_gate)
        {
            _timers.Enqueue(timer, (due.Ticks, _order++));
            Monitor.Pulse(_gate);
        }
        return timer;
    }

    /// <summary>Moves the clock and answers after every timer that became due has fired, in order, with all it caused.</summary>
    public Task AdvanceAsync(TimeSpan span)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _moves.Enqueue((span, done));
            Monitor.Pulse(_gate);
        }
        return done.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }
        if (!IsHere) _thread.Join();
    }

    private void Enqueue(SendOrPostCallback callback, object? state)
    {
        lock (_gate)
        {
            if (_ended) return;
            _ready.Enqueue((callback, state));
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        SynchronizationContext.SetSynchronizationContext(_context);
        while (Next() is { } item)
        {
            try
            {
                item.Callback(item.State);
            }
            catch (Exception e)
            {
                Faulted?.Invoke(e);
            }
        }
    }

    private (SendOrPostCallback Callback, object? State)? Next()
    {
        lock (_gate)
        {
            while (!_ended)
            {
                var now = Clock.Elapsed;
                var dueFirst = _readyInARow >= ReadyItemsBeforeTimers;
                _readyInARow = dueFirst ? 0 : _readyInARow + 1;
                if (dueFirst && DueBy(now) is { } overdue) return Firing(overdue);
                if (_ready.TryDequeue(out var item)) return item;
                _readyInARow = 0;
                if (DueBy(_move is { } move && move.Target > now ? move.Target : now) is { } timer)
                {
                    Clock.MoveTo(timer.Due);
                    return Firing(timer);
                }
                if (EndMove() || BeginMove()) continue;
                WaitForWork();
            }
            return null;
        }
    }

    private static (SendOrPostCallback, object?) Firing(LabTimer timer) => (static state => ((LabTimer)state!).Fire(), timer);

    private LabTimer? DueBy(TimeSpan moment)
    {
        while (_timers.TryPeek(out var timer, out var key) && (key.Due <= moment.Ticks || !timer.IsPending))
        {
            _timers.Dequeue();
            if (timer.IsPending) return timer;
        }
        return null;
    }

    private bool EndMove()
    {
        if (_move is not { } move) return false;
        Clock.MoveTo(move.Target);
        _move = null;
        move.Done.TrySetResult();
        return true;
    }

    private bool BeginMove()
    {
        if (!_moves.TryDequeue(out var move)) return false;
        _move = (Clock.Elapsed + move.Span, move.Done);
        return true;
    }

    private void WaitForWork()
    {
        if (!Clock.RunsByItself || !_timers.TryPeek(out _, out var key))
        {
            Monitor.Wait(_gate);
            return;
        }
        var wait = new TimeSpan(key.Due) - Clock.Elapsed;
        if (wait > TimeSpan.Zero) Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(wait.TotalMilliseconds, 60_000))));
    }

    private sealed class LoopContext(LabLoop loop) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => loop.Enqueue(d, state);

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
