using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Monitoring;

/// <summary>The node as <c>_nodes</c> prints it.</summary>
public static class NodeShape
{
    private const long Memory = 4L << 30;
    private const long Heap = 1L << 30;

    public static JsonObject Info(Cluster cluster, IReadOnlyCollection<string> metrics)
    {
        var node = cluster.Node;
        var json = new JsonObject
        {
            ["name"] = node.Name,
            ["transport_address"] = node.TransportAddress,
            ["host"] = node.Host,
            ["ip"] = node.Host,
            ["version"] = cluster.Profile.Number,
            ["build_flavor"] = cluster.Profile.BuildFlavor,
            ["build_type"] = cluster.Profile.BuildType,
            ["build_hash"] = cluster.Profile.BuildHash,
            ["roles"] = Roles(cluster.Profile),
            ["attributes"] = Attributes(cluster.Profile),
        };
        foreach (var metric in metrics)
            if (InfoPart(cluster, metric) is { } part)
                json[metric] = part;
        return json;
    }

    public static JsonArray Roles(Profile profile) => new([.. profile.NodeRoles.Select(role => (JsonNode)role)]);

    public static JsonObject Attributes(Profile profile)
    {
        var json = new JsonObject();
        foreach (var (name, value) in profile.NodeAttributes) json[name] = value;
        return json;
    }

    private static JsonNode? InfoPart(Cluster cluster, string metric) => metric switch
    {
        "settings" => new JsonObject
        {
            ["cluster"] = new JsonObject { ["name"] = cluster.Name },
            ["node"] = new JsonObject { ["name"] = cluster.Node.Name },
            ["http"] = new JsonObject { ["type"] = "security4" },
        },
        "os" => new JsonObject { ["refresh_interval_in_millis"] = 1000, ["name"] = "Linux", ["arch"] = "amd64", ["available_processors"] = 2, ["allocated_processors"] = 2 },
        "process" => new JsonObject { ["refresh_interval_in_millis"] = 1000, ["id"] = 1, ["mlockall"] = false },
        "jvm" => new JsonObject { ["pid"] = 1, ["version"] = "17.0.2", ["mem"] = new JsonObject { ["heap_init_in_bytes"] = Heap, ["heap_max_in_bytes"] = Heap } },
        "thread_pool" => new JsonObject(),
        "transport" => new JsonObject
        {
            ["bound_address"] = new JsonArray(cluster.Node.TransportAddress),
            ["publish_address"] = cluster.Node.TransportAddress,
            ["profiles"] = new JsonObject(),
        },
        "http" => new JsonObject
        {
            ["bound_address"] = new JsonArray(cluster.Node.HttpAddress),
            ["publish_address"] = cluster.Node.HttpAddress,
            ["max_content_length_in_bytes"] = 104_857_600,
        },
        "plugins" => new JsonArray(),
        "ingest" => new JsonObject { ["processors"] = new JsonArray(new JsonObject { ["type"] = "set" }, new JsonObject { ["type"] = "remove" }) },
        _ => null,
    };

    public static JsonObject Stats(Cluster cluster, IReadOnlyCollection<string> metrics)
    {
        var node = cluster.Node;
        var json = new JsonObject
        {
            ["timestamp"] = cluster.NowMillis,
            ["name"] = node.Name,
            ["transport_address"] = node.TransportAddress,
            ["host"] = node.Host,
            ["ip"] = node.TransportAddress,
            ["roles"] = Roles(cluster.Profile),
            ["attributes"] = Attributes(cluster.Profile),
        };
        foreach (var metric in metrics)
            if (StatsPart(cluster, metric) is { } part)
                json[metric == "breaker" ? "breakers" : metric] = part;
        return json;
    }

    private static JsonNode? StatsPart(Cluster cluster, string metric) => metric switch
    {
        "indices" => Indices(cluster),
        "os" => new JsonObject
        {
            ["timestamp"] = cluster.NowMillis,
            ["cpu"] = new JsonObject { ["percent"] = 1 },
            ["mem"] = new JsonObject { ["total_in_bytes"] = Memory, ["free_in_bytes"] = Memory / 2, ["used_in_bytes"] = Memory / 2, ["free_percent"] = 50, ["used_percent"] = 50 },
        },
        "process" => new JsonObject { ["timestamp"] = cluster.NowMillis, ["open_file_descriptors"] = 300, ["max_file_descriptors"] = 65535 },
        "jvm" => new JsonObject
        {
            ["timestamp"] = cluster.NowMillis,
            ["uptime_in_millis"] = (long)cluster.Lab.Clock.Elapsed.TotalMilliseconds,
            ["mem"] = new JsonObject { ["heap_used_in_bytes"] = Heap / 5, ["heap_used_percent"] = 20, ["heap_max_in_bytes"] = Heap },
        },
        "fs" => Disk(cluster),
        "transport" => new JsonObject { ["server_open"] = 0, ["rx_count"] = 0, ["rx_size_in_bytes"] = 0, ["tx_count"] = 0, ["tx_size_in_bytes"] = 0 },
        "http" => new JsonObject { ["current_open"] = 1, ["total_opened"] = 1 },
        "discovery" => new JsonObject { ["cluster_state_queue"] = new JsonObject { ["total"] = 0, ["pending"] = cluster.Master.Pending, ["committed"] = 0 } },
        "thread_pool" or "breaker" or "script" or "ingest" or "adaptive_selection" => new JsonObject(),
        _ => null,
    };

    private static JsonObject Indices(Cluster cluster)
    {
        var sum = new StatsSum(cluster.Profile);
        foreach (var shard in cluster.State.Indices.Values.Where(index => index.IsOpen).SelectMany(index => index.Shards).Where(shard => shard.IsStarted)) sum.Add(shard);
        return sum.ToJson(["docs", "store", "indexing", "get", "search", "merges", "refresh", "flush", "warmer", "query_cache", "fielddata", "completion", "segments", "translog", "request_cache", "recovery"]);
    }

    private static JsonObject Disk(Cluster cluster)
    {
        var disk = NodeDisk.Of(cluster);
        JsonObject Sizes() => new() { ["total_in_bytes"] = disk.Total, ["free_in_bytes"] = disk.Free, ["available_in_bytes"] = disk.Free };
        var path = new JsonObject { ["path"] = "/data/nodes/0", ["mount"] = "/data (data)", ["type"] = "ext4" };
        foreach (var (name, value) in Sizes()) path[name] = value?.DeepClone();
        return new JsonObject { ["timestamp"] = cluster.NowMillis, ["total"] = Sizes(), ["data"] = new JsonArray(path) };
    }
}
