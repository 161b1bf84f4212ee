using System.Text.Json.Nodes;

namespace Switchback.Lab.Search;

public enum FieldKind
{
    Text,
    Keyword,
    Whole,
    Decimal,
    Date,
    Boolean,
    Ip,

    /// <summary>Kept in the source, unknown to searches.</summary>
    Opaque,
}

/// <summary>A field of a mapping as a search sees it. A multi-field (<c>user.keyword</c>) reads its parent's values.</summary>
public sealed record Field(string Path, string SourcePath, string Type, JsonObject Definition)
{
    public FieldKind Kind { get; } = Type switch
    {
        "text" or "match_only_text" or "search_as_you_type" => FieldKind.Text,
        "keyword" or "constant_keyword" or "wildcard" or "flattened" or "version" => FieldKind.Keyword,
        "long" or "integer" or "short" or "byte" or "unsigned_long" => FieldKind.Whole,
        "double" or "float" or "half_float" or "scaled_float" => FieldKind.Decimal,
        "date" or "date_nanos" => FieldKind.Date,
        "boolean" => FieldKind.Boolean,
        "ip" => FieldKind.Ip,
        _ => FieldKind.Opaque,
    };

    public bool IsIndexed { get; } = Flag(Definition, "index", true);

    public bool HasDocValues { get; } = Flag(Definition, "doc_values", true);

    public int IgnoreAbove { get; } = Definition["ignore_above"] is JsonValue above && above.TryGetValue<int>(out var limit) ? limit : int.MaxValue;

    public string? Format { get; } = Definition["format"]?.ToString();

    public bool IsLowercased { get; } = Definition["normalizer"]?.ToString() == "lowercase";

    public bool IsNumeric => Kind is FieldKind.Whole or FieldKind.Decimal or FieldKind.Date or FieldKind.Boolean;

    private static bool Flag(JsonObject definition, string name, bool otherwise) =>
        definition[name] is { } value ? value.ToString() == "true" : otherwise;
}
