using System.Text.Json.Nodes;

namespace Switchback.Lab.Security;

/// <summary>Lists of texts in JSON, where a single text stands for a list of one.</summary>
internal static class Json
{
    public static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static IReadOnlyList<string> Strings(JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => [.. array.Select(item => item?.ToString() ?? "")],
        _ => [node.ToString()],
    };
}
