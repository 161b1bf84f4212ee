using System.Runtime.InteropServices;

namespace Switchback.Storage.Files;

/// <summary>
/// A new or renamed file survives a power cut only when its folder has been flushed too, and the platform opens no folders.
/// Windows keeps its folders in a log of its own and needs none of this.
/// </summary>
internal static class FolderFlush
{
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;

        // Some file systems flush no folders. The file itself is safe by then, so that is no reason to fail.
        var descriptor = Open(folder, flags: 0);
        if (descriptor < 0) return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
