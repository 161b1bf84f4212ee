using System.Runtime.CompilerServices;
using Switchback.Core.Journal;
using Switchback.Core.Settings;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>The journal as files of lines in a folder. One process writes; anybody may read the files.</summary>
public sealed class FileJournal : IJournal, ICuttable, IDisposable, IAsyncDisposable
{
    /// <summary>Past this size the next append begins a new file: large enough for months, small enough for an editor.</summary>
    private const long RollAt = 64L * 1024 * 1024;

    private readonly List<Opening> _before = [];
    private readonly TimeProvider _time;
    private readonly IDisk _disk;
    private readonly long _rollAt;

    /// <summary>Held by whoever changes the files: the one that appends, and the one that cuts.</summary>
    private readonly Lock _writing = new();
    private readonly Signal _news = new();
    private readonly Committer _committer;
    private volatile Opening _opened;
    private JournalCondition _condition;
    private bool _mustRestart;
    private int _closing;
    private volatile bool _closed;

    private FileJournal(Opening opened, TimeProvider time, long rollAt)
    {
        _opened = opened;
        _disk = opened.Disk;
        _rollAt = rollAt;
        _time = time;
        _condition = opened.Condition;
        _committer = new Committer(Commit);
    }

    public JournalCondition Condition => Volatile.Read(ref _condition);

    public JournalHead Head => _opened.Ledger.Head;

    /// <summary>What was found and put right when it was opened, in sentences for the log and for people.</summary>
    public IReadOnlyList<string> Notes => _opened.Notes;

    /// <summary>Opens the journal of a folder, or begins one. A damaged journal opens too, to be read: see <see cref="Condition"/>.</summary>
    /// <exception cref="SettingsException">Another process has it open, or it cannot be read at all.</exception>
    public static FileJournal Open(string folder, TimeProvider time) => Open(folder, time, new Disk(), RollAt);

    internal static FileJournal Open(string folder, TimeProvider time, IDisk disk, long rollAt = RollAt) =>
        new(Opening.Open(Path.GetFullPath(folder), disk, time, rollAt), time, rollAt);

    public async ValueTask<Appended> AppendAsync(
        string stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        JournalDraft.Check(stream, events);
        cancellationToken.ThrowIfCancellationRequested();
        var request = new Request(stream, expected, [.. events], cancellationToken);
        return _committer.Offer(request) ? await request.Answer : new Appended.Refused("Nothing was recorded: Switchback is stopping.");
    }

    public async IAsyncEnumerable<JournalEvent> ReadAsync(
        long fromSequence = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var opened = _opened;
        var (reader, until) = (new EventReader(opened.Ledger), opened.Ledger.Head.Sequence);
        for (var sequence = Math.Max(1, fromSequence); sequence <= until; sequence++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Read(opened, reader, sequence);
        }

        await Task.CompletedTask;
    }

