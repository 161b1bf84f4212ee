using System.Buffers;

namespace Switchback.Core.Journal;

/// <summary>
/// Decides appends one after the other, each on top of those before it, and writes down what would come of them. Whoever keeps
/// the journal makes the draft true as a whole or drops it.
/// </summary>
/// <param name="head">Where the journal ends.</param>
/// <param name="versionOf">The version a stream is at; 0 for one that is new.</param>
public sealed class JournalDraft(JournalHead head, Func<string, long> versionOf)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<DraftedLine> _lines = [];
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);

    public JournalHead Head { get; private set; } = head;

    /// <summary>Everything that would be added, as lines.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public IReadOnlyList<DraftedLine> Lines => _lines;

    /// <summary><see cref="Appended.Done"/>, if the draft becomes true, or a conflict.</summary>
    public Appended Add(string stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, DateTimeOffset at)
    {
        var version = _versions.TryGetValue(stream, out var drafted) ? drafted : versionOf(stream);
        if (!expected.Allows(version)) return new Appended.Conflict(version);

        for (var i = 0; i < events.Count; i++)
        {
            var start = _bytes.WrittenCount;
            var hash = JournalLine.Write(_bytes, Head, at, stream, ++version, events[i], events.Count - 1 - i);
            Head = new JournalHead(Head.Sequence + 1, hash);
            _lines.Add(new DraftedLine(stream, start, _bytes.WrittenCount - start));
        }

        _versions[stream] = version;
        return new Appended.Done(Head.Sequence, version);
    }

    /// <summary>What cannot be appended whatever the journal's state: a fault of the caller.</summary>
    public static void Check(string stream, IReadOnlyList<NewEvent> events)
    {
        JournalText.Checked(stream);
        if (events.Count == 0) throw new ArgumentException("An append has at least one event.", nameof(events));
    }
}

/// <summary>One drafted event: its stream, and where its line lies in the draft, line end included.</summary>
public readonly record struct DraftedLine(string Stream, int Start, int Length);
