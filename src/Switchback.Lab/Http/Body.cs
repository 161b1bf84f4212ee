using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchback.Lab.Http;

/// <summary>Reads JSON as Elasticsearch does: unusable text is a 400 with the parser's complaint.</summary>
public static class Body
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 128 };

    public static JsonObject ReadObject(ReadOnlyMemory<byte> body)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(body.Span, null, Lenient);
            // Duplicate keys come to light only when the object is looked into.
            if (node is JsonObject o) _ = o.Count;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw Unreadable(e);
        }
        return node as JsonObject ?? throw Errors.Parse("Failed to parse object: expecting token of type [START_OBJECT]");
    }

    public static ElasticException Unreadable(Exception e)
    {
        var place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? $"line: {line + 1}, column: {column + 1}" : "line: 1, column: 1";
        return new ElasticException(400, "json_parse_exception", $"{Complaint(e)}\n at [Source: (byte[]); {place}]");
    }

    /// <summary>A field that its object already has.</summary>
    public static ElasticException Duplicate(string field, string source) => new(400, "json_parse_exception", $"Duplicate field '{field}'{source}") { IsForeign = true };

    private static string Complaint(Exception e) =>
        e.Message.Contains("end of data", StringComparison.OrdinalIgnoreCase) ? "Unexpected end-of-input" : "Unexpected character";
}
