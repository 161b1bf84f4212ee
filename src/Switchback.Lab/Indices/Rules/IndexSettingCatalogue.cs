namespace Switchback.Lab.Indices.Rules;

using static SettingKind;
using static SettingLife;

/// <summary>The index settings Elasticsearch knows. An unknown one is refused wherever it comes from.</summary>
public static class IndexSettingCatalogue
{
    private static readonly SettingRule[] Known =
    [
        new("index.number_of_shards", Final, Number, 1, 1024),
        new("index.number_of_replicas", Dynamic, Number, 0),
        new("index.number_of_routing_shards", Final, Number, 1),
        new("index.routing_partition_size", Final, Number, 1),
        new("index.shard.check_on_startup", Static),
        new("index.codec", Static),
        new("index.sort.field", Final), new("index.sort.order", Final), new("index.sort.mode", Final), new("index.sort.missing", Final),
        new("index.soft_deletes.enabled", Final, Flag),
        new("index.soft_deletes.retention.operations", Dynamic, Number, 0),
        new("index.soft_deletes.retention_lease.period", Dynamic, Time),
        new("index.load_fixed_bitset_filters_eagerly", Static, Flag),
        new("index.hidden", Dynamic, Flag),
        new("index.auto_expand_replicas", Dynamic),
        new("index.search.idle.after", Dynamic, Time),
        new("index.search.throttled", Private, Flag),
        new("index.frozen", Internal, Flag),
        new("index.refresh_interval", Dynamic, Time),
        new("index.max_result_window", Dynamic, Number, 1),
        new("index.max_inner_result_window", Dynamic, Number, 1),
        new("index.max_rescore_window", Dynamic, Number, 1),
        new("index.max_docvalue_fields_search", Dynamic, Number, 0),
        new("index.max_script_fields", Dynamic, Number, 0),
        new("index.max_ngram_diff", Dynamic, Number, 0),
        new("index.max_shingle_diff", Dynamic, Number, 0),
        new("index.max_refresh_listeners", Dynamic, Number, 0),
        new("index.max_slices_per_scroll", Dynamic, Number, 1),
        new("index.max_terms_count", Dynamic, Number, 1),
        new("index.max_regex_length", Dynamic, Number, 1),
        new("index.max_adjacency_matrix_filters", Dynamic, Number, 2),
        new("index.analyze.max_token_count", Dynamic, Number, 1),
        new("index.highlight.max_analyzed_offset", Dynamic, Number, 1),
        new("index.blocks.read_only", Dynamic, Flag), new("index.blocks.read_only_allow_delete", Dynamic, Flag),
        new("index.blocks.read", Dynamic, Flag), new("index.blocks.write", Dynamic, Flag), new("index.blocks.metadata", Dynamic, Flag),
        new("index.routing.allocation.include.", Dynamic), new("index.routing.allocation.exclude.", Dynamic), new("index.routing.allocation.require.", Dynamic),
        new("index.routing.allocation.initial_recovery.", Private),
        new("index.routing.allocation.enable", Dynamic), new("index.routing.rebalance.enable", Dynamic),
        new("index.routing.allocation.total_shards_per_node", Dynamic, Number, -1),
        new("index.allocation.max_retries", Dynamic, Number, 0), new("index.allocation.existing_shards_allocator", Static),
        new("index.gc_deletes", Dynamic, Time),
        new("index.warmer.enabled", Dynamic, Flag),
        new("index.unassigned.node_left.delayed_timeout", Dynamic, Time),
        new("index.merge.policy.", Dynamic), new("index.merge.scheduler.", Dynamic),
        new("index.compound_format", Dynamic),
        new("index.translog.durability", Dynamic), new("index.translog.sync_interval", Dynamic, Time),
        new("index.translog.flush_threshold_size", Dynamic, Size), new("index.translog.generation_threshold_size", Dynamic, Size),
        new("index.translog.retention.age", Dynamic, Time), new("index.translog.retention.size", Dynamic, Size),
        new("index.flush_after_merge", Dynamic, Size),
        new("index.search.slowlog.", Dynamic), new("index.indexing.slowlog.", Dynamic),
        new("index.mapping.total_fields.limit", Dynamic, Number, 0), new("index.mapping.depth.limit", Dynamic, Number, 1),
        new("index.mapping.nested_fields.limit", Dynamic, Number, 0), new("index.mapping.nested_objects.limit", Dynamic, Number, 0),
        new("index.mapping.field_name_length.limit", Dynamic, Number, 1), new("index.mapping.coerce", Static, Flag),
        new("index.mapping.ignore_malformed", Static, Flag), new("index.mapping.dimension_fields.limit", Dynamic, Number, 0),
        new("index.mapper.dynamic", Dynamic, Flag),
        new("index.query.default_field", Dynamic), new("index.query.parse.allow_unmapped_fields", Static, Flag),
        new("index.query_string.lenient", Static, Flag),
        new("index.default_pipeline", Dynamic), new("index.final_pipeline", Dynamic),
        new("index.write.wait_for_active_shards", Dynamic), new("index.priority", Dynamic, Number, 0),
        new("index.requests.cache.enable", Dynamic, Flag), new("index.queries.cache.enabled", Static, Flag), new("index.queries.cache.everything", Static, Flag),
        new("index.fielddata.cache", Static), new("index.data_path", Static),
        new("index.store.type", Static), new("index.store.preload", Static), new("index.store.fs.fs_lock", Static), new("index.store.stats_refresh_interval", Static, Time),
        new("index.force_memory_term_dictionary", Static), new("index.optimize_auto_generated_id", Dynamic, Flag),
        new("index.analysis.", Static), new("index.similarity.", Static), new("index.format", Static, Number),
        new("index.lifecycle.name", Dynamic), new("index.lifecycle.rollover_alias", Dynamic), new("index.lifecycle.indexing_complete", Dynamic, Flag),
        new("index.lifecycle.origination_date", Dynamic), new("index.lifecycle.parse_origination_date", Dynamic, Flag),
        new("index.lifecycle.step.wait_time_threshold", Dynamic, Time), new("index.lifecycle.prefer_ilm", Dynamic, Flag),
        new("index.lifecycle.skip", Dynamic, Flag),
        new("index.mode", Final), new("index.time_series.", Static), new("index.routing_path", Final),
        new("index.xpack.ccr.following_index", Internal, Flag), new("index.metadata.", Dynamic),
        new("index.verified_before_close", Private, Flag), new("index.uuid", Private), new("index.history_uuid", Private), new("index.version.created", Private),
        new("index.version.created_string", Private), new("index.version.upgraded", Private), new("index.version.minimum_compatible", Private),
        new("index.creation_date", Private), new("index.provided_name", Private), new("index.shrink.source.", Private), new("index.resize.source.", Private),
    ];

    private static readonly Dictionary<string, SettingRule> ByKey = Known.Where(rule => !rule.IsFamily).ToDictionary(rule => rule.Key, StringComparer.Ordinal);

    private static readonly SettingRule[] Families = [.. Known.Where(rule => rule.IsFamily)];

    public static IEnumerable<string> Keys => ByKey.Keys;

    public static SettingRule? Find(string key) => ByKey.GetValueOrDefault(key) ?? Families.FirstOrDefault(rule => rule.Covers(key));
}
