using System.Runtime.CompilerServices;
using Switchback.Core.Journal;
using Switchback.Core.Settings;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>The journal as files of lines in a folder. One process writes; anybody may read the files.</summary>
public sealed class FileJournal : IJournal, IDisposable, IAsyncDisposable
{
    /// <summary>Past this size the next append begins a new file: large enough for months, small enough for an editor.</summary>
    private const long RollAt = 64L * 1024 * 1024;

    private readonly Opening _opened;
    private readonly TimeProvider _time;
    private readonly Signal _news = new();
    private readonly Committer _committer;
    private JournalCondition _condition;
    private int _closing;
    private volatile bool _closed;

    private FileJournal(Opening opened, TimeProvider time)
    {
        _opened = opened;
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
        new(Opening.Open(Path.GetFullPath(folder), disk, time, rollAt), time);

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
        var until = Head.Sequence;
        for (var sequence = Math.Max(1, fromSequence); sequence <= until; sequence++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return At(sequence);
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<JournalEvent> ReadStreamAsync(
        string stream, long fromVersion = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var sequence in _opened.Ledger.Stream(stream).Skip((int)Math.Max(0, fromVersion - 1)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return At(sequence);
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<JournalEvent> WatchAsync(
        long fromSequence = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var next = Math.Max(1, fromSequence); !_closed;)
        {
            var news = _news.Next;
            for (var until = Head.Sequence; next <= until && !_closed; next++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return At(next);
            }

            if (!_closed) await news.WaitAsync(cancellationToken);
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
        if (Condition is not JournalCondition.WatchOnly && _opened.IsWritable) _opened.HeadFile?.Write(Head, flush: true);
        _opened.Dispose();
    }

    private JournalEvent At(long sequence)
    {
        try
        {
            return _opened.Ledger.Read(sequence);
        }
        catch (JournalDamagedException found)
        {
            Become(new JournalCondition.WatchOnly(found.Damage));
            throw;
        }
    }

    private Verification Verify(CancellationToken cancellationToken)
    {
        if (Condition is JournalCondition.WatchOnly known) return new Verification.Broken(known.Damage);

        var (files, head) = _opened.Ledger.Extent();
        var scan = new Scan(head, static (_, _) => { });
        foreach (var (path, name, length, _) in files)
        {
            if (!File.Exists(path)) return Broken(new Damage(name, 1, "the file is gone."));
            using var file = _opened.Disk.Open(path, writable: false);
            if (!scan.Read(name, file, length, cancellationToken)) break;
        }

        if (files.Count > 0) scan.End(files[^1].Name, Math.Max(0, files[^1].Lines - (head.Sequence - scan.Head.Sequence)));
        return scan.Damage is { } damage ? Broken(damage) : new Verification.Whole(head.Sequence, head.Hash);
    }

    private Verification.Broken Broken(Damage damage)
    {
        Become(new JournalCondition.WatchOnly(damage));
        return new Verification.Broken(damage);
    }

    private void Commit(IReadOnlyList<Request> lot)
    {
        if (!_opened.IsWritable || Condition is JournalCondition.WatchOnly)
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
