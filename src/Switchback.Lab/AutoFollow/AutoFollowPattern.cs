using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Replication;
using Switchback.Lab.Security;

namespace Switchback.Lab.AutoFollow;

/// <summary>A named rule: which new indices of a remote are followed, as what, and how. Never changed, only replaced.</summary>
public sealed record AutoFollowPattern(string Name, string RemoteCluster, IReadOnlyList<string> LeaderPatterns)
{
    public bool IsActive { get; init; } = true;

    public IReadOnlyList<string> Exclusions { get; init; } = [];

    /// <summary>What followers are called; null for their leader's name.</summary>
    public string? FollowIndexPattern { get; init; }

    public Settings Settings { get; init; } = Settings.Empty;

    public FollowParametersInput Parameters { get; init; } = new();

    /// <summary>Whoever put it: in whose name it follows.</summary>
    public Principal? Creator { get; init; }

    /// <summary>By the index's own name, or by that of the stream it belongs to.</summary>
    public bool Matches(string index, string? dataStream) =>
        Matches(index, LeaderPatterns, Exclusions) || (dataStream is not null && Matches(dataStream, LeaderPatterns, Exclusions));

    public static bool Matches(string name, IReadOnlyList<string> patterns, IReadOnlyList<string> exclusions) =>
        !exclusions.Any(pattern => Wildcard.Matches(pattern, name)) && patterns.Any(pattern => Wildcard.Matches(pattern, name));

    public JsonObject ToJson(Profile profile)
    {
        var json = new JsonObject
        {
            ["active"] = IsActive,
            ["remote_cluster"] = RemoteCluster,
            ["leader_index_patterns"] = Texts(LeaderPatterns),
        };
        if (profile.ExcludesFromAutoFollow) json["leader_index_exclusion_patterns"] = Texts(Exclusions);
        if (FollowIndexPattern is { } follow) json["follow_index_pattern"] = follow;
        if (Settings.Count > 0) json["settings"] = Settings.ToNestedJson();
        foreach (var (name, value) in Parameters.ToJson()) json[name] = value?.DeepClone();
        return json;
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
