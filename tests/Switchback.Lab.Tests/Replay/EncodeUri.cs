using System.Buffers;
using System.Globalization;
using System.Text;

namespace Switchback.Lab.Tests.Replay;

/// <summary>JavaScript's <c>encodeURI</c>, with which the recorded paths were sent. .NET's escaping leaves other characters alone.</summary>
public static class EncodeUri
{
    private static readonly SearchValues<char> s_kept = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789;,/?:@&=+$-_.!~*'()#");

    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && s_kept.Contains((char)rune.Value))
                encoded.Append((char)rune.Value);
            else
                AppendBytes(encoded, rune);
        }

        return encoded.ToString();
    }

    private static void AppendBytes(StringBuilder encoded, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
            encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
    }
}
