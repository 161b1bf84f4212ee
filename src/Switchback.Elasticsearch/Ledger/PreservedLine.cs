using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchback.Elasticsearch.Ledger;

/// <summary>One operation as a preserved copy has it, a line of JSON each.</summary>
/// <param name="Op">index or delete.</param>
/// <param name="Other">What the active side had of it: missing, older or changed.</param>
/// <param name="OtherSeqNo">Of the state there that this one may take the place of.</param>
public sealed record PreservedLine(
    [property: JsonPropertyName("op")] string Op,
    [property: JsonPropertyName("index")] string Index,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("routing")] string? Routing,
    [property: JsonPropertyName("shard")] int Shard,
    [property: JsonPropertyName("seq_no")] long? SeqNo,
    [property: JsonPropertyName("primary_term")] long? Term,
    [property: JsonPropertyName("version")] long? Version,
    [property: JsonPropertyName("other")] string Other,
    [property: JsonPropertyName("other_seq_no")] long? OtherSeqNo,
    [property: JsonPropertyName("other_primary_term")] long? OtherTerm)
{
    public const string Written = "index";
    public const string Delete = "delete";

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document itself, as it came.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Source { get; init; }

    public ReadOnlyMemory<byte> Write()
    {
        var line = new ArrayBufferWriter<byte>();
        using (var head = JsonSerializer.SerializeToDocument(this, Options))
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var field in head.RootElement.EnumerateObject()) field.WriteTo(json);
            if (!Source.IsEmpty)
            {
                json.WritePropertyName("_source");
                // Written anew: a line break inside a document would end its line.
                using var document = JsonDocument.Parse(Source);
                document.RootElement.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return line.WrittenMemory;
    }

    public static PreservedLine Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var read = document.RootElement.Deserialize<PreservedLine>(Options)!;
        return document.RootElement.TryGetProperty("_source", out var source) ? read with { Source = System.Text.Encoding.UTF8.GetBytes(source.GetRawText()) } : read;
    }
}
