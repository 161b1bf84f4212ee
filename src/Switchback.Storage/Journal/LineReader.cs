using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>Cuts a part of a file into lines, block by block. The last line may have no end; then the file was cut off, or is still being written.</summary>
internal sealed class LineReader(IDiskFile file, long from, long until)
{
    private const int Block = 128 * 1024;

    private byte[] _buffer = new byte[Block];
    private int _start;
    private int _end;
    private long _read = from;

    /// <summary>Where the next line begins in the file.</summary>
    public long At { get; private set; } = from;

    /// <summary>The next line without its end; false at the end of the part. Good until the next call.</summary>
    public bool TryNext(out ReadOnlySpan<byte> line, out bool ended)
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan((_start + searched).._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = Take(searched + length, andEnd: 1);
                ended = true;
                return true;
            }

            searched = _end - _start;
            if (!Fill())
            {
                line = Take(searched, andEnd: 0);
                ended = false;
                return searched > 0;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int length, int andEnd)
    {
        var line = _buffer.AsSpan(_start, length);
        _start += length + andEnd;
        At += length + andEnd;
        return line;
    }

    private bool Fill()
    {
        var kept = _end - _start;
        if (kept > _buffer.Length / 2) Array.Resize(ref _buffer, _buffer.Length * 2);
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, kept);
        (_start, _end) = (0, kept);
        var count = file.Read(_read, _buffer.AsSpan(_end, (int)Math.Min(_buffer.Length - _end, until - _read)));
        _read += count;
        _end += count;
        return count > 0;
    }
}
