using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Clusters;

/// <summary><c>GET /</c>: what a cluster says of itself.</summary>
public static class RootCalls
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/", "cluster:monitor/main", call => Task.FromResult(LabResponse.Ok(Describe(call.Cluster)))),
    ];

    private static JsonObject Describe(Cluster cluster)
    {
        var profile = cluster.Profile;
        return new JsonObject
        {
            ["name"] = cluster.Node.Name,
            ["cluster_name"] = cluster.Name,
            ["cluster_uuid"] = cluster.Uuid,
            ["version"] = new JsonObject
            {
                ["number"] = profile.Number,
                ["build_flavor"] = profile.BuildFlavor,
                ["build_type"] = profile.BuildType,
                ["build_hash"] = profile.BuildHash,
                ["build_date"] = profile.BuildDate,
                ["build_snapshot"] = false,
                ["lucene_version"] = profile.LuceneVersion,
                ["minimum_wire_compatibility_version"] = profile.MinimumWireCompatibility,
                ["minimum_index_compatibility_version"] = profile.MinimumIndexCompatibility,
            },
            ["tagline"] = "You Know, for Search",
        };
    }
}
