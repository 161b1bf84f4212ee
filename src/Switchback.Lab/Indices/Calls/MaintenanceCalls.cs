using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Indices.Calls;

/// <summary>Refresh, flush, merge, clear caches: one after the other over the started shards.</summary>
public static class MaintenanceCalls
{
    public static IEnumerable<Route> Routes =>
    [
        .. Both(["GET", "POST"], "_refresh", "indices:admin/refresh", [], RefreshAsync),
        .. Both(["GET", "POST"], "_flush", "indices:admin/flush", ["force", "wait_if_ongoing"], Flush),
        .. Both(["GET", "POST"], "_flush/synced", "indices:admin/synced_flush", [], Flush).Select(route => route with { Exists = profile => profile.HasTypes }),
        .. Both(["POST"], "_forcemerge", "indices:admin/forcemerge", ["max_num_segments", "only_expunge_deletes", "flush", "wait_for_completion"], Merge),
        .. Both(["POST"], "_cache/clear", "indices:admin/cache/clear", ["query", "fielddata", "fields", "request", "index"], call => Answer(call, "indices:admin/cache/clear", _ => { })),
    ];

    private static IEnumerable<Route> Both(string[] methods, string name, string action, string[] parameters, RouteHandler handler) =>
        methods.SelectMany(method => new[] { $"/{name}", $"/{{index}}/{name}" }
            .Select(template => new Route(method, template, action, handler) { Parameters = [.. IndicesOptions.Parameters, .. parameters] }));

    private static Task<LabResponse> RefreshAsync(RestCall call) => Answer(call, "refresh", shard => call.Cluster.Refreshes.Refresh(shard));

    private static Task<LabResponse> Flush(RestCall call)
    {
        var force = call.Flag("force");
        if (force && !call.Flag("wait_if_ongoing", true))
            throw Errors.Validation("wait_if_ongoing must be true for a force flush");
        return Answer(call, "flush", shard => Flush(shard, force));
    }

    private static Task<LabResponse> Merge(RestCall call)
    {
        if (call.Flag("only_expunge_deletes") && call.Has("max_num_segments"))
            throw Errors.Validation("cannot set only_expunge_deletes and max_num_segments at the same time, those two parameters are mutually exclusive");
        _ = call.Number("max_num_segments", -1);
        var flush = call.Flag("flush", true);
        return Answer(call, "merge", shard => Merge(shard, flush, call.Cluster));
    }

    private static void Flush(Shard shard, bool force)
    {
        if (shard.Store.Flush(force)) shard.Counters.Flushes++;
    }

    private static void Merge(Shard shard, bool flush, Cluster cluster)
    {
        if (flush) Flush(shard, force: false);
        shard.Counters.Merges++;
        shard.Counters.MergedDocs += shard.Store.LiveCount;
        shard.Counters.MergedBytes += shard.Store.StoredBytes;
        History.Prune(shard);
        cluster.Refreshes.Refresh(shard);
    }

    private static Task<LabResponse> Answer(RestCall call, string what, Action<Shard> act)
    {
        var indices = call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpandOpenAndForbidClosed));
        IndexBlocks.Check(what == "flush" || what == "refresh" ? BlockLevel.MetadataRead : BlockLevel.MetadataWrite, indices);
        var started = indices.SelectMany(index => index.Shards).Where(shard => shard.IsStarted).ToList();
        foreach (var shard in started) act(shard);
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["_shards"] = new JsonObject
            {
                ["total"] = indices.Sum(index => index.Shards.Count * index.CopiesPerShard),
                ["successful"] = started.Count,
                ["failed"] = 0,
            },
        }));
    }
}