    public IAsyncEnumerable<JournalEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken cancellationToken = default) =>
        ReadThoseAsync(ledger => ledger.Stream(stream, fromVersion), cancellationToken);

    public IAsyncEnumerable<JournalEvent> ReadStreamsAsync(string prefix, CancellationToken cancellationToken = default) =>
        ReadThoseAsync(ledger => ledger.Streams(prefix), cancellationToken);

    public IAsyncEnumerable<JournalEvent> WatchAsync(long fromSequence = 1, CancellationToken cancellationToken = default)
    {
        var opened = _opened;
        var reader = new EventReader(opened.Ledger);
        return JournalWatch.RunAsync(fromSequence, _news, Look, sequence => Read(opened, reader, sequence), () => _closed, cancellationToken);

        long Look()
        {
            // A new reader each round: a watcher that waits keeps no block of the file.
            opened = _opened;
            reader = new EventReader(opened.Ledger);
            return opened.Ledger.Head.Sequence;
        }
    }

    public Task<Verification> VerifyAsync(CancellationToken cancellationToken = default) => Task.Run(() => Verify(cancellationToken), cancellationToken);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closing, 1) == 1) return;
        _committer.Close();
        await _committer.Work;
        _closed = true;
        _news.Raise();
        lock (_writing)
        {
            if (Condition is not JournalCondition.WatchOnly && _opened.IsWritable) _opened.HeadFile?.Write(Head, flush: true);
            _opened.Dispose();
            foreach (var earlier in _before) earlier.Dispose();
        }
    }

    public Task<CutOutcome> CutAsync(Damage agreed, Func<JournalCut, IReadOnlyList<FirstEvent>> first, Action<JournalEvent> written) =>
        Task.Run(() => Cut(agreed, first, written));

    private CutOutcome Cut(Damage agreed, Func<JournalCut, IReadOnlyList<FirstEvent>> first, Action<JournalEvent> written)
    {
        lock (_writing)
        {
            if (_closing == 1) return new CutOutcome.Refused("Switchback is stopping.");
            if (Condition is not JournalCondition.WatchOnly) return new CutOutcome.Refused("The journal is not damaged.");
            if (!_opened.IsWritable) return new CutOutcome.Refused($"The files in {_opened.Folder.Path} cannot be changed. Make them writable and start Switchback again.");
            try
            {
                var wasDamaged = _opened.Condition is JournalCondition.WatchOnly;
                var cutting = new Cutting(_opened.Folder, _disk, wasDamaged ? _opened.HeadFile?.Read() : Head);
                if (cutting.Find() is not { } damage) return new CutOutcome.Refused("The files are whole again, as when they were brought back from a backup. Start Switchback again.");
                if ((damage.File, damage.Line) != (agreed.File, agreed.Line))
                {
                    Volatile.Write(ref _condition, new JournalCondition.WatchOnly(damage));
                    return new CutOutcome.Refused($"The first damage is not where it was thought to be, but here: {damage.Say()} Propose it anew.");
                }

                return new CutOutcome.Done(GoOn(cutting.Cut(damage, first, _time.GetUtcNow()), written), _mustRestart);
            }
            catch (Exception failed) when (DiskTrouble.IsDisk(failed))
            {
                return new CutOutcome.Refused($"It was not done: {DiskTrouble.Say(failed, _opened.Folder.Path)}");
            }
            catch (SettingsException failed)
            {
                return new CutOutcome.Refused($"The journal was cut, but could not be opened again. Start Switchback again. {failed.Message}");
            }
        }
    }

    /// <summary>Opens the journal as it is after a cut. The files of before stay open for whoever is reading them.</summary>
    private JournalCut GoOn(JournalCut cut, Action<JournalEvent> written)
    {
        var before = _opened;
        var next = Opening.Open(before.Folder.Path, _disk, _time, _rollAt, before.HandOver());
        _before.Add(before);

        // Whoever folded events that are no more would go on from what nobody can read again.
        _mustRestart = before.Ledger.Head != cut.Kept;
        var reader = new EventReader(next.Ledger);
        for (var sequence = cut.Kept.Sequence + 1; sequence <= next.Ledger.Head.Sequence; sequence++)
        {
            written(reader.Read(sequence));
        }

        _opened = next;
        Volatile.Write(ref _condition, _mustRestart
            ? new JournalCondition.Unwritable("Nothing can be recorded: the journal was cut at its damage, and what this process remembers is from behind the cut. Start Switchback again.")
            : next.Condition);
        _news.Raise();
        return cut;
    }

    private async IAsyncEnumerable<JournalEvent> ReadThoseAsync(Func<Ledger, IReadOnlyList<long>> which, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var opened = _opened;
        var reader = new EventReader(opened.Ledger);
        foreach (var sequence in which(opened.Ledger))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Read(opened, reader, sequence);
        }

        await Task.CompletedTask;
    }

    private JournalEvent Read(Opening opened, EventReader reader, long sequence)
    {
        try
        {
            return reader.Read(sequence);
        }
        catch (JournalDamagedException found)
        {
            // What is found in files that were put aside meanwhile is known.
            if (opened == _opened) Become(new JournalCondition.WatchOnly(found.Damage));
            throw;
        }
    }

    private Verification Verify(CancellationToken cancellationToken)
    {
        if (Condition is JournalCondition.WatchOnly known) return new Verification.Broken(known.Damage);

        var opened = _opened;
        var (files, head) = opened.Ledger.Extent();
        var scan = new Scan(head, static (_, _) => { }, thorough: true);
        foreach (var (path, name, length, _) in files)
        {
            if (!File.Exists(path)) return Broken(opened, new Damage(name, 1, "the file is gone."));
            using var file = _disk.Open(path, writable: false);
            if (!scan.Read(name, file, length, cancellationToken)) break;
        }

        if (files.Count > 0) scan.End(files[^1].Name, Math.Max(0, files[^1].Lines - (head.Sequence - scan.Head.Sequence)));
        return scan.Damage is { } damage ? Broken(opened, damage) : new Verification.Whole(head.Sequence, head.Hash);
    }

    private Verification.Broken Broken(Opening opened, Damage damage)
    {
        if (opened == _opened) Become(new JournalCondition.WatchOnly(damage));
        return new Verification.Broken(damage);
    }

    private void Commit(IReadOnlyList<Request> lot)
    {
        lock (_writing)
        {
            CommitAlone(lot);
        }
    }

    private void CommitAlone(IReadOnlyList<Request> lot)
    {
        if (_mustRestart || !_opened.IsWritable || Condition is JournalCondition.WatchOnly)
        {
            var why = Condition is JournalCondition.WatchOnly damaged ? $"Nothing was recorded. {damaged.Say()}" : Condition.Say();
            Settle(lot, _ => new Appended.Refused(why));
            return;
        }

        var draft = new JournalDraft(Head, _opened.Ledger.VersionOf);
        try
        {
            var at = _time.GetUtcNow();
            Appended[] outcomes = [.. lot.Select(request => draft.Add(request.Stream, request.Expected, request.Events, at))];
            if (draft.Lines.Count > 0) Record(draft);
            for (var i = 0; i < lot.Count; i++)
            {
                lot[i].Settle(outcomes[i]);
            }
        }
        catch (Exception failed)
        {
            var why = $"Nothing was recorded: {DiskTrouble.Say(failed, _opened.Ledger.Last?.Path ?? _opened.Folder.Path)} The next attempt tries again.";
            Become(new JournalCondition.Unwritable(why));

            // What conflicted with the events that came to nothing may not have conflicted at all.
            Settle(lot, request => _opened.Ledger.VersionOf(request.Stream) is var actual && request.Expected.Allows(actual)
                ? new Appended.Refused(why)
                : new Appended.Conflict(actual));
        }
    }

    private void Record(JournalDraft draft)
    {
        _opened.Ledger.Commit(draft);
        _opened.HeadFile?.Write(draft.Head);
        if (Condition is JournalCondition.Unwritable) Become(new JournalCondition.Sound());
        _news.Raise();
    }

    /// <summary>Damage stays known until a person has looked, whatever else happens meanwhile.</summary>
    private void Become(JournalCondition next)
    {
        JournalCondition now;
        do
        {
            now = Condition;
            if (now is JournalCondition.WatchOnly) return;
        }
        while (Interlocked.CompareExchange(ref _condition, next, now) != now);
    }

    private static void Settle(IReadOnlyList<Request> lot, Func<Request, Appended> outcome)
    {
        foreach (var request in lot)
        {
            request.Settle(outcome(request));
        }
    }
}
