using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Units;

namespace Switchback.Lab.Search;

/// <summary>What searches saw of some indices at one moment.</summary>
public sealed record PointInTime(IReadOnlyList<SearchTarget> Targets);

/// <summary>Points in time (7.10 and later): several searches over the same unmoving view.</summary>
public static class PointInTimeCalls
{
    private static readonly string[] Parameters = [.. IndicesOptions.Parameters, "keep_alive", "preference", "routing", "allow_partial_search_results", "max_concurrent_shard_requests"];

    public static IEnumerable<Route> Routes =>
    [
        new("POST", "/{index}/_pit", "indices:data/read/open_point_in_time", OpenAsync) { Parameters = Parameters, Exists = Has },
        new("DELETE", "/_pit", "indices:data/read/close_point_in_time", CloseAsync) { Exists = Has },
    ];

    public static async Task<LabResponse> SearchAsync(RestCall call, SearchRequest request)
    {
        if (!Has(call.Cluster.Profile)) throw new ElasticException(400, "parsing_exception", "Unknown key for a START_OBJECT in [pit].").With("line", 1).With("col", 1);
        if (call.Value("index") is not null) throw Errors.Validation("[indices] cannot be used with point in time. Do not specify any index with point in time.");
        var id = request.PointInTime!;
        if (call.Cluster.Search.Contexts.Find<PointInTime>(id, request.PointInTimeKept) is not { } point) throw ScrollCalls.ContextMissing();
        if (request.Sort.Count > 0 && !request.Sort.Any(key => key.Field == "_shard_doc") && call.Cluster.Profile.AtLeast(7, 12))
            request = request with { Sort = [.. request.Sort, new SortKey("_shard_doc", false)] };
        var started = call.Cluster.NowMillis;
        var part = await call.Cluster.Search.RunAsync(request, point.Targets);
        var answer = new SearchAnswer(call.Cluster, request, part, SearchCalls.Page(part, request), call.Cluster.NowMillis - started) { PointInTime = id };
        return LabResponse.Stream(answer.Write);
    }

    private static bool Has(Profile profile) => profile.AtLeast(7, 10);

    private static async Task<LabResponse> OpenAsync(RestCall call)
    {
        var keepAlive = TimeText.Parse("keep_alive", call.Query("keep_alive") ?? throw Errors.Validation("[keep_alive] is not specified")).Span;
        var targets = SearchCalls.ScopeOf(call).Resolve(call.Cluster);
        foreach (var target in targets)
            if (target.Shard.IsStarted)
                await call.Cluster.Refreshes.BeforeSearchAsync(target.Shard);
        var held = targets.Select(target => target with { Held = [.. target.Shard.Store.Visible()] }).ToList();
        var answer = new JsonObject { ["id"] = call.Cluster.Search.Contexts.Open(new PointInTime(held), keepAlive) };
        if (call.Cluster.Profile.AtLeast(8, 16))
            answer["_shards"] = new JsonObject { ["total"] = held.Count, ["successful"] = held.Count, ["skipped"] = 0, ["failed"] = 0 };
        return LabResponse.Ok(answer);
    }

    private static Task<LabResponse> CloseAsync(RestCall call)
    {
        var id = call.RequireObject()["id"]?.ToString() ?? throw Errors.IllegalArgument("Required [id]");
        var closed = call.Cluster.Search.Contexts.Close(id);
        return Task.FromResult(LabResponse.Of(closed ? 200 : 404, new JsonObject { ["succeeded"] = true, ["num_freed"] = closed ? 1 : 0 }));
    }
}
