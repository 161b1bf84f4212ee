using System.Text;
using Switchback.Core.Journal;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>
/// Goes through the files line by line and stops at the first thing that is not as it was written. Changes nothing, and keeps
/// nothing but the names of streams and the append it is in.
/// </summary>
/// <param name="kept">The head as it was kept, to hold the events against; null when none is known.</param>
/// <param name="found">Told of each event's stream with the length of its line, once the whole append it belongs to has been seen.</param>
/// <param name="thorough">Reads also what each event says. Without, its hash and its place in the chain are checked.</param>
internal sealed class Scan(JournalHead? kept, Action<string, int> found, bool thorough)
{
    private readonly JournalChain _chain = new();
    private readonly List<(string Stream, int Length)> _begun = [];
    private readonly byte[] _hash = Encoding.ASCII.GetBytes(JournalHead.Start.Hash);
    private long _sequence;
    private bool _torn;

    /// <summary>The last event whose append is whole.</summary>
    public JournalHead Head => new(_sequence, Encoding.ASCII.GetString(_hash));

    public Damage? Damage { get; private set; }

    /// <summary>The last file ends in the middle of a line or of an append, as it does when the machine stops while one is written.</summary>
    public bool IsTorn => _torn || _begun.Count > 0;

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

            if (Refuse(line, out var stream, out var more) is { } refusal) return Fail(name, number, refusal);
            if (kept?.Sequence == _chain.Sequence && kept.Hash != _chain.Head.Hash)
            {
                return Fail(name, number, $"event {kept.Sequence} is not the one whose hash was kept: events up to here were rewritten.");
            }

            _begun.Add((stream, (int)(lines.At - start)));
            start = lines.At;
            if (more == 0) Accept();
        }

        return true;
    }

    /// <summary>To be called after the last file: what was kept as recorded must have been there.</summary>
    public void End(string name, long lines)
    {
        if (Damage is null && kept is not null && kept.Sequence > _sequence)
        {
            var missing = _sequence + 1 == kept.Sequence ? $"event {kept.Sequence} was" : $"events {_sequence + 1} to {kept.Sequence} were";
            Fail(name, lines + 1, $"the end was cut off: {missing} recorded and cannot be found whole.");
        }
    }

    /// <summary>What is wrong with a line where it stands; null when nothing is.</summary>
    private string? Refuse(ReadOnlySpan<byte> line, out string stream, out int more)
    {
        if (!thorough && JournalSeal.TryRead(line, out var seal))
        {
            more = seal.More;
            return _chain.Refuse(seal, out stream);
        }

        if (!JournalLine.TryRead(line, out var next, out var why))
        {
            (stream, more) = ("", 0);
            return why;
        }

        (stream, more) = (next.Event.Stream, next.More);
        return _chain.Refuse(next.Event);
    }

    private void Accept()
    {
        foreach (var (stream, length) in _begun)
        {
            found(stream, length);
        }

        _begun.Clear();
        _sequence = _chain.Sequence;
        _chain.Hash.CopyTo(_hash);
    }

    private bool Fail(string name, long line, string why)
    {
        Damage = new Damage(name, line, why);
        return false;
    }
}
