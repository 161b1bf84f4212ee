using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Monitoring;

/// <summary><c>_cluster/stats</c>: the cluster in a few numbers.</summary>
public static class ClusterStatsCalls
{
    public static IEnumerable<Route> Routes =>
        new[] { "/_cluster/stats", "/_cluster/stats/nodes/{node}" }
            .Select(template => new Route("GET", template, "cluster:monitor/stats", Stats) { Parameters = ["flat_settings", "timeout", "include_remotes"] });

    private static Task<LabResponse> Stats(RestCall call)
    {
        var cluster = call.Cluster;
        var indices = cluster.State.Indices.Values.ToList();
        var started = indices.Where(index => index.IsOpen).SelectMany(index => index.Shards).Where(shard => shard.IsStarted).ToList();
        var sum = new StatsSum(cluster.Profile);
        foreach (var shard in started) sum.Add(shard);
        var parts = sum.ToJson(["docs", "store", "fielddata", "query_cache", "completion", "segments"]);
        var disk = NodeDisk.Of(cluster);
        var shown = new JsonObject
        {
            ["count"] = indices.Count,
            ["shards"] = started.Count == 0 ? [] : new JsonObject { ["total"] = started.Count, ["primaries"] = started.Count, ["replication"] = 0.0 },
        };
        foreach (var (name, part) in parts) shown[name] = part?.DeepClone();
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["_nodes"] = new JsonObject { ["total"] = 1, ["successful"] = 1, ["failed"] = 0 },
            ["cluster_name"] = cluster.Name,
            ["cluster_uuid"] = cluster.Uuid,
            ["timestamp"] = cluster.NowMillis,
            ["status"] = HealthCalls.Word(HealthNumbers.Of(indices).Status),
            ["indices"] = shown,
            ["nodes"] = new JsonObject
            {
                ["count"] = new JsonObject { ["total"] = 1, ["coordinating_only"] = 0, ["data"] = 1, ["ingest"] = 1, ["master"] = 1 },
                ["versions"] = new JsonArray(cluster.Profile.Number),
                ["fs"] = new JsonObject { ["total_in_bytes"] = disk.Total, ["free_in_bytes"] = disk.Free, ["available_in_bytes"] = disk.Free },
            },
        }));
    }
}
