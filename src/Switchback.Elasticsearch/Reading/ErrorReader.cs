using System.Text.Json;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads error bodies, leniently: whatever is wrong inside an error, the status still says what it says.</summary>
internal static class ErrorReader
{
    private const int DeepestCause = 8;

    private static readonly HashSet<string> NoMetadata = ["type", "reason", "root_cause", "caused_by", "suppressed", "stack_trace"];

    /// <summary>Null when the body is no Elasticsearch error.</summary>
    public static ServerError? Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonAt.Read(body, root => FromRoot(status, root));
        }
        catch (Exception e) when (e is JsonException or UnreadableException)
        {
            return null;
        }
    }

    /// <summary>An error object inside another answer: a read exception, a bulk item, a shard failure.</summary>
    public static ServerError FromObject(int status, JsonAt error, int depth = 0)
    {
        var cause = depth < DeepestCause && error.Find("caused_by") is { IsObject: true } causedBy ? FromObject(status, causedBy, depth + 1) : null;
        Dictionary<string, IReadOnlyList<string>>? metadata = null;
        foreach (var (name, value) in error.Fields())
        {
            if (NoMetadata.Contains(name) || Values(value) is not { } values) continue;
            (metadata ??= [])[name] = values;
        }
        return new ServerError(status, TextOf(error, "type"), TextOf(error, "reason"), metadata ?? ServerError.NoMetadata, cause);
    }

    private static ServerError? FromRoot(int status, JsonAt root)
    {
        if (root.Find("error") is not { } error) return null;
        if (error.IsObject) return FromObject(status, error);
        // {"error":"Incorrect HTTP method for uri [...], allowed: [GET]","status":405}
        return error.Element.ValueKind == JsonValueKind.String ? ServerError.Bare(status, error.Text()) : null;
    }

    private static string TextOf(JsonAt error, string name) =>
        error.Find(name) is { } at && at.Element.ValueKind == JsonValueKind.String ? at.Text() : "";

    private static IReadOnlyList<string>? Values(JsonAt value)
    {
        if (value.IsObject) return null;
        if (!value.IsArray) return [value.Element.ValueKind == JsonValueKind.Null ? "" : value.ScalarText()];
        return value.Items().All(item => !item.IsObject && !item.IsArray && item.Element.ValueKind != JsonValueKind.Null)
            ? [.. value.Items().Select(item => item.ScalarText())]
            : null;
    }
}
