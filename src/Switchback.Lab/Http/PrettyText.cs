using System.Text;
using System.Text.Json;

namespace Switchback.Lab.Http;

/// <summary>JSON laid out for people as Elasticsearch does it: <c>"name" : "value"</c>, one entry a line, a line end at the end.</summary>
public static class PrettyText
{
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var text = new MemoryStream(json.Length * 2);
        var reader = new Utf8JsonReader(json);
        var (depth, isFirst, afterName) = (0, true, false);
        while (reader.Read())
        {
            var ends = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (ends) depth--;
            if (ends && isFirst) text.WriteByte((byte)' ');
            else if (ends) NewLine(text, depth);
            else if (afterName || text.Length == 0) afterName = false;
            else
            {
                if (!isFirst) text.WriteByte((byte)',');
                NewLine(text, depth);
            }
            isFirst = false;
            WriteToken(text, ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                depth++;
                isFirst = true;
            }
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                text.Write(" : "u8);
                afterName = true;
            }
        }
        text.WriteByte((byte)'\n');
        return text.ToArray();
    }

    private static void WriteToken(MemoryStream text, ref Utf8JsonReader reader)
    {
        var quoted = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        if (quoted) text.WriteByte((byte)'"');
        text.Write(reader.ValueSpan);
        if (quoted) text.WriteByte((byte)'"');
    }

    private static void NewLine(MemoryStream text, int depth)
    {
        text.WriteByte((byte)'\n');
        text.Write(Encoding.ASCII.GetBytes(new string(' ', depth * 2)));
    }
}
