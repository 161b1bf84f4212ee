using System.Globalization;

namespace Switchback.Lab.Http;

/// <summary>
/// Half of a surrogate pair, written as an escape, is no character. Elasticsearch takes it for U+FFFD wherever it comes to stand; here it
/// becomes that as it comes in, so that nobody who reads the text stumbles over it.
/// </summary>
public static class LoneSurrogates
{
    private const int EscapeLength = 6;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    /// <summary>The same bytes where there is nothing to replace.</summary>
    public static ReadOnlyMemory<byte> Replaced(ReadOnlyMemory<byte> json)
    {
        var text = json.Span;
        byte[]? mended = null;
        var at = 0;
        while (at < text.Length && text[at..].IndexOf((byte)'\\') is var next and >= 0)
        {
            at += next;
            var unit = UnitAt(text, at);
            if (!char.IsSurrogate(unit))
            {
                // Whatever is escaped is passed over with its backslash: it may be one itself.
                at += 2;
                continue;
            }
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(text, at + EscapeLength)))
            {
                at += 2 * EscapeLength;
                continue;
            }
            Replacement.CopyTo((mended ??= json.ToArray()).AsSpan(at));
            at += EscapeLength;
        }
        return mended ?? json;
    }

    private static char UnitAt(ReadOnlySpan<byte> text, int at) =>
        at + EscapeLength <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
        && ushort.TryParse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '\0';
}
