using System.Collections.Concurrent;
using Switchback.Core.Journal;

namespace Switchback.Core.Runs;

/// <summary>Every run there is, folded from the journal, newest first.</summary>
public sealed class RunBook(IJournal journal)
{
    private readonly ConcurrentDictionary<string, RunRecord> _runs = new(StringComparer.Ordinal);
    private readonly Signal _news = new();
    private long _version;

    /// <summary>Something changed in one of them.</summary>
    public event Action<Run>? Changed;

    /// <summary>Ends with the next change of any run. Take it first and look after that.</summary>
    public Task Next => _news.Next;

    /// <summary>Grows with each change of any run.</summary>
    public long Version => Interlocked.Read(ref _version);

    public IReadOnlyList<Run> All => [.. _runs.Values.Select(record => record.Run).OrderByDescending(run => run.RequestedAt).ThenByDescending(run => run.Id, StringComparer.Ordinal)];

    public RunRecord? Find(string id) => _runs.GetValueOrDefault(id);

    public Run? FindByKey(string who, string key) => _runs.Values.Select(record => record.Run).FirstOrDefault(run => run.Key == key && run.Who == who);

    /// <summary>Reads the runs of earlier lives of the app.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        var found = new Dictionary<string, Run>(StringComparer.Ordinal);
        await foreach (var happened in journal.ReadAsync(1, cancel))
        {
            if (!happened.Stream.StartsWith(Run.StreamPrefix, StringComparison.Ordinal)) continue;
            var id = happened.Stream[Run.StreamPrefix.Length..];
            if (found.TryGetValue(id, out var run)) found[id] = run.Apply(happened);
            else if (Run.Begin(id, happened) is { } begun) found[id] = begun;
        }

        foreach (var run in found.Values) Keep(run);
    }

    /// <summary>Records a new run.</summary>
    public async Task<(RunRecord? Record, string? Refused)> BeginAsync(string id, RunEvent.Requested asked, string who)
    {
        if (await journal.AppendAsync(Run.StreamOf(id), ExpectedVersion.New, [asked.By(who)]) is var appended && appended is not Appended.Done)
            return (null, (appended as Appended.Refused)?.Why ?? "There is a run of this id already.");
        await foreach (var happened in journal.ReadStreamAsync(Run.StreamOf(id)))
        {
            if (Run.Begin(id, happened) is { } begun) return (Keep(begun), null);
        }

        return (null, "The run could not be read back.");
    }

    private RunRecord Keep(Run run)
    {
        var record = new RunRecord(journal, run);
        record.Changed += Tell;
        _runs[run.Id] = record;
        Tell(run);
        return record;
    }

    private void Tell(Run run)
    {
        Interlocked.Increment(ref _version);
        _news.Raise();
        Changed?.Invoke(run);
    }
}
