using System.Text.Json.Nodes;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Templates;

/// <summary>What a template gives to a new index.</summary>
public sealed record TemplateParts(Settings Settings, JsonObject Mapping, IReadOnlyList<AliasState> Aliases)
{
    public static readonly TemplateParts Nothing = new(Settings.Empty, [], []);

    public static TemplateParts Read(JsonObject json) => new(
        IndexJson.ReadSettings(json["settings"]),
        Indices.Calls.IndexCalls.ReadMapping(json["mappings"]),
        IndexJson.ReadAliases(json["aliases"] as JsonObject));
}

/// <summary>A template of the old kind: every one that matches applies, the highest order last.</summary>
public sealed record LegacyTemplate(string Name, IReadOnlyList<string> Patterns, int Order, int? Version, TemplateParts Parts);

/// <summary>A named piece of composable templates.</summary>
public sealed record ComponentTemplate(string Name, TemplateParts Parts, JsonObject Source);

/// <summary>A composable template: of those that match, only the one of highest priority applies.</summary>
public sealed record IndexTemplate(string Name, IReadOnlyList<string> Patterns, IReadOnlyList<string> ComposedOf, long Priority, TemplateParts Parts, bool MakesDataStreams, JsonObject Source)
{
    /// <summary>Whether the streams it makes are hidden.</summary>
    public bool HidesStreams => (Source["data_stream"] as JsonObject)?["hidden"]?.ToString() == "true";
}
