using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Monitoring;

/// <summary><c>_nodes</c>: who the node is, and how it is doing.</summary>
public static class NodeCalls
{
    private static readonly string[] InfoMetrics =
        ["settings", "os", "process", "jvm", "thread_pool", "transport", "http", "plugins", "ingest", "aggregations", "indices", "remote_cluster_server"];

    private static readonly string[] StatsMetricNames =
        ["indices", "os", "process", "jvm", "thread_pool", "fs", "transport", "http", "breaker", "script", "discovery", "ingest", "adaptive_selection", "script_cache", "indexing_pressure"];

    public static IEnumerable<Route> Routes =>
    [
        .. new[] { "/_nodes", "/_nodes/{node}", "/_nodes/{node}/{metric}" }
            .Select(template => new Route("GET", template, "cluster:monitor/nodes/info", Info) { Parameters = ["flat_settings", "timeout"] }),
        .. new[] { "/_nodes/stats", "/_nodes/stats/{metric}", "/_nodes/{node}/stats", "/_nodes/{node}/stats/{metric}", "/_nodes/stats/{metric}/{index_metric}" }
            .Select(template => new Route("GET", template, "cluster:monitor/nodes/stats", Stats)
            {
                Parameters = ["timeout", "level", "fields", "groups", "types", "completion_fields", "fielddata_fields", "include_segment_file_sizes"],
            }),
    ];

    private static Task<LabResponse> Info(RestCall call)
    {
        var node = call.Value("node");
        var metric = call.Value("metric");
        // One segment is a list of nodes, unless every part of it is a metric.
        if (metric is null && node is not null && node.Split(',').All(part => part == "_all" || InfoMetrics.Contains(part))) (node, metric) = (null, node);
        return Answer(call, node, () => NodeShape.Info(call.Cluster, metric is null or "_all" ? InfoMetrics : metric.Split(',')));
    }

    private static Task<LabResponse> Stats(RestCall call)
    {
        var metrics = (call.Value("metric") ?? "_all").Split(',');
        var unknown = metrics.Where(name => name != "_all" && !StatsMetricNames.Contains(name)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw Errors.IllegalArgument($"request [{call.Request.Path}] contains unrecognized metric{(unknown.Count > 1 ? "s" : "")}: {string.Join(", ", unknown.Select(n => $"[{n}]"))}");
        return Answer(call, call.Value("node"), () => NodeShape.Stats(call.Cluster, metrics.Contains("_all") ? StatsMetricNames : metrics));
    }

    private static Task<LabResponse> Answer(RestCall call, string? wanted, Func<JsonObject> shape)
    {
        var cluster = call.Cluster;
        var found = wanted is null || wanted.Split(',').Any(part => IsMeant(part, cluster.Node));
        var nodes = new JsonObject();
        if (found) nodes[cluster.Node.Id] = shape();
        var count = found ? 1 : 0;
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["_nodes"] = new JsonObject { ["total"] = count, ["successful"] = count, ["failed"] = 0 },
            ["cluster_name"] = cluster.Name,
            ["nodes"] = nodes,
        }));
    }

    private static bool IsMeant(string part, NodeIdentity node) =>
        part is "_all" or "_local" or "_master" or "*" or "master:true" or "data:true" || part == node.Id || part == node.Host || part == node.TransportAddress || Wildcard.Matches(part, node.Name);
}
