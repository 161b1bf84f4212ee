using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchback.Bench.Stub;

/// <summary>
/// Elasticsearch's <c>filter_path</c>: of an answer only what a pattern names, arrays looked through, and nothing empty left
/// over. Done once for each distinct request, so it may be slow.
/// </summary>
internal static class FilterPath
{
    public static JsonNode Keep(JsonElement body, string filter) =>
        Keep(body, [.. filter.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pattern => pattern.Split('.').AsMemory())]) ?? new JsonObject();

    private static JsonNode? Keep(JsonElement at, List<ReadOnlyMemory<string>> patterns)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = at.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, Keep(field, patterns))).Where(field => field.Value is not null).ToList();
                return fields.Count == 0 ? null : new JsonObject(fields);
            case JsonValueKind.Array:
                var items = at.EnumerateArray().Select(item => Keep(item, patterns)).OfType<JsonNode>().ToArray();
                return items.Length == 0 ? null : new JsonArray(items);
            default:
                return null;
        }
    }

    private static JsonNode? Keep(JsonProperty field, List<ReadOnlyMemory<string>> patterns)
    {
        var rest = patterns.SelectMany(pattern => Step(pattern, field.Name)).ToList();
        return rest.Any(pattern => pattern.IsEmpty) ? Whole(field.Value) : rest.Count == 0 ? null : Keep(field.Value, rest);
    }

    private static IEnumerable<ReadOnlyMemory<string>> Step(ReadOnlyMemory<string> pattern, string name)
    {
        var head = pattern.Span[0];
        if (head == "**")
        {
            yield return pattern;
            if (pattern.Length > 1 && Matches(pattern.Span[1], name)) yield return pattern[2..];
        }
        else if (Matches(head, name))
        {
            yield return pattern[1..];
        }
    }

    private static bool Matches(string pattern, string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static JsonNode? Whole(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        _ => JsonValue.Create(value),
    };
}
