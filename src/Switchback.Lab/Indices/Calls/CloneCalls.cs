using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices.Calls;

/// <summary>Clones of write-blocked indices, and the call that blocks them.</summary>
public static class CloneCalls
{
    private static readonly string[] Known = [.. Timeouts.Master, "wait_for_active_shards", "copy_settings"];

    private static readonly string[] Blocks = ["write", "read", "read_only", "metadata"];

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", "/{index}/_clone/{target}", "indices:admin/resize", CloneAsync) { Parameters = Known },
        new("POST", "/{index}/_clone/{target}", "indices:admin/resize", CloneAsync) { Parameters = Known },
        new("PUT", "/{index}/_block/{block}", "indices:admin/block/add", BlockAsync) { Parameters = [.. IndicesOptions.Parameters, .. Timeouts.Master], Exists = profile => profile.HasBlockCall },
    ];

    private static async Task<LabResponse> CloneAsync(RestCall call)
    {
        var body = call.ReadObject() ?? [];
        foreach (var key in body.Select(pair => pair.Key))
            if (key is not ("settings" or "aliases"))
                throw Errors.XContent("resize_request", key);
        var source = call.Cluster.Indices.Names.Single(call["index"]);
        var wanted = new NewIndex(call["target"])
        {
            Settings = Inherited(source, call, IndexJson.ReadSettings(body["settings"])),
            Mapping = source.Mapping.DeepClone().AsObject(),
            Aliases = IndexJson.ReadAliases(body["aliases"] as JsonObject),
            CopyOf = source,
        };
        var index = await call.Cluster.Master.UpdateAsync(() => Clone(call, source, wanted));
        _ = call.Cluster.Indices.Shards.StartInBackgroundAsync([index]);
        var acknowledged = await call.Cluster.Indices.Shards.WhenActiveAsync([index], ActiveShards.From(call, ActiveShards.Default), call.Timeout());
        return LabResponse.Ok(new JsonObject { ["acknowledged"] = true, ["shards_acknowledged"] = acknowledged, ["index"] = index.Name });
    }

    private static IndexState Clone(RestCall call, IndexState source, NewIndex wanted)
    {
        if (!source.Settings.Flag("index.blocks.write"))
            throw Errors.IllegalState($"index {source.Name} must be read-only to resize index. use \"index.blocks.write=true\"");
        if (wanted.Settings.Number("index.number_of_shards", source.Shards.Count) != source.Shards.Count)
            throw Errors.IllegalArgument($"the number of source shards [{source.Shards.Count}] must be equal to the number of target shards [{wanted.Settings.Text("index.number_of_shards")}]");
        var clone = call.Cluster.Indices.Creation.Create(wanted, call.Warnings);
        clone.Settings = clone.Settings
            .With("index.resize.source.name", source.Name).With("index.resize.source.uuid", source.Uuid)
            .With("index.routing.allocation.initial_recovery._id", SettingValue.Null)
            .With("index.routing_partition_size", source.Settings.Text("index.routing_partition_size") ?? "1")
            .With("index.version.upgraded", call.Cluster.Profile.IndexVersionCreated);
        foreach (var (from, to) in source.Shards.Zip(clone.Shards))
            to.Store = ShardStore.Restore(from.Store.Everything(), from.Store.MaxSeqNo, from.Store.LocalCheckpoint);
        return clone;
    }

    // A copy keeps what the source was told, except what is about the source's own place and life.
    private static Settings Inherited(IndexState source, RestCall call, Settings own)
    {
        var kept = source.Settings.Where(key => !IsOwn(key) && own[key] is null);
        return own.Over(kept).With("index.number_of_shards", own.Text("index.number_of_shards") ?? source.Shards.Count.ToString(CultureInfo.InvariantCulture));

        static bool IsOwn(string key) => key is "index.uuid" or "index.creation_date" or "index.provided_name" or "index.version.created" or "index.version.upgraded"
            or "index.verified_before_close" or "index.xpack.ccr.following_index" or "index.history_uuid"
            || key.StartsWith("index.resize.", StringComparison.Ordinal) || key.StartsWith("index.routing.allocation.initial_recovery.", StringComparison.Ordinal);
    }

    /// <summary>Sets a block and waits for the writes under way, which on one loop are done by then.</summary>
    private static async Task<LabResponse> BlockAsync(RestCall call)
    {
        var block = call["block"];
        if (!Blocks.Contains(block)) throw Errors.IllegalArgument($"No block found with name {block}");
        var indices = call.Cluster.Indices.Resolve(call["index"], IndicesOptions.From(call, IndicesOptions.StrictExpandOpen));
        await call.Cluster.Indices.SettingsChange.ApplyAsync(indices, Settings.Of(($"index.blocks.{block}", "true")));
        return LabResponse.Ok(new JsonObject
        {
            ["acknowledged"] = true,
            ["shards_acknowledged"] = true,
            ["indices"] = new JsonArray([.. indices.Select(index => (JsonNode)new JsonObject { ["name"] = index.Name, ["blocked"] = true })]),
        });
    }
}
