using Microsoft.Win32.SafeHandles;

namespace Switchback.Storage.Files;

/// <summary>A file of the journal. Every call returns when it is done; nothing is buffered here.</summary>
internal interface IDiskFile : IDisposable
{
    long Length { get; }

    int Read(long at, Span<byte> into);

    void Write(long at, ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything written would survive a power cut.</summary>
    void Flush();

    void Truncate(long length);
}

/// <summary>Where the journal's files are opened: a seam, because full and failing disks cannot be had for a test.</summary>
internal interface IDisk
{
    IDiskFile Open(string path, bool writable);
}

internal sealed class Disk : IDisk
{
    public IDiskFile Open(string path, bool writable) => new DiskFile(path, writable);

    private sealed class DiskFile(string path, bool writable) : IDiskFile
    {
        // Others may read: the journal is for grep as well. The lock file keeps out whoever would write.
        private readonly SafeFileHandle _handle = File.OpenHandle(
            path, writable ? FileMode.OpenOrCreate : FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        public long Length => RandomAccess.GetLength(_handle);

        public int Read(long at, Span<byte> into) => RandomAccess.Read(_handle, into, at);

        public void Write(long at, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, at);

        public void Flush() => RandomAccess.FlushToDisk(_handle);

        public void Truncate(long length) => RandomAccess.SetLength(_handle, length);

        public void Dispose() => _handle.Dispose();
    }
}
