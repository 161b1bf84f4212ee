using System.Text;

namespace Switchback.Lab.Http;

/// <summary>Decodes <c>%41</c> and, in a query, <c>+</c> as strictly as Elasticsearch does: half an escape is a mistake, not a text.</summary>
public static class PercentEscapes
{
    public static string Decode(string text, bool plusIsSpace)
    {
        if (!text.Contains('%', StringComparison.Ordinal) && !(plusIsSpace && text.Contains('+', StringComparison.Ordinal))) return text;
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                bytes.Add(Escaped(text, i));
                i += 2;
            }
            else if (text[i] == '+' && plusIsSpace)
            {
                bytes.Add((byte)' ');
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static byte Escaped(string text, int at)
    {
        if (at + 1 >= text.Length) throw Mistake($"unterminated escape sequence at end of string: {text}");
        if (at + 2 >= text.Length) throw Mistake($"partial escape sequence at end of string: {text}");
        if (!char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            throw Mistake($"invalid escape sequence `%{text[at + 1]}{text[at + 2]}' at index {at} of: {text}");
        return Convert.FromHexString(text.AsSpan(at + 1, 2))[0];
    }

    private static ElasticException Mistake(string reason) => Errors.IllegalArgument(reason);
}
