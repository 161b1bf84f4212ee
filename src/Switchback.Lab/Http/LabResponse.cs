using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchback.Lab.Http;

/// <summary>
/// An answer before it is bytes. JSON comes as a tree, or as a function that writes it where the answer may be large.
/// </summary>
public sealed class LabResponse
{
    public required int Status { get; init; }

    public JsonNode? Json { get; init; }

    public Action<Utf8JsonWriter>? Write { get; init; }

    /// <summary>Plain text (the _cat calls).</summary>
    public string? Text { get; init; }

    /// <summary>Bytes that are passed on as they are (a document's source).</summary>
    public ReadOnlyMemory<byte>? Raw { get; init; }

    /// <summary>Indented unless the caller says otherwise, as a few calls answer.</summary>
    public bool Pretty { get; init; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public static LabResponse Ok(JsonNode json) => new() { Status = 200, Json = json };

    public static LabResponse Of(int status, JsonNode json) => new() { Status = status, Json = json };

    public static LabResponse Stream(Action<Utf8JsonWriter> write, int status = 200) => new() { Status = status, Write = write };

    public static LabResponse PlainText(string text) => new() { Status = 200, Text = text };

    public static LabResponse Empty(int status) => new() { Status = status };

    public static LabResponse Acknowledged() => Ok(new JsonObject { ["acknowledged"] = true });
}
