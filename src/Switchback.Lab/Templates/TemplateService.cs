using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Mappings;

namespace Switchback.Lab.Templates;

/// <summary>Templates of both kinds, and what they make of a new index.</summary>
public sealed class TemplateService(Cluster cluster)
{
    private readonly MappingMerge _merge = new(cluster.Profile);

    public SortedDictionary<string, LegacyTemplate> Legacy { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ComponentTemplate> Components { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, IndexTemplate> Composable { get; } = new(StringComparer.Ordinal);

    /// <summary>The composable template for a new name, if any.</summary>
    public IndexTemplate? For(string name) => Composable.Values
        .Where(template => template.Patterns.Any(pattern => Wildcard.Matches(pattern, name)))
        .MaxBy(template => template.Priority);

    /// <summary>What was asked for, over what the templates give. Names that a copy or hidden index must not match are told by the caller.</summary>
    public NewIndex Apply(NewIndex wanted, string matchedBy)
    {
        if (wanted.CopyOf is not null) return wanted;
        var parts = For(matchedBy) is { } composable ? Compose(composable) : LegacyFor(matchedBy, wanted.IsHidden || wanted.Settings.Flag("index.hidden"));
        return wanted with
        {
            Settings = wanted.Settings.Over(parts.Settings),
            Mapping = _merge.Merge(parts.Mapping, cluster.Indices.Mappings.Prepare(wanted.Mapping, wanted.Settings)),
            Aliases = [.. wanted.Aliases, .. parts.Aliases
                .Select(alias => alias with { Name = alias.Name.Replace("{index}", wanted.Name, StringComparison.Ordinal) })
                .Where(alias => wanted.Aliases.All(own => own.Name != alias.Name))],
        };
    }

    /// <summary>A composable template with its components below it, in their order.</summary>
    public TemplateParts Compose(IndexTemplate template)
    {
        var parts = template.ComposedOf.Select(name => Components.GetValueOrDefault(name)?.Parts ?? TemplateParts.Nothing).Append(template.Parts);
        return parts.Aggregate(TemplateParts.Nothing, Over);
    }

    public JsonObject LegacyJson()
    {
        var json = new JsonObject();
        foreach (var template in Legacy.Values) json[template.Name] = Shape(template, flat: false);
        return json;
    }

    public static JsonObject Shape(LegacyTemplate template, bool flat)
    {
        var json = new JsonObject { ["order"] = template.Order };
        if (template.Version is { } version) json["version"] = version;
        json["index_patterns"] = new JsonArray([.. template.Patterns.Select(pattern => (JsonNode)pattern)]);
        json["settings"] = flat ? template.Parts.Settings.ToFlatJson() : template.Parts.Settings.ToNestedJson();
        json["mappings"] = template.Parts.Mapping.DeepClone();
        var aliases = new JsonObject();
        foreach (var alias in template.Parts.Aliases) aliases[alias.Name] = IndexJson.Alias(alias);
        json["aliases"] = aliases;
        return json;
    }

    private TemplateParts LegacyFor(string name, bool hidden) => Legacy.Values
        .Where(template => template.Patterns.Any(pattern => Wildcard.Matches(pattern, name)) && !(hidden && template.Patterns.Contains("*")))
        .OrderBy(template => template.Order)
        .Aggregate(TemplateParts.Nothing, (below, template) => Over(below, template.Parts));

    private TemplateParts Over(TemplateParts below, TemplateParts above) => new(
        above.Settings.Over(below.Settings),
        _merge.Merge(below.Mapping, above.Mapping),
        [.. above.Aliases, .. below.Aliases.Where(alias => above.Aliases.All(own => own.Name != alias.Name))]);
}
