using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>
/// Settings that a follower has of its own (contract 1.1): they do not change how documents are indexed, or it would be a
/// nuisance if they were copied. All others follow the leader's.
/// </summary>
public static class LocalSettings
{
    // Never equal on two indices, or checked in another place.
    private static readonly HashSet<string> OfTheIndexItself = new(StringComparer.Ordinal)
    {
        "index.xpack.ccr.following_index", "index.soft_deletes.enabled", "index.version.created", "index.version.created_string", "index.uuid",
        "index.provided_name", "index.creation_date", "index.version.upgraded", "index.version.upgraded_string",
        "index.version.minimum_compatible", "index.verified_before_close", "index.history_uuid", "index.resize.source.name",
        "index.resize.source.uuid", "index.shrink.source.name", "index.shrink.source.uuid",
    };

    private static readonly HashSet<string> Local = new(StringComparer.Ordinal)
    {
        "index.number_of_replicas", "index.auto_expand_replicas", "index.blocks.read_only", "index.blocks.read", "index.blocks.write",
        "index.blocks.metadata", "index.blocks.read_only_allow_delete", "index.priority", "index.hidden", "index.write.wait_for_active_shards",
        "index.routing.rebalance.enable", "index.routing.allocation.enable", "index.routing.allocation.total_shards_per_node",
        "index.allocation.max_retries", "index.unassigned.node_left.delayed_timeout", "index.max_result_window", "index.warmer.enabled",
        "index.refresh_interval", "index.max_rescore_window", "index.max_inner_result_window", "index.query.default_field",
        "index.query_string.lenient", "indices.query.query_string.analyze_wildcard", "indices.query.query_string.allowLeadingWildcard",
        "index.query.parse.allow_unmapped_fields", "index.search.idle.after", "index.soft_deletes.retention.operations",
        "index.soft_deletes.retention_lease.period", "index.max_script_fields", "index.max_regex_length", "index.max_terms_count",
        "index.highlight.max_analyzed_offset", "index.max_docvalue_fields_search", "index.analyze.max_token_count",
        "index.max_slices_per_scroll", "index.max_adjacency_matrix_filters", "index.default_pipeline", "index.final_pipeline",
        "index.search.throttled", "index.translog.retention.age", "index.translog.retention.size",
        "index.translog.generation_threshold_size", "index.translog.flush_threshold_size", "index.translog.durability",
        "index.translog.sync_interval", "index.gc_deletes", "index.max_refresh_listeners", "index.requests.cache.enable",
        "index.load_fixed_bitset_filters_eagerly", "index.compound_format", "index.codec",
    };

    private static readonly string[] Families =
    [
        "index.routing.allocation.include.", "index.routing.allocation.exclude.", "index.routing.allocation.require.",
        "index.search.slowlog.", "index.indexing.slowlog.", "index.merge.policy.", "index.merge.scheduler.",
    ];

    /// <summary>What must be the same on both sides.</summary>
    public static Settings Replicated(Settings settings) => settings.Where(key => !OfTheIndexItself.Contains(key) && !IsLocal(key));

    private static bool IsLocal(string key) =>
        Local.Contains(key) || Array.Exists(Families, family => key.StartsWith(family, StringComparison.Ordinal));
}
