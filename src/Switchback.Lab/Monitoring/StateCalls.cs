using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Monitoring;

/// <summary><c>_cluster/state</c> and what else the master can be asked for.</summary>
public static class StateCalls
{
    private static readonly string[] Metrics = ["version", "master_node", "blocks", "nodes", "metadata", "routing_table", "routing_nodes", "customs"];

    private static readonly string[] Known = [.. IndicesOptions.Parameters, "local", "master_timeout", "flat_settings", "wait_for_metadata_version", "wait_for_timeout"];

    public static IEnumerable<Route> Routes =>
    [
        .. new[] { "/_cluster/state", "/_cluster/state/{metric}", "/_cluster/state/{metric}/{indices}" }
            .Select(template => new Route("GET", template, "cluster:monitor/state", State) { Parameters = Known }),
        new("GET", "/_cluster/pending_tasks", "cluster:monitor/task", _ => Task.FromResult(LabResponse.Ok(new JsonObject { ["tasks"] = new JsonArray() })))
        {
            Parameters = ["local", "master_timeout"],
        },
    ];

    private static Task<LabResponse> State(RestCall call)
    {
        var wanted = (call.Value("metric") ?? "_all").Split(',');
        var metrics = wanted.Contains("_all") ? Metrics : [.. Metrics.Where(wanted.Contains)];
        var cluster = call.Cluster;
        var flat = call.Flag("flat_settings");
        var expression = call.Value("indices");
        var indices = expression is null
            ? [.. cluster.State.Indices.Values]
            : cluster.Indices.Resolve(expression, IndicesOptions.From(call, IndicesOptions.LenientExpandHidden));
        return Task.FromResult(LabResponse.Stream(writer => Write(writer, cluster, metrics, indices, flat)));
    }

    private static void Write(Utf8JsonWriter writer, Cluster cluster, IReadOnlyList<string> metrics, IReadOnlyList<IndexState> indices, bool flat)
    {
        writer.WriteStartObject();
        writer.WriteString("cluster_name", cluster.Name);
        writer.WriteString("cluster_uuid", cluster.Uuid);
        foreach (var metric in metrics)
        {
            switch (metric)
            {
                case "version":
                    writer.WriteNumber("version", cluster.State.Version);
                    writer.WriteString("state_uuid", StateUuid(cluster));
                    break;
                case "master_node":
                    writer.WriteString("master_node", cluster.Node.Id);
                    break;
                case "blocks":
                    Part(writer, "blocks", Blocks(indices));
                    break;
                case "nodes":
                    Part(writer, "nodes", Nodes(cluster));
                    break;
                case "metadata":
                    WriteMetadata(writer, cluster, indices, flat);
                    break;
                case "routing_table":
                    WriteRouting(writer, cluster, indices);
                    break;
                case "routing_nodes":
                    Part(writer, "routing_nodes", RoutingNodes(cluster, indices));
                    break;
            }
        }
        writer.WriteEndObject();
    }

