using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>Who carries runs on in the background.</summary>
public interface IRunWorkers
{
    /// <summary>Sees to it that a run is being worked on. Asked again while it is, it does nothing.</summary>
    /// <param name="whenLeft">Called whenever the work on it has ended: over, paused, or in need of a person.</param>
    void Work(RunRecord record, IDriver driver, Func<Run, Task> whenLeft);

    bool IsWorking(string run);

    /// <summary>The name of this life of the app: what another one began is not worked on here before it was taken over.</summary>
    string Name { get; }
}

/// <summary>One task a run. A run is never worked on twice at once, and never left because a wish came in the very moment its work ended.</summary>
public sealed class RunWorkers(RunGate gate, RunSettings settings, TimeProvider time, string worker, CancellationToken stop) : IRunWorkers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _working = new(StringComparer.Ordinal);

    /// <summary>A fault of our own ended the work on a run: the run stays as it is, and is gone on with at the next start.</summary>
    public event Action<Run, Exception>? Broke;

    public void Work(RunRecord record, IDriver driver, Func<Run, Task> whenLeft)
    {
        lock (_gate)
        {
            if (stop.IsCancellationRequested) return;
            var before = _working.GetValueOrDefault(record.Id, Task.CompletedTask);
            _working[record.Id] = before.ContinueWith(_ => WorkAsync(record, driver, whenLeft), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
        }
    }

    public string Name => worker;

    public bool IsWorking(string run)
    {
        lock (_gate) return _working.TryGetValue(run, out var work) && !work.IsCompleted;
    }

    /// <summary>Ends when no run is being worked on.</summary>
    public async Task IdleAsync()
    {
        while (true)
        {
            Task[] working;
            lock (_gate) working = [.. _working.Values.Where(work => !work.IsCompleted)];
            if (working.Length == 0) return;
            await Task.WhenAll(working);
        }
    }

    private async Task WorkAsync(RunRecord record, IDriver driver, Func<Run, Task> whenLeft)
    {
        try
        {
            await new RunEngine(record, driver, gate, settings, time, worker).RunAsync(stop);
            await whenLeft(record.Run);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The app ends; the next life goes on from the journal.
        }
        catch (Exception broke)
        {
            Broke?.Invoke(record.Run, broke);
        }
    }
}
