using Switchback.Core.Journal;

namespace Switchback.Core.Runs;

/// <summary>What became of something that was to be recorded in a run. Closed.</summary>
public abstract record Recorded
{
    private Recorded()
    {
    }

    public sealed record Done(Run Run) : Recorded;

    /// <summary>The run was not in the state for it; what was decided instead is up to the caller.</summary>
    public sealed record NotNow : Recorded;

    public sealed record Refused(string Why) : Recorded;
}

/// <summary>
/// One run's stream and its newest fold. Everything that is recorded goes through here one after the other, decided on the fold as
/// it is at that moment; a process that has lost the run meets a version it does not know, and folds that first.
/// </summary>
public sealed class RunRecord(IJournal journal, Run run)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Signal _news = new();
    private Run _run = run;

    public string Id { get; } = run.Id;

    public Run Run => Volatile.Read(ref _run);

    /// <summary>Ends with the next change. Take it first, look at <see cref="Run"/> after that.</summary>
    public Task Next => _news.Next;

    public event Action<Run>? Changed;

    /// <summary>Decides on the newest state, and records what was decided before anything else is. Null decides for nothing.</summary>
    public async Task<Recorded> RecordAsync(string who, Func<Run, IReadOnlyList<RunEvent>?> decide)
    {
        await _one.WaitAsync();
        try
        {
            while (true)
            {
                var events = decide(_run);
                if (events is null) return new Recorded.NotNow();
                if (events.Count == 0) return new Recorded.Done(_run);
                var appended = await journal.AppendAsync(Run.StreamOf(Id), ExpectedVersion.Exactly(_run.Version), [.. events.Select(happened => happened.By(who))]);
                if (appended is Appended.Refused refused) return new Recorded.Refused(refused.Why);
                await CatchUpAsync();
                if (appended is Appended.Done) return new Recorded.Done(_run);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task CatchUpAsync()
    {
        var now = _run;
        await foreach (var happened in journal.ReadStreamAsync(Run.StreamOf(Id), now.Version + 1)) now = now.Apply(happened);
        Volatile.Write(ref _run, now);
        _news.Raise();
        Changed?.Invoke(now);
    }
}
