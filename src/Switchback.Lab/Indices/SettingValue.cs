using System.Text.Json.Nodes;

namespace Switchback.Lab.Indices;

/// <summary>A setting as Elasticsearch keeps it: text, a list of texts, or an explicit null.</summary>
public sealed record SettingValue(string? Text, IReadOnlyList<string>? List = null)
{
    public static readonly SettingValue Null = new((string?)null);

    public bool IsNull => Text is null && List is null;

    public IReadOnlyList<string> Items => List ?? Text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public JsonNode? ToJson() => List is { } list ? new JsonArray([.. list.Select(item => (JsonNode)item)]) : Text;

    public bool Equals(SettingValue? other) =>
        other is not null && Text == other.Text && (List ?? []).SequenceEqual(other.List ?? []) && List is null == other.List is null;

    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? List?.Count ?? 0;

    public static SettingValue Of(JsonNode? node) => node switch
    {
        null => Null,
        JsonArray array => new(null, [.. array.Select(item => item?.ToString() ?? "")]),
        JsonValue value when value.TryGetValue<bool>(out var flag) => new(flag ? "true" : "false"),
        _ => new(node.ToString()),
    };
}
