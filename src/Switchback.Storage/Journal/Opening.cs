using Switchback.Core.Journal;
using Switchback.Core.Settings;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>Everything between a folder and a journal that can be used: lock, read, check, repair what a stopped machine leaves, tell the rest.</summary>
internal sealed class Opening : IDisposable
{
    private readonly List<string> _notes = [];

    private Opening(JournalFolder folder, IDisk disk, long rollAt)
    {
        Folder = folder;
        Disk = disk;
        Ledger = new Ledger(folder, disk, rollAt);
    }

    public JournalFolder Folder { get; }

    public IDisk Disk { get; }

    public Ledger Ledger { get; }

    /// <summary>Null when the folder cannot be written.</summary>
    public HeadFile? HeadFile { get; private set; }

    public JournalCondition Condition { get; private set; } = new JournalCondition.Sound();

    /// <summary>False when no append can ever succeed in this process.</summary>
    public bool IsWritable { get; private set; } = true;

    public IReadOnlyList<string> Notes => _notes;

    private IDisposable? Lock { get; set; }

    /// <param name="path">The journal's folder.</param>
    /// <param name="disk">Where its files are.</param>
    /// <param name="time">For the names of what is kept.</param>
    /// <param name="rollAt">Past this size the next append begins a file.</param>
    /// <param name="held">The lock, where this process has it already.</param>
    /// <exception cref="SettingsException">Another process has the journal open, or a file cannot be read at all.</exception>
    public static Opening Open(string path, IDisk disk, TimeProvider time, long rollAt, IDisposable? held = null)
    {
        var opening = new Opening(new JournalFolder(path), disk, rollAt) { Lock = held };
        try
        {
            opening.Read(time);
            return opening;
        }
        catch (Exception failed)
        {
            opening.Dispose();
            if (!DiskTrouble.IsDisk(failed)) throw;
            throw new SettingsException([new SettingsFault("DataFolder", $"holds a journal that cannot be read: {failed.Message}", "Give this process's user the right to read and write there.")]);
        }
    }

    /// <summary>Gives up everything but reading, and hands the lock on.</summary>
    public IDisposable? HandOver()
    {
        HeadFile?.Dispose();
        var held = Lock;
        (Lock, HeadFile, IsWritable) = (null, null, false);
        return held;
    }

    public void Dispose()
    {
        HeadFile?.Dispose();
        Ledger.Dispose();
        Lock?.Dispose();
    }

    private void Read(TimeProvider time)
    {
        if (Lock is null)
        {
            (Lock, var unwritable) = JournalLock.Take(Folder);
            if (unwritable is not null) Unwritable(unwritable);
        }

        var numbers = Folder.Segments();
        if (IsWritable || File.Exists(Folder.Head)) HeadFile = new HeadFile(Disk.Open(Folder.Head, IsWritable));
        var kept = HeadFile?.Read();
        if (kept is null && numbers.Count > 0)
        {
            _notes.Add($"{Folder.Head} is missing or not readable. Every event that is there was checked; whether events were cut off the end cannot be known.");
        }

        var scan = new Scan(kept, Ledger.Add, thorough: false);
        foreach (var number in numbers)
        {
            var segment = Ledger.Open(number, writable: IsWritable && number == numbers[^1]);
            if (!scan.Read(segment.Name, segment.File, segment.File.Length, CancellationToken.None)) break;
        }

        scan.End(Path.GetFileName(Ledger.Last?.Path ?? Folder.Segment(1)), Ledger.Last?.Count ?? 0);
        Ledger.Begin(scan.Head);
        if (scan.Damage is not null)
        {
            Condition = new JournalCondition.WatchOnly(scan.Damage);
        }
        else if (IsWritable)
        {
            if (scan.IsTorn) Repair(Ledger.Last!, time);
            if (IsWritable && kept != Ledger.Head) HeadFile!.Write(Ledger.Head);
        }
    }

    /// <summary>Cuts off what was being written when the machine stopped. Nobody was told that it had been recorded; it is kept all the same.</summary>
    private void Repair(Segment segment, TimeProvider time)
    {
        try
        {
            var torn = new byte[segment.File.Length - segment.Length];
            var count = 0;
            for (int more; count < torn.Length && (more = segment.File.Read(segment.Length + count, torn.AsSpan(count))) > 0;)
            {
                count += more;
            }

            var aside = SetAside.PathFor(segment.Path, "torn", time.GetUtcNow());
            using (var keeping = new FileStream(aside, FileMode.CreateNew))
            {
                keeping.Write(torn);
                keeping.Flush(flushToDisk: true);
            }

            segment.File.Truncate(segment.Length);
            segment.File.Flush();
            _notes.Add(
                $"{segment.Name}, line {segment.Count + 1}: the last append was not written to its end, as when the machine stops. "
                + $"It was never confirmed to anybody. Its {torn.Length} bytes were cut off and kept in {aside}.");
        }
        catch (Exception failed) when (DiskTrouble.IsDisk(failed))
        {
            Unwritable($"the last append was not written to its end and could not be cut off: {DiskTrouble.Say(failed, segment.Path)}");
        }
    }

    private void Unwritable(string why)
    {
        IsWritable = false;
        Condition = new JournalCondition.Unwritable($"Nothing can be recorded: {why} Then start Switchback again.");
    }
}
