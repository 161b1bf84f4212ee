using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Remotes;

namespace Switchback.Lab.ClusterSettings;

/// <summary>
/// The cluster settings the lab knows. Those it acts on are the remotes', CCR's and a few more; the rest is here because
/// operators set it and a client reads it back.
/// </summary>
public static class KnownSettings
{
    private static readonly SortedDictionary<string, SettingRule> Named = new(StringComparer.Ordinal)
    {
        ["action.auto_create_index"] = SettingKinds.Text("true"),
        ["action.destructive_requires_name"] = SettingKinds.Flag(false),
        ["ccr.indices.recovery.chunk_size"] = SettingKinds.Bytes("1mb", "1kb", "1gb"),
        ["ccr.indices.recovery.internal_action_timeout"] = SettingKinds.Time("60s", positive: true),
        ["ccr.indices.recovery.max_bytes_per_sec"] = SettingKinds.Bytes("40mb"),
        ["ccr.indices.recovery.max_concurrent_file_chunks"] = SettingKinds.Number(5, 1, 10),
        ["ccr.indices.recovery.recovery_activity_timeout"] = SettingKinds.Time("60s", positive: true),
        ["ccr.wait_for_metadata_timeout"] = SettingKinds.Time("60s"),
        ["cluster.auto_shrink_voting_configuration"] = SettingKinds.Flag(true),
        ["cluster.blocks.read_only"] = SettingKinds.Flag(false),
        ["cluster.blocks.read_only_allow_delete"] = SettingKinds.Flag(false),
        ["cluster.indices.close.enable"] = SettingKinds.Flag(true),
        ["cluster.info.update.interval"] = SettingKinds.Time("30s"),
        ["cluster.info.update.timeout"] = SettingKinds.Time("15s", positive: true),
        ["cluster.max_shards_per_node"] = SettingKinds.Number(1000, 1),
        ["cluster.name"] = SettingKinds.Static(),
        ["cluster.persistent_tasks.allocation.enable"] = SettingKinds.Text("all"),
        ["cluster.remote.connections_per_cluster"] = SettingKinds.Static("3"),
        ["cluster.remote.initial_connect_timeout"] = SettingKinds.Static("30s"),
        ["cluster.remote.node.attr"] = SettingKinds.Static(""),
        ["cluster.routing.allocation.allow_rebalance"] = SettingKinds.Text("indices_all_active"),
        ["cluster.routing.allocation.cluster_concurrent_rebalance"] = SettingKinds.Number(2, -1),
        ["cluster.routing.allocation.disk.threshold_enabled"] = SettingKinds.Flag(true),
        ["cluster.routing.allocation.disk.watermark.flood_stage"] = SettingKinds.Text("95%"),
        ["cluster.routing.allocation.disk.watermark.high"] = SettingKinds.Text("90%"),
        ["cluster.routing.allocation.disk.watermark.low"] = SettingKinds.Text("85%"),
        ["cluster.routing.allocation.enable"] = SettingKinds.Text("all"),
        ["cluster.routing.allocation.node_concurrent_incoming_recoveries"] = SettingKinds.Number(2, 0),
        ["cluster.routing.allocation.node_concurrent_outgoing_recoveries"] = SettingKinds.Number(2, 0),
        ["cluster.routing.allocation.node_concurrent_recoveries"] = SettingKinds.Number(2, 0),
        ["cluster.routing.allocation.node_initial_primaries_recoveries"] = SettingKinds.Number(4, 0),
        ["cluster.routing.allocation.same_shard.host"] = SettingKinds.Flag(false),
        ["cluster.routing.allocation.total_shards_per_node"] = SettingKinds.Number(-1, -1),
        ["cluster.routing.rebalance.enable"] = SettingKinds.Text("all"),
        ["cluster.service.slow_task_logging_threshold"] = SettingKinds.Time("30s", positive: true),
        ["discovery.type"] = SettingKinds.Static("zen"),
        ["http.port"] = SettingKinds.Static("9200-9300"),
        ["indices.lifecycle.poll_interval"] = SettingKinds.Time("10m"),
        ["indices.recovery.max_bytes_per_sec"] = SettingKinds.Bytes("40mb"),
        ["indices.recovery.max_concurrent_file_chunks"] = SettingKinds.Number(2, 1),
        ["ingest.processor.grok.use_ecs"] = SettingKinds.Static(),
        ["network.breaker.inflight_requests.limit"] = SettingKinds.Text("100%"),
        ["node.name"] = SettingKinds.Static(),
        ["path.data"] = SettingKinds.Static(),
        ["path.repo"] = SettingKinds.Static("[]"),
        ["reindex.remote.whitelist"] = SettingKinds.Static("[]"),
        ["script.max_compilations_rate"] = SettingKinds.Text("use-context"),
        ["search.allow_expensive_queries"] = SettingKinds.Flag(true),
        ["search.default_allow_partial_results"] = SettingKinds.Flag(true),
        ["search.default_keep_alive"] = SettingKinds.Time("5m"),
        ["search.default_search_timeout"] = SettingKinds.Time("-1"),
        ["search.max_buckets"] = SettingKinds.Number(65535, 0),
        ["search.max_keep_alive"] = SettingKinds.Time("24h"),
        ["search.max_open_scroll_context"] = SettingKinds.Number(500, 0),
        ["slm.history_index_enabled"] = SettingKinds.Flag(true),
        ["slm.retention_schedule"] = SettingKinds.Text("0 30 1 * * ?"),
        ["transport.port"] = SettingKinds.Static("9300-9399"),
        ["xpack.license.self_generated.type"] = SettingKinds.Static("basic"),
        ["xpack.monitoring.collection.enabled"] = SettingKinds.Flag(false),
        ["xpack.monitoring.collection.interval"] = SettingKinds.Time("10s"),
        ["xpack.security.enabled"] = SettingKinds.Static(),
    };

    // Groups whose members nobody can list beforehand.
    private static readonly string[] Groups =
    [
        "cluster.routing.allocation.awareness.", "cluster.routing.allocation.exclude.", "cluster.routing.allocation.include.",
        "cluster.routing.allocation.require.", "cluster.metadata.", "logger.", "cluster.routing.allocation.awareness.force.",
    ];

    public static IEnumerable<KeyValuePair<string, SettingRule>> All => Named;

    public static SettingRule? Find(string key, Profile profile) =>
        Named.GetValueOrDefault(key) ?? RemoteSettings.For(key, profile)
        ?? (Array.Exists(Groups, group => key.StartsWith(group, StringComparison.Ordinal) && key.Length > group.Length) ? SettingKinds.Text() : null);

    /// <summary>Null removes: a key that is known and may change, or a pattern ending in a star.</summary>
    public static bool MayBeRemoved(string key, Profile profile) => key.EndsWith('*') || Find(key, profile) is { IsDynamic: true };

    public static ElasticException Refusal(string kind, string key, Profile profile) => Errors.IllegalArgument(Find(key, profile) is null
        ? $"{kind} setting [{key}], not recognized"
        : $"{kind} setting [{key}], not dynamically updateable");
}
