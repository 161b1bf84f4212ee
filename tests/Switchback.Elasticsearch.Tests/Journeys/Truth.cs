using System.Text.Json.Nodes;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>What the lab itself knows of every write that was acknowledged.</summary>
internal static class Truth
{
    /// <summary>Acknowledged writes whose last state stands nowhere, as <c>cluster/index/id</c>.</summary>
    public static async Task<IReadOnlyList<string>> LostAsync(JourneyLab lab)
    {
        var truth = JsonNode.Parse(await JourneyTests.Get(lab, "clusterB", "/_lab/truth"))!;
        return [.. truth["indices"]!.AsArray().SelectMany(index => index!["lost"]!.AsArray().Select(lost => $"{index["cluster"]}/{index["index"]}/{lost!["id"]}"))];
    }
}
