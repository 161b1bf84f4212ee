namespace Switchback.Bench.Stub;

/// <summary>What a cluster says of itself; the same for ever.</summary>
internal static class SmallBodies
{
    /// <summary>How a cluster without users refuses to speak of them: the path is nobody's, so its first part is taken for an index.</summary>
    public const string NoUsers = """
        {"error":{"root_cause":[{"type":"invalid_index_name_exception","reason":"Invalid index name [_security], must not start with '_'.","index_uuid":"_na_","index":"_security"}],
         "type":"invalid_index_name_exception","reason":"Invalid index name [_security], must not start with '_'.","index_uuid":"_na_","index":"_security"},"status":400}
        """;

    public static string? Of(ClusterBodies cluster, string path) => path switch
    {
        "/" => $$$"""
            {"name":"node-of-{{{cluster.Name}}}","cluster_name":"{{{cluster.Name}}}","cluster_uuid":"{{{cluster.ClusterUuid}}}",
             "version":{"number":"7.8.1","build_flavor":"default","build_type":"zip","build_hash":"b5ca9c58fb664ca8bf9e4057fc229b3396bf3a89",
             "build_date":"2020-07-21T16:40:44.668009Z","build_snapshot":false,"lucene_version":"8.5.1",
             "minimum_wire_compatibility_version":"6.8.0","minimum_index_compatibility_version":"6.0.0-beta1"},"tagline":"You Know, for Search"}
            """,
        "/_license" => """{"license":{"status":"active","type":"platinum","issued_to":"stub","issuer":"elasticsearch","max_nodes":1000,"start_date_in_millis":-1}}""",
        "/_cluster/health" => $$"""
            {"cluster_name":"{{cluster.Name}}","status":"green","timed_out":false,"number_of_nodes":1,"number_of_data_nodes":1,
             "active_primary_shards":1,"active_shards":1,"relocating_shards":0,"initializing_shards":0,"unassigned_shards":0,
             "delayed_unassigned_shards":0,"number_of_pending_tasks":0,"number_of_in_flight_fetch":0,
             "task_max_waiting_in_queue_millis":0,"active_shards_percent_as_number":100.0}
            """,
        "/_remote/info" => cluster.Name == ClusterBodies.Leader ? "{}" : $$"""
            {"{{ClusterBodies.Leader}}":{"connected":true,"mode":"sniff","seeds":["127.0.0.1:9300"],"num_nodes_connected":1,
             "max_connections_per_cluster":3,"initial_connect_timeout":"30s","skip_unavailable":false} }
            """,
        "/_cluster/settings" => """{"persistent":{},"transient":{}}""",
        "/_ccr/auto_follow" => """{"patterns":[]}""",
        "/_xpack/usage" => """{"ccr":{"available":true,"enabled":true,"follower_indices_count":0,"auto_follow_patterns_count":0}}""",
        "/_index_template" => """{"index_templates":[]}""",
        "/_component_template" => """{"component_templates":[]}""",
        "/_template" or "/_ilm/policy" or "/_slm/policy" or "/_ingest/pipeline" or "/_snapshot" => "{}",
        "/_tasks" => """{"nodes":{}}""",
        _ when path.StartsWith("/_nodes", StringComparison.Ordinal) => $$"""
            {"cluster_name":"{{cluster.Name}}","nodes":{"id-of-node":{"name":"node-of-{{cluster.Name}}","version":"7.8.1","host":"127.0.0.1",
             "transport_address":"127.0.0.1:9300","roles":["data","ingest","master","remote_cluster_client"],
             "timestamp":{{Placeholder.Of(Moving.Now, 0)}},"fs":{"total":{"total_in_bytes":1000000000000,"free_in_bytes":800000000000,"available_in_bytes":800000000000} } } } }
            """,
        _ => null,
    };
}
