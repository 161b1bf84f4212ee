using System.Text.Json.Nodes;

namespace Switchback.Lab.Mappings;

/// <summary>What happens to a field that the mapping does not name.</summary>
public enum DynamicRule
{
    Add,
    Ignore,
    Refuse,
}

/// <summary>A mapping compiled for looking up: one field or object with what is below it.</summary>
public sealed class FieldNode
{
    private FieldNode(string path, string name, JsonObject definition, FieldNode? parent)
    {
        Path = path;
        Name = name;
        Type = definition["type"]?.ToString() ?? "object";
        Format = definition["format"]?.ToString();
        Dynamic = definition["dynamic"]?.ToString() switch
        {
            "false" => DynamicRule.Ignore,
            "strict" => DynamicRule.Refuse,
            "runtime" => DynamicRule.Ignore,
            null => parent?.Dynamic ?? DynamicRule.Add,
            _ => DynamicRule.Add,
        };
        IsEnabled = definition["enabled"]?.ToString() != "false";
        IgnoresMalformed = definition["ignore_malformed"]?.ToString() == "true";
        Coerces = definition["coerce"]?.ToString() != "false";
        AliasOf = Type == "alias" ? definition["path"]?.ToString() : null;
        Children = Read(definition["properties"] as JsonObject, path);
        Variants = Read(definition["fields"] as JsonObject, path);
    }

    public string Path { get; }

    public string Name { get; }

    public string Type { get; }

    public string? Format { get; }

    public DynamicRule Dynamic { get; }

    public bool IsEnabled { get; }

    public bool IgnoresMalformed { get; }

    public bool Coerces { get; }

    /// <summary>Another field's path this one only names.</summary>
    public string? AliasOf { get; }

    /// <summary>Fields of an object.</summary>
    public IReadOnlyDictionary<string, FieldNode> Children { get; }

    /// <summary>The same value indexed another way (<c>name.keyword</c>).</summary>
    public IReadOnlyDictionary<string, FieldNode> Variants { get; }

    public bool IsObject => Type is "object" or "nested";

    public bool IsNumeric => Type is "long" or "integer" or "short" or "byte" or "double" or "float" or "half_float" or "scaled_float" or "unsigned_long";

    public static FieldNode Root(JsonObject mapping) => new("", "", mapping, null);

    /// <summary>A field by its path, objects and variants alike; aliases lead to what they name.</summary>
    public FieldNode? Find(string path)
    {
        var at = this;
        foreach (var part in path.Split('.'))
        {
            var next = at.Children.GetValueOrDefault(part) ?? at.Variants.GetValueOrDefault(part);
            if (next is null) return null;
            at = next;
        }
        return at;
    }

    public int CountFields() => Children.Values.Sum(child => 1 + child.CountFields() + child.Variants.Count);

    private Dictionary<string, FieldNode> Read(JsonObject? fields, string path)
    {
        var nodes = new Dictionary<string, FieldNode>(StringComparer.Ordinal);
        foreach (var (name, definition) in fields ?? [])
            if (definition is JsonObject described)
                nodes[name] = new FieldNode(path.Length == 0 ? name : $"{path}.{name}", name, described, this);
        return nodes;
    }
}
