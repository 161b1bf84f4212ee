using System.Buffers.Text;

namespace Switchback.Core.Journal;

/// <summary>
/// The part of a line that decides whether it fits where it stands. A start reads a million lines: each is held against its hash
/// and against the line before it, but what it says is read when somebody asks for it.
/// </summary>
public readonly ref struct JournalSeal
{
    /// <summary><c>,"previous":"</c>, 64 digits, <c>"</c>.</summary>
    private const int PreviousLength = 13 + JournalLine.HashLength + 1;

    private const int TimeLength = 24;

    public long Sequence { get; private init; }

    /// <summary>As the line has it. A name with escaped characters has no seal: such lines are read wholly.</summary>
    public ReadOnlySpan<byte> Stream { get; private init; }

    public long Version { get; private init; }

    /// <summary>How many events of the same append come after it.</summary>
    public int More { get; private init; }

    public ReadOnlySpan<byte> Previous { get; private init; }

    public ReadOnlySpan<byte> Hash { get; private init; }

    /// <summary>False for whatever is not plainly an event whose hash fits; <see cref="JournalLine.TryRead"/> says why.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out JournalSeal seal)
    {
        seal = default;
        if (!JournalLine.HasItsHash(line, out var body)) return false;

        var rest = body;
        if (!Skip(ref rest, "{\"sequence\":"u8) || !Number(ref rest, out var sequence) || !Skip(ref rest, ",\"at\":\""u8)) return false;
        if (rest.Length < TimeLength) return false;
        rest = rest[TimeLength..];
        if (!Skip(ref rest, "\",\"stream\":\""u8)) return false;
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || rest[end] == '\\') return false;
        var stream = rest[..end];
        rest = rest[end..];
        if (!Skip(ref rest, "\",\"version\":"u8) || !Number(ref rest, out var version) || !Skip(ref rest, ",\"kind\":\""u8)) return false;

        if (rest.Length < PreviousLength) return false;
        var last = rest[^PreviousLength..];
        if (!Skip(ref last, ",\"previous\":\""u8) || last[^1] != '"') return false;
        seal = new JournalSeal
        {
            Sequence = sequence,
            Stream = stream,
            Version = version,
            More = MoreAtTheEnd(rest[..^PreviousLength]),
            Previous = last[..^1],
            Hash = line[^(JournalLine.HashLength + 2)..^2],
        };
        return true;
    }

    /// <summary>
    /// Data are one whole value of JSON, so a <c>,"more":3</c> at the very end cannot be inside of them: they would have to go on.
    /// </summary>
    private static int MoreAtTheEnd(ReadOnlySpan<byte> rest)
    {
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit((char)rest[^(digits + 1)])) digits++;
        return digits > 0 && rest[..^digits].EndsWith(",\"more\":"u8) && Utf8Parser.TryParse(rest[^digits..], out int more, out _) ? more : 0;
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> part)
    {
        if (!rest.StartsWith(part)) return false;
        rest = rest[part.Length..];
        return true;
    }

    private static bool Number(ref ReadOnlySpan<byte> rest, out long number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out var length)) return false;
        rest = rest[length..];
        return true;
    }
}