    private static string StateUuid(Cluster cluster) => System.Buffers.Text.Base64Url.EncodeToString(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{cluster.Uuid}/{cluster.State.Version}")).AsSpan(0, 16));

    private static void Part(Utf8JsonWriter writer, string name, JsonNode json)
    {
        writer.WritePropertyName(name);
        json.WriteTo(writer);
    }

    private static JsonObject Blocks(IReadOnlyList<IndexState> indices)
    {
        var blocked = new JsonObject();
        foreach (var index in indices)
            if (IndexBlocks.Shape(index) is { Count: > 0 } blocks)
                blocked[index.Name] = blocks;
        return blocked.Count == 0 ? [] : new JsonObject { ["indices"] = blocked };
    }

    private static JsonObject Nodes(Cluster cluster) => new()
    {
        [cluster.Node.Id] = new JsonObject
        {
            ["name"] = cluster.Node.Name,
            ["ephemeral_id"] = cluster.Node.EphemeralId,
            ["transport_address"] = cluster.Node.TransportAddress,
            ["attributes"] = NodeShape.Attributes(cluster.Profile),
            ["roles"] = NodeShape.Roles(cluster.Profile),
        },
    };

    private static void WriteMetadata(Utf8JsonWriter writer, Cluster cluster, IReadOnlyList<IndexState> indices, bool flat)
    {
        writer.WriteStartObject("metadata");
        writer.WriteString("cluster_uuid", cluster.Uuid);
        writer.WriteBoolean("cluster_uuid_committed", true);
        Part(writer, "cluster_coordination", new JsonObject
        {
            ["term"] = 1,
            ["last_committed_config"] = new JsonArray(cluster.Node.Id),
            ["last_accepted_config"] = new JsonArray(cluster.Node.Id),
            ["voting_config_exclusions"] = new JsonArray(),
        });
        Part(writer, "templates", cluster.Templates.LegacyJson());
        writer.WriteStartObject("indices");
        foreach (var index in indices) Part(writer, index.Name, Metadata(index, flat));
        writer.WriteEndObject();
        Part(writer, "index-graveyard", new JsonObject { ["tombstones"] = new JsonArray() });
        writer.WriteEndObject();
    }

    private static JsonObject Metadata(IndexState index, bool flat)
    {
        var (terms, allocations) = (new JsonObject(), new JsonObject());
        foreach (var shard in index.Shards)
        {
            var id = shard.Id.ToString(CultureInfo.InvariantCulture);
            terms[id] = shard.PrimaryTerm;
            allocations[id] = new JsonArray(shard.HistoryUuid);
        }
        var json = new JsonObject
        {
            ["version"] = index.MappingVersion + index.SettingsVersion + index.AliasesVersion,
            ["mapping_version"] = index.MappingVersion,
            ["settings_version"] = index.SettingsVersion,
            ["aliases_version"] = index.AliasesVersion,
            ["routing_num_shards"] = index.RoutingShards,
            ["state"] = index.IsOpen ? "open" : "close",
            ["settings"] = IndexJson.SettingsOf(index, flat),
            ["mappings"] = index.Mapping.Count == 0 ? new JsonObject() : new JsonObject { ["_doc"] = index.Mapping.DeepClone() },
            ["aliases"] = new JsonArray([.. index.Aliases.Keys.Select(alias => (JsonNode)alias)]),
            ["primary_terms"] = terms,
            ["in_sync_allocations"] = allocations,
            ["rollover_info"] = new JsonObject(),
        };
        if (index.Ccr is { } ccr)
        {
            json["ccr"] = new JsonObject
            {
                ["leader_index_name"] = ccr.LeaderIndex,
                ["remote_cluster_name"] = ccr.RemoteCluster,
                ["leader_index_shard_history_uuids"] = string.Join(",", ccr.LeaderHistoryUuids),
                ["leader_index_uuid"] = ccr.LeaderIndexUuid,
            };
        }
        return json;
    }

    private static void WriteRouting(Utf8JsonWriter writer, Cluster cluster, IReadOnlyList<IndexState> indices)
    {
        writer.WriteStartObject("routing_table");
        writer.WriteStartObject("indices");
        foreach (var index in indices)
        {
            writer.WriteStartObject(index.Name);
            writer.WriteStartObject("shards");
            foreach (var shard in index.Shards)
            {
                writer.WritePropertyName(shard.Id.ToString(CultureInfo.InvariantCulture));
                new JsonArray([Routing(shard, cluster), .. Enumerable.Range(0, index.Replicas).Select(_ => (JsonNode)Replica(shard))]).WriteTo(writer);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static JsonObject RoutingNodes(Cluster cluster, IReadOnlyList<IndexState> indices)
    {
        var shards = indices.SelectMany(index => index.Shards).ToList();
        return new JsonObject
        {
            ["unassigned"] = new JsonArray(
            [
                .. shards.Where(shard => shard.Routing == ShardRouting.Unassigned).Select(shard => (JsonNode)Routing(shard, cluster)),
                .. shards.SelectMany(shard => Enumerable.Range(0, shard.Index.Replicas).Select(_ => (JsonNode)Replica(shard))),
            ]),
            ["nodes"] = new JsonObject
            {
                [cluster.Node.Id] = new JsonArray([.. shards.Where(shard => shard.Routing != ShardRouting.Unassigned).Select(shard => (JsonNode)Routing(shard, cluster))]),
            },
        };
    }

    private static JsonObject Routing(Shard shard, Cluster cluster) => new()
    {
        ["state"] = shard.Routing.ToString().ToUpperInvariant(),
        ["primary"] = true,
        ["node"] = shard.Routing == ShardRouting.Unassigned ? null : cluster.Node.Id,
        ["relocating_node"] = null,
        ["shard"] = shard.Id,
        ["index"] = shard.Index.Name,
    };

    private static JsonObject Replica(Shard shard) => new()
    {
        ["state"] = "UNASSIGNED",
        ["primary"] = false,
        ["node"] = null,
        ["relocating_node"] = null,
        ["shard"] = shard.Id,
        ["index"] = shard.Index.Name,
    };
}
