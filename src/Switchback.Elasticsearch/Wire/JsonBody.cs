using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchback.Elasticsearch.Wire;

internal static class JsonBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    public static void Strings(this Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    /// <summary>Settings as a flat object; null removes one.</summary>
    public static void Settings(this Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string?> settings)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in settings)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }
}
