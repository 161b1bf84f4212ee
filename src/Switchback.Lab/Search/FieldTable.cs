using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Search;

/// <summary>The fields of one version of a mapping, by path.</summary>
public sealed class FieldTable
{
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    public FieldTable(JsonObject mapping)
    {
        if (mapping["properties"] is JsonObject properties) Read(properties, "");
    }

    public IReadOnlyCollection<Field> All => _fields.Values;

    public Field? Find(string path) => _fields.GetValueOrDefault(_aliases.GetValueOrDefault(path, path));

    public bool IsObject(string path) => _objects.Contains(path);

    /// <summary>The fields a pattern names; a plain name is itself.</summary>
    public IEnumerable<Field> Matching(string pattern) => Wildcard.IsPattern(pattern)
        ? _fields.Values.Where(field => Wildcard.Matches(pattern, field.Path))
        : Find(pattern) is { } field ? [field] : [];

    private void Read(JsonObject properties, string prefix)
    {
        foreach (var (name, node) in properties)
        {
            if (node is not JsonObject definition) continue;
            var path = prefix + name;
            if (definition["properties"] is JsonObject inner)
            {
                _objects.Add(path);
                Read(inner, path + ".");
                continue;
            }
            var type = definition["type"]?.ToString() ?? "object";
            if (type is "object" or "nested") _objects.Add(path);
            else if (type == "alias") _aliases[path] = definition["path"]?.ToString() ?? "";
            else Add(path, type, definition);
        }
    }

    private void Add(string path, string type, JsonObject definition)
    {
        _fields[path] = new Field(path, path, type, definition);
        if (definition["fields"] is not JsonObject multi) return;
        foreach (var (name, node) in multi)
            if (node is JsonObject sub)
                _fields[$"{path}.{name}"] = new Field($"{path}.{name}", path, sub["type"]?.ToString() ?? "text", sub);
    }
}
