namespace Switchback.Storage.Files;

/// <summary>Why a file could not be written, in words that say what to do.</summary>
internal static class DiskTrouble
{
    /// <summary>The numbers of Linux, macOS and Windows for the same thing.</summary>
    private static readonly int[] Full = [28, 69, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    private static readonly int[] ReadOnly = [30, unchecked((int)0x80070013)];

    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    public static bool IsDisk(Exception thrown) => thrown is IOException or UnauthorizedAccessException;

    /// <summary>Another process holds the file.</summary>
    public static bool IsHeld(IOException thrown) => Held.Contains(thrown.HResult);

    public static string Say(Exception thrown, string path) => thrown switch
    {
        IOException full when Full.Contains(full.HResult) => $"the disk that holds {path} is full. Free space there.",
        IOException refused when ReadOnly.Contains(refused.HResult) => $"the disk that holds {path} is read-only. Make it writable.",
        UnauthorizedAccessException => $"this process may not write {path}. Give its user the right to.",
        _ => $"{path} could not be written: {thrown.Message}",
    };
}
