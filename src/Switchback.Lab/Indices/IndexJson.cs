using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary>Parts of an index as calls print them and read them.</summary>
public static class IndexJson
{
    public static JsonObject SettingsOf(IndexState index, bool flat, Func<string, bool>? keep = null)
    {
        var settings = keep is null ? index.Settings : index.Settings.Where(keep);
        return flat ? settings.ToFlatJson() : settings.ToNestedJson();
    }

    public static JsonObject AliasesOf(IndexState index, Func<AliasState, bool>? keep = null)
    {
        var json = new JsonObject();
        foreach (var alias in index.Aliases.Values.Where(alias => keep?.Invoke(alias) ?? true)) json[alias.Name] = Alias(alias);
        return json;
    }

    public static JsonObject Alias(AliasState alias)
    {
        var json = new JsonObject();
        if (alias.Filter is { } filter) json["filter"] = filter.DeepClone();
        if (alias.IndexRouting is { } indexRouting) json["index_routing"] = indexRouting;
        if (alias.SearchRouting is { } searchRouting) json["search_routing"] = searchRouting;
        if (alias.IsWriteIndex is { } write) json["is_write_index"] = write;
        if (alias.IsHidden is { } hidden) json["is_hidden"] = hidden;
        return json;
    }

    public static IReadOnlyList<AliasState> ReadAliases(JsonObject? json)
    {
        var aliases = new List<AliasState>();
        foreach (var (name, value) in json ?? [])
        {
            IndexNameRules.CheckAlias(name);
            aliases.Add(ReadAlias(name, value as JsonObject ?? throw Errors.Parse($"[{name}] must be an object")));
        }
        return aliases;
    }

    public static AliasState ReadAlias(string name, JsonObject json)
    {
        var routing = json["routing"]?.ToString();
        return new AliasState(name,
            Flag(json, "is_write_index"),
            (json["filter"] as JsonObject)?.DeepClone().AsObject(),
            json["index_routing"]?.ToString() ?? routing,
            json["search_routing"]?.ToString() ?? routing,
            Flag(json, "is_hidden"));
    }

    /// <summary>The settings of a body, with the prefix they all have.</summary>
    public static Settings ReadSettings(JsonNode? json) => json switch
    {
        null => Settings.Empty,
        JsonObject o => Settings.Parse(o).Prefixed("index."),
        _ => throw Errors.Parse("key [settings] must be an object"),
    };

    private static bool? Flag(JsonObject json, string key) => json[key]?.ToString() switch { null => null, "true" => true, _ => false };
}
