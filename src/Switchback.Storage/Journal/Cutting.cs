using Switchback.Core.Journal;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>
/// Cuts a journal at its damage. The files that are whole stay where they are; the first that is not is replaced, in one move, by
/// what of it is whole and the first events of what comes next. Stopped at any line, what is found at the next start is either
/// still damaged or goes on.
/// </summary>
/// <param name="folder">The journal's folder.</param>
/// <param name="disk">Where its files are.</param>
/// <param name="kept">The newest head that is known of.</param>
/// <param name="step">Told before each step that changes something.</param>
internal sealed class Cutting(JournalFolder folder, IDisk disk, JournalHead? kept, Action<string>? step = null)
{
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private JournalHead _head = JournalHead.Start;
    private int _number = 1;
    private long _length;

    /// <summary>Reads everything anew, and says where it has to be cut; null when nothing is damaged.</summary>
    public Damage? Find()
    {
        var lines = 0L;
        var scan = new Scan(kept, (stream, length) =>
        {
            _versions[stream] = _versions.GetValueOrDefault(stream) + 1;
            _length += length;
            lines++;
        }, thorough: true);
        foreach (var number in folder.Segments())
        {
            (_number, _length, lines) = (number, 0, 0);
            using var file = disk.Open(folder.Segment(number), writable: false);
            if (!scan.Read(Path.GetFileName(folder.Segment(number)), file, file.Length, CancellationToken.None)) break;
        }

        scan.End(Path.GetFileName(folder.Segment(_number)), lines);
        _head = scan.Head;
        return scan.Damage;
    }

    /// <summary>Does it, where <see cref="Find"/> found it.</summary>
    public JournalCut Cut(Damage damage, Func<JournalCut, IReadOnlyList<FirstEvent>> first, DateTimeOffset at)
    {
        var aside = SetAside.FolderFor(Path.Combine(folder.Path, "aside"), at);
        var cut = new JournalCut(damage, _head, aside);
        var draft = new JournalDraft(_head, stream => _versions.GetValueOrDefault(stream));
        foreach (var begun in first(cut))
        {
            draft.Add(begun.Stream, ExpectedVersion.Any, [begun.Event], at);
        }

        Step("keep a copy of the damaged file and of the head");
        Directory.CreateDirectory(aside);
        Keep(folder.Head, aside);
        Keep(folder.Segment(_number), aside);
        FolderFlush.Flush(aside);

        Step("write what comes in its place beside it");
        var next = folder.Segment(_number) + ".next";
        WriteNext(next, draft.Bytes.Span);

        // From the last one: whatever is left is still in order.
        foreach (var number in folder.Segments().Where(number => number > _number).Reverse())
        {
            Step("move a later file aside");
            File.Move(folder.Segment(number), Path.Combine(aside, Path.GetFileName(folder.Segment(number))));
        }

        FolderFlush.Flush(aside);
        FolderFlush.Flush(folder.Path);

        // The head before the file: as long as the damaged file is there, the damage is found whatever the head says, and an end that was
        // cut off is missing also from the new head.
        Step("write the head");
        using (var head = new HeadFile(disk.Open(folder.Head, writable: true)))
        {
            head.WriteSafely(draft.Head);
        }

        Step("put the next file in the place of the damaged one");
        File.Move(next, folder.Segment(_number), overwrite: true);
        FolderFlush.Flush(folder.Path);
        return cut;
    }

    private void WriteNext(string path, ReadOnlySpan<byte> added)
    {
        using var next = new FileStream(path, FileMode.Create);
        if (_length > 0)
        {
            using var damaged = disk.Open(folder.Segment(_number), writable: false);
            var block = new byte[(int)Math.Min(_length, 1024 * 1024)];
            for (var copied = 0L; copied < _length;)
            {
                var count = damaged.Read(copied, block.AsSpan(0, (int)Math.Min(block.Length, _length - copied)));
                if (count == 0) throw new IOException($"{folder.Segment(_number)} became shorter while it was read.");
                next.Write(block, 0, count);
                copied += count;
            }
        }

        next.Write(added);
        next.Flush(flushToDisk: true);
    }

    private static void Keep(string path, string aside)
    {
        if (!File.Exists(path)) return;

        using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var to = new FileStream(Path.Combine(aside, Path.GetFileName(path)), FileMode.CreateNew);
        from.CopyTo(to);
        to.Flush(flushToDisk: true);
    }

    private void Step(string what) => step?.Invoke(what);
}
