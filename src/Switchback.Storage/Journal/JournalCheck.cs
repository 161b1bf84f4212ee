using Switchback.Core.Journal;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>
/// Checks a journal's files without opening the journal: nothing is locked, repaired or written, so it may be done beside the app
/// that writes it, or on a copy of the folder.
/// </summary>
public static class JournalCheck
{
    /// <returns>What was found, and whether the last append is not there to its end: it is being written, or the machine stopped.</returns>
    public static (Verification Found, bool IsTorn) Run(string folder, CancellationToken cancel = default)
    {
        var files = new JournalFolder(Path.GetFullPath(folder));
        var disk = new Disk();
        // The kept head first: whatever is appended while the files are read comes after it.
        JournalHead? kept = null;
        if (File.Exists(files.Head))
        {
            using var head = new HeadFile(disk.Open(files.Head, writable: false));
            kept = head.Read();
        }

        var scan = new Scan(kept, static (_, _) => { }, thorough: true);
        var last = Path.GetFileName(files.Segment(1));
        foreach (var path in files.Segments().Select(files.Segment))
        {
            last = Path.GetFileName(path);
            using var file = disk.Open(path, writable: false);
            if (!scan.Read(last, file, file.Length, cancel)) break;
        }

        scan.End(last, scan.Head.Sequence);
        return (scan.Damage is { } damage ? new Verification.Broken(damage) : new Verification.Whole(scan.Head.Sequence, scan.Head.Hash), scan.IsTorn);
    }
}
