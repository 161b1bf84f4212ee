using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Bench.Parse;

namespace Switchback.Bench.Stub;

/// <summary>What one of the two clusters says of its indices, whole, in the shapes of a recorded 7.8.1.</summary>
internal sealed class ClusterBodies(string name, bool isLeader, int followers)
{
    public const string Leader = "clusterA";
    public const string Follower = "clusterB";

    private const string NoFollowers = """
        {"auto_follow_stats":{"number_of_failed_follow_indices":0,"number_of_failed_remote_cluster_state_requests":0,
         "number_of_successful_follow_indices":0,"recent_auto_follow_errors":[],"auto_followed_clusters":[]},"follow_stats":{"indices":[]}}
        """;

    public string Name => name;

    public JsonNode Stats(IReadOnlyList<int>? rows)
    {
        if (isLeader) return rows is null ? Parse(NoFollowers) : new JsonObject { ["indices"] = new JsonArray() };
        var all = JsonNode.Parse(StatsBodies.Make(followers, filtered: false))!;
        if (rows is null) return all;
        var indices = all["follow_stats"]!["indices"]!.AsArray();
        return new JsonObject { ["indices"] = new JsonArray([.. rows.Select(row => indices[row]!.DeepClone())]) };
    }

    public JsonNode Infos(IReadOnlyList<int> rows) => new JsonObject
    {
        ["follower_indices"] = new JsonArray([.. (isLeader ? [] : rows).Select(row => Parse($$"""
            {"follower_index":"{{StubWorld.Name(row)}}","remote_cluster":"{{Leader}}","leader_index":"{{StubWorld.Name(row)}}","status":"active",
             "parameters":{"max_read_request_operation_count":5120,"max_write_request_operation_count":5120,"max_outstanding_read_requests":12,
             "max_outstanding_write_requests":9,"max_read_request_size":"32mb","max_write_request_size":"9223372036854775807b",
             "max_write_buffer_count":2147483647,"max_write_buffer_size":"512mb","max_retry_delay":"500ms","read_poll_timeout":"1m"} }
            """))]),
    };

    /// <summary>Sequence numbers and leases come with any metric; the totals only with theirs.</summary>
    public JsonNode Positions(IReadOnlyList<int> rows) => new JsonObject
    {
        ["_shards"] = new JsonObject { ["total"] = rows.Count, ["successful"] = rows.Count, ["failed"] = 0 },
        ["indices"] = new JsonObject(rows.Select(row => KeyValuePair.Create<string, JsonNode?>(StubWorld.Name(row), Position(row)))),
    };

    public JsonNode Metadata(IReadOnlyList<int> rows) => new JsonObject
    {
        ["cluster_name"] = name,
        ["cluster_uuid"] = ClusterUuid,
        ["metadata"] = new JsonObject
        {
            ["cluster_uuid"] = ClusterUuid,
            ["indices"] = new JsonObject(rows.Select(row => KeyValuePair.Create<string, JsonNode?>(StubWorld.Name(row), Metadata(row)))),
        },
    };

    public JsonNode List(IReadOnlyList<int> rows) => new JsonArray([.. rows.Select(row => Parse($$"""
        {"health":"green","status":"open","index":"{{StubWorld.Name(row)}}","uuid":"{{StubWorld.Uuid(name, row)}}","pri":"1","rep":"0",
         "docs.count":"1000","docs.deleted":"0","store.size":"250000","pri.store.size":"250000"}
        """))]);

    public JsonNode Settings(IReadOnlyList<int> rows) => new JsonObject(rows.Select(row => KeyValuePair.Create<string, JsonNode?>(StubWorld.Name(row), Parse($$"""
        {"settings":{"index.creation_date":"1795259094929","index.number_of_replicas":"0","index.number_of_shards":"1",
         "index.provided_name":"{{StubWorld.Name(row)}}","index.uuid":"{{StubWorld.Uuid(name, row)}}","index.version.created":"7080199"
         {{(isLeader ? "" : ",\"index.xpack.ccr.following_index\":\"true\"")}} } }
        """))));

    public string ClusterUuid => $"{name}-uuid-000000";

    private JsonNode Position(int row)
    {
        var at = Placeholder.Of(isLeader ? Moving.Leader : Moving.Follower, row);
        var retained = Placeholder.Of(Moving.Follower, row);
        var lease = $"{Follower}/{StubWorld.Name(row)}/{StubWorld.Uuid(Follower, row)}-following-{Leader}/{StubWorld.Name(row)}/{StubWorld.Uuid(Leader, row)}";
        var leases = isLeader ? $$"""{"id":"{{lease}}","retaining_seq_no":{{retained}},"timestamp":{{Placeholder.Of(Moving.Now, row)}},"source":"ccr"}""" : "";
        return Parse($$"""
            {"uuid":"{{StubWorld.Uuid(name, row)}}","shards":{"0":[{"routing":{"state":"STARTED","primary":true,"node":"node-of-{{name}}","relocating_node":null},
             "indexing":{"index_total":1000,"delete_total":0},"flush":{"total":1,"periodic":0,"total_time_in_millis":3},
             "seq_no":{"max_seq_no":{{at}},"local_checkpoint":{{at}},"global_checkpoint":{{at}} },
             "retention_leases":{"primary_term":1,"version":1,"leases":[{{leases}}]} }]} }
            """);
    }

    private JsonNode Metadata(int row) => Parse(isLeader
        ? """{"state":"open"}"""
        : $$"""
            {"state":"open","ccr":{"leader_index_name":"{{StubWorld.Name(row)}}","leader_index_uuid":"{{StubWorld.Uuid(Leader, row)}}",
             "leader_index_shard_history_uuids":"history-of-{{row}}","remote_cluster_name":"{{Leader}}"} }
            """);

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
