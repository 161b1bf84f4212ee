using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices.Calls;

/// <summary>The settings of indices.</summary>
public static class SettingsCalls
{
    private static readonly string[] ReadParameters = [.. IndicesOptions.Parameters, "flat_settings", "include_defaults", "local", "master_timeout"];

    private static readonly string[] WriteParameters = [.. IndicesOptions.Parameters, .. Timeouts.Master, "flat_settings", "preserve_existing", "reopen"];

    // What the settings people look for are when nobody set them.
    private static readonly Settings Defaults = Settings.Of(
        ("index.refresh_interval", "1s"), ("index.search.idle.after", "30s"), ("index.soft_deletes.enabled", "true"), ("index.soft_deletes.retention.operations", "0"),
        ("index.soft_deletes.retention_lease.period", "12h"), ("index.hidden", "false"), ("index.codec", "default"), ("index.priority", "1"),
        ("index.auto_expand_replicas", "false"), ("index.write.wait_for_active_shards", "1"), ("index.max_result_window", "10000"),
        ("index.mapping.total_fields.limit", "1000"), ("index.mapping.depth.limit", "20"), ("index.mapping.nested_fields.limit", "50"),
        ("index.blocks.read_only", "false"), ("index.blocks.read_only_allow_delete", "false"), ("index.blocks.read", "false"),
        ("index.blocks.write", "false"), ("index.blocks.metadata", "false"), ("index.max_ngram_diff", "1"), ("index.max_shingle_diff", "3"),
        ("index.translog.durability", "REQUEST"), ("index.translog.sync_interval", "5s"), ("index.translog.flush_threshold_size", "512mb"),
        ("index.default_pipeline", "_none"), ("index.final_pipeline", "_none"), ("index.gc_deletes", "60s"), ("index.routing.allocation.enable", "all"),
        ("index.lifecycle.name", ""), ("index.lifecycle.rollover_alias", ""), ("index.lifecycle.indexing_complete", "false"),
        ("index.xpack.ccr.following_index", "false"), ("index.verified_before_close", "false"), ("index.frozen", "false"));

    public static IEnumerable<Route> Routes =>
    [
        .. new[] { "/_settings", "/_settings/{name}", "/{index}/_settings", "/{index}/_settings/{name}" }
            .Select(template => new Route("GET", template, "indices:monitor/settings/get", Get) { Parameters = ReadParameters }),
        new("PUT", "/_settings", "indices:admin/settings/update", PutAsync) { Parameters = WriteParameters },
        new("PUT", "/{index}/_settings", "indices:admin/settings/update", PutAsync) { Parameters = WriteParameters },
    ];

    public static JsonObject DefaultsOf(IndexState index, bool flat)
    {
        var unset = Defaults.Where(key => index.Settings[key] is null);
        return flat ? unset.ToFlatJson() : unset.ToNestedJson();
    }

    private static Task<LabResponse> Get(RestCall call)
    {
        var flat = call.Flag("flat_settings");
        var names = call.Value("name") is { } name && name != "_all" ? name.Split(',') : null;
        Func<string, bool>? keep = names is null ? null : key => names.Any(pattern => Wildcard.Matches(pattern, key));
        var json = new JsonObject();
        foreach (var index in call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpand)))
        {
            var shown = new JsonObject { ["settings"] = IndexJson.SettingsOf(index, flat, keep) };
            if (call.Flag("include_defaults")) shown["defaults"] = DefaultsOf(index, flat);
            if (names is not null && shown["settings"]!.AsObject().Count == 0) continue;
            json[index.Name] = shown;
        }
        return Task.FromResult(LabResponse.Ok(json));
    }

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var body = call.RequireObject("request body or source parameter is required");
        if (body["settings"] is JsonObject inner) body = inner;
        var change = Settings.Parse(body).Prefixed("index.");
        if (change.Count == 0) throw Errors.Validation("no settings to update");
        var indices = call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpand));
        // Lifting or setting a block is what a block never stands in the way of.
        if (!change.Keys.All(key => key.StartsWith("index.blocks.", StringComparison.Ordinal))) IndexBlocks.Check(BlockLevel.MetadataWrite, indices);
        await call.Cluster.Indices.SettingsChange.ApplyAsync(indices, change, call.Flag("preserve_existing"));
        return LabResponse.Acknowledged();
    }
}
