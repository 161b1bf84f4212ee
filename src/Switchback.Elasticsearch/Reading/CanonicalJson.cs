using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Switchback.Elasticsearch.Reading;

/// <summary>One spelling for equal JSON: fields in order, no spaces. To compare definitions on two clusters.</summary>
internal static class CanonicalJson
{
    public static string Of(JsonElement element, IReadOnlySet<string>? without = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            try
            {
                Write(writer, element, without);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                throw new UnreadableException("text that is no Unicode", "a definition");
            }
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, IReadOnlySet<string>? without)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in element.EnumerateObject().Where(field => without?.Contains(field.Name) != true).OrderBy(field => field.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value, null);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item, null);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
