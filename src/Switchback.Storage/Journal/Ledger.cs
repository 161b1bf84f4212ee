using Switchback.Core.Journal;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>
/// What the journal holds: its files, where each event lies, and which events make up each stream. One writes, many read; readers
/// see an event when it is safe and not before.
/// </summary>
internal sealed class Ledger(JournalFolder folder, IDisk disk, long rollAt) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Segment> _segments = [];
    private readonly Dictionary<string, List<long>> _streams = new(StringComparer.Ordinal);
    private JournalHead _head = JournalHead.Start;

    public JournalHead Head
    {
        get
        {
            lock (_gate)
            {
                return _head;
            }
        }
    }

    public Segment? Last
    {
        get
        {
            lock (_gate)
            {
                return _segments.LastOrDefault();
            }
        }
    }

    public long VersionOf(string stream)
    {
        lock (_gate)
        {
            return _streams.TryGetValue(stream, out var sequences) ? sequences.Count : 0;
        }
    }

    /// <summary>Opens a file as the one that is written from now on.</summary>
    public Segment Open(int number, bool writable)
    {
        var path = folder.Segment(number);
        var isNew = !File.Exists(path);
        var file = disk.Open(path, writable);
        if (isNew) FolderFlush.Flush(folder.Path);
        lock (_gate)
        {
            var segment = new Segment(number, path, file, _head.Sequence + 1);
            _segments.Add(segment);
            return segment;
        }
    }

    public void Add(JournalEvent found, int lineLength)
    {
        lock (_gate)
        {
            Add(found.Stream, lineLength);
            _head = new JournalHead(found.Sequence, found.Hash);
        }
    }

    /// <summary>Makes a draft true: returns when it is safe. If it throws, nothing of it is left behind.</summary>
    public void Commit(JournalDraft draft)
    {
        var segment = Last;
        if (segment is null || segment.Length >= rollAt) segment = Open((segment?.Number ?? 0) + 1, writable: true);
        try
        {
            CutTo(segment);
            segment.File.Write(segment.Length, draft.Bytes.Span);
            segment.File.Flush();
        }
        catch
        {
            TryCutTo(segment);
            throw;
        }

        lock (_gate)
        {
            foreach (var line in draft.Lines)
            {
                Add(line.Stream, line.Length);
            }

            _head = draft.Head;
        }
    }

    /// <summary>Reads one event from its file and checks it.</summary>
    /// <exception cref="JournalDamagedException">It is not the one that was written.</exception>
    public JournalEvent Read(long sequence)
    {
        Segment segment;
        long start;
        int length;
        lock (_gate)
        {
            segment = _segments.FindLast(candidate => candidate.First <= sequence && candidate.Count > 0)!;
            (start, length) = segment.LineOf(sequence);
        }

        var line = new byte[length];
        var count = 0;
        for (int more; count < length && (more = segment.File.Read(start + count, line.AsSpan(count))) > 0;)
        {
            count += more;
        }

        if (count < length || line[^1] != '\n') throw Damaged("the event was cut off.");
        if (!JournalLine.TryRead(line.AsSpan(0, length - 1), out var found, out var why)) throw Damaged(why);
        if (found.Event.Sequence != sequence) throw Damaged("another event stands here than was written.");
        return found.Event;

        JournalDamagedException Damaged(string because) => new(new Damage(segment.Name, sequence - segment.First + 1, because));
    }

    public IReadOnlyList<long> Stream(string stream)
    {
        lock (_gate)
        {
            return _streams.TryGetValue(stream, out var sequences) ? [.. sequences] : [];
        }
    }

    /// <summary>The files as far as they are safe, and the head that they end with.</summary>
    public (IReadOnlyList<(string Path, string Name, long Length, int Lines)> Files, JournalHead Head) Extent()
    {
        lock (_gate)
        {
            return ([.. _segments.Select(segment => (segment.Path, segment.Name, segment.Length, segment.Count))], _head);
        }
    }

    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.Dispose();
        }
    }

    private void Add(string stream, int lineLength)
    {
        var segment = _segments[^1];
        segment.Add(lineLength);
        if (!_streams.TryGetValue(stream, out var sequences)) _streams[stream] = sequences = [];
        sequences.Add(segment.First + segment.Count - 1);
    }

    /// <summary>What an earlier attempt may have left behind would stand in the middle of the next event.</summary>
    private static void CutTo(Segment segment)
    {
        if (segment.File.Length != segment.Length) segment.File.Truncate(segment.Length);
    }

    private static void TryCutTo(Segment segment)
    {
        try
        {
            CutTo(segment);
            segment.File.Flush();
        }
        catch (Exception failed) when (DiskTrouble.IsDisk(failed))
        {
            // The first failure is the one to tell; the next attempt cuts again before it writes.
        }
    }
}
