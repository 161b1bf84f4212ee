using Switchback.Core.Settings;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>
/// Keeps a second process out. What counts is the operating system's lock on the file, which ends with the process however it
/// ends; that the file is there says nothing.
/// </summary>
internal static class JournalLock
{
    /// <summary>The lock, or why none can be had because the folder cannot be written.</summary>
    /// <exception cref="SettingsException">Another process has the journal open.</exception>
    public static (IDisposable? Lock, string? Unwritable) Take(JournalFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.Path);
            return (new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0), null);
        }
        catch (IOException held) when (DiskTrouble.IsHeld(held))
        {
            throw new SettingsException([new SettingsFault(
                "DataFolder",
                $"names a folder whose journal another process has open: {folder.Lock} is locked.",
                "End the other Switchback, or give this one a folder of its own. Two writers would each destroy what the other has recorded.")]);
        }
        catch (Exception failed) when (DiskTrouble.IsDisk(failed))
        {
            return (null, DiskTrouble.Say(failed, folder.Lock));
        }
    }
}
