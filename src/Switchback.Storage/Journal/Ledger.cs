using System.Runtime.InteropServices;
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
            var segment = new Segment(number, path, file, _segments is [.., var last] ? last.First + last.Count : 1);
            _segments.Add(segment);
            return segment;
        }
    }

    /// <summary>One more event that was found in the file opened last.</summary>
    public void Add(string stream, int lineLength)
    {
        lock (_gate)
        {
            Keep(stream, lineLength);
        }
    }

    /// <summary>To be called when everything that can be relied on was added.</summary>
    public void Begin(JournalHead head)
    {
        lock (_gate)
        {
            _head = head;
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
                Keep(line.Stream, line.Length);
            }

            _head = draft.Head;
        }
    }

    /// <summary>Where an event lies, and how far the file it lies in is safe.</summary>
    public (Segment Segment, long Start, int Length, long Safe) Locate(long sequence)
    {
        lock (_gate)
        {
            var segment = _segments.FindLast(candidate => candidate.First <= sequence && candidate.Count > 0)!;
            var (start, length) = segment.LineOf(sequence);
            return (segment, start, length, segment.Length);
        }
    }

    /// <summary>The sequences of a stream from a version on.</summary>
    public IReadOnlyList<long> Stream(string stream, long fromVersion)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(stream, out var sequences) || fromVersion > sequences.Count) return [];
            var skipped = (int)Math.Max(0, fromVersion - 1);
            return sequences.GetRange(skipped, sequences.Count - skipped);
        }
    }

    /// <summary>The sequences of all streams whose names begin so, in order.</summary>
    public IReadOnlyList<long> Streams(string prefix)
    {
        var all = new List<long>();
        lock (_gate)
        {
            foreach (var (stream, sequences) in _streams)
            {
                if (stream.StartsWith(prefix, StringComparison.Ordinal)) all.AddRange(sequences);
            }
        }

        all.Sort();
        return all;
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

    private void Keep(string stream, int lineLength)
    {
        var segment = _segments[^1];
        segment.Add(lineLength);
        ref var sequences = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, stream, out _);
        (sequences ??= []).Add(segment.First + segment.Count - 1);
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
