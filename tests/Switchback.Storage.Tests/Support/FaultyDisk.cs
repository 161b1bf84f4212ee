using Switchback.Storage.Files;

namespace Switchback.Storage.Tests.Support;

/// <summary>A disk that fails when told to, can be held in the middle of a flush, and counts. The journal's own files only; the head is left alone.</summary>
internal sealed class FaultyDisk : IDisk
{
    private readonly Disk _real = new();
    private int _flushes;

    /// <summary>Thrown by the next writes; half of the bytes get to the file before.</summary>
    public Exception? OnWrite { get; set; }

    public Exception? OnFlush { get; set; }

    public Exception? OnTruncate { get; set; }

    public Exception? OnOpenForWriting { get; set; }

    /// <summary>Told of every flush before it is made.</summary>
    public Action? BeforeFlush { get; set; }

    /// <summary>Told of every read before it is made.</summary>
    public Action? BeforeRead { get; set; }

    public int Flushes => Volatile.Read(ref _flushes);

    public static IOException Full { get; } = new("No space left on device", 28);

    public IDiskFile Open(string path, bool writable)
    {
        var isSegment = path.EndsWith(".jsonl", StringComparison.Ordinal);
        if (writable && isSegment && OnOpenForWriting is { } refused) throw refused;
        var file = _real.Open(path, writable);
        return isSegment ? new FaultyFile(this, file) : file;
    }

    private sealed class FaultyFile(FaultyDisk disk, IDiskFile file) : IDiskFile
    {
        public long Length => file.Length;

        public int Read(long at, Span<byte> into)
        {
            disk.BeforeRead?.Invoke();
            return file.Read(at, into);
        }

        public void Write(long at, ReadOnlySpan<byte> bytes)
        {
            if (disk.OnWrite is { } failure)
            {
                file.Write(at, bytes[..(bytes.Length / 2)]);
                throw failure;
            }

            file.Write(at, bytes);
        }

        public void Flush()
        {
            disk.BeforeFlush?.Invoke();
            Interlocked.Increment(ref disk._flushes);
            if (disk.OnFlush is { } failure) throw failure;
            file.Flush();
        }

        public void Truncate(long length)
        {
            if (disk.OnTruncate is { } failure) throw failure;
            file.Truncate(length);
        }

        public void Dispose() => file.Dispose();
    }
}
