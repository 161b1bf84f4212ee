using System.Text;
using System.Text.Json;

namespace Switchback.Lab.Http;

/// <summary>An answer as YAML, for whoever asks for it by <c>?format=yaml</c>: texts in quotes, lists not indented.</summary>
public static class YamlText
{
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder("---");
        Write(text, document.RootElement, 0, afterKey: false);
        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }

    private static void Write(StringBuilder text, JsonElement element, int indent, bool afterKey)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.EnumerateObject().Any():
                foreach (var field in element.EnumerateObject()) WriteField(NewLine(text, indent), field, indent);
                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                // A list stands as far left as its name.
                foreach (var item in element.EnumerateArray()) WriteItem(NewLine(text, Math.Max(0, afterKey ? indent - 2 : indent)), item, afterKey ? indent : indent + 2);
                break;
            case JsonValueKind.Object:
                text.Append(" {}");
                break;
            case JsonValueKind.Array:
                text.Append(" []");
                break;
            default:
                text.Append(' ').Append(Scalar(element));
                break;
        }
    }

    private static void WriteField(StringBuilder text, JsonProperty field, int indent)
    {
        text.Append(Key(field.Name)).Append(':');
        Write(text, field.Value, indent + 2, afterKey: true);
    }

    private static void WriteItem(StringBuilder text, JsonElement item, int indent)
    {
        text.Append('-');
        if (item.ValueKind != JsonValueKind.Object || !item.EnumerateObject().Any())
        {
            Write(text, item, indent, afterKey: false);
            return;
        }
        var first = true;
        foreach (var field in item.EnumerateObject())
        {
            if (first) text.Append(' ');
            else NewLine(text, indent);
            first = false;
            WriteField(text, field, indent);
        }
    }

    private static StringBuilder NewLine(StringBuilder text, int indent) => text.Append('\n').Append(' ', indent);

    private static string Key(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/') && name[0] != '-' ? name : JsonSerializer.Serialize(name);

    private static string Scalar(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? "\"" + JsonEncodedText.Encode(element.GetString()!, ResponseBytes.Encoder) + "\""
        : element.GetRawText();
}
