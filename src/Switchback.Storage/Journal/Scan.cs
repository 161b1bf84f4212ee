using Switchback.Core.Journal;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>Goes through the files line by line and stops at the first thing that is not as it was written. Changes nothing.</summary>
/// <param name="kept">The head as it was kept, to hold the events against; null when none is known.</param>
/// <param name="found">Told of each event with the length of its line, once the whole append it belongs to has been seen.</param>
internal sealed class Scan(JournalHead? kept, Action<JournalEvent, int> found)
{
    private readonly JournalChain _chain = new();
    private readonly List<(JournalEvent Event, int Length)> _begun = [];

    /// <summary>The last event whose append is whole.</summary>
    public JournalHead Head { get; private set; } = JournalHead.Start;

    public Damage? Damage { get; private set; }

    /// <summary>The last file ends in the middle of a line or of an append, as it does when the machine stops while one is written.</summary>
    public bool IsTorn => _torn || _begun.Count > 0;

    private bool _torn;

    /// <summary>Reads one file up to a length. False when the scan ends here.</summary>
    public bool Read(string name, IDiskFile file, long length, CancellationToken cancellationToken)
    {
        if (IsTorn) return Fail(name, 1, "the file before this one ends in the middle of an event.");

        var lines = new LineReader(file, 0, length);
        var start = 0L;
        for (var number = 1L; lines.TryNext(out var line, out var ended); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!ended)
            {
                _torn = true;
                break;
            }

            if (!JournalLine.TryRead(line, out var next, out var why)) return Fail(name, number, why);
            if (_chain.Refuse(next.Event) is { } refusal) return Fail(name, number, refusal);
            if (kept?.Sequence == next.Event.Sequence && kept.Hash != next.Event.Hash)
            {
                return Fail(name, number, $"event {kept.Sequence} is not the one whose hash was kept: events up to here were rewritten.");
            }

            _begun.Add((next.Event, (int)(lines.At - start)));
            start = lines.At;
            if (next.More == 0) Accept();
        }

        return true;
    }

    /// <summary>To be called after the last file: what was kept as recorded must have been there.</summary>
    public void End(string name, long lines)
    {
        if (Damage is null && kept is not null && kept.Sequence > Head.Sequence)
        {
            var missing = Head.Sequence + 1 == kept.Sequence ? $"event {kept.Sequence} was" : $"events {Head.Sequence + 1} to {kept.Sequence} were";
            Fail(name, lines + 1, $"the end was cut off: {missing} recorded and cannot be found whole.");
        }
    }

    private void Accept()
    {
        foreach (var (whole, length) in _begun)
        {
            Head = new JournalHead(whole.Sequence, whole.Hash);
            found(whole, length);
        }

        _begun.Clear();
    }

    private bool Fail(string name, long line, string why)
    {
        Damage = new Damage(name, line, why);
        return false;
    }
}
