using System.Collections.ObjectModel;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Units;

namespace Switchback.Lab.Search;

/// <summary>Reading a large result page by page, as it was when the scroll began.</summary>
public static class ScrollCalls
{
    private const string Longest = "1d";

    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(1);

    private static readonly string[] Parameters = ["scroll", "scroll_id", "rest_total_hits_as_int"];

    public static IEnumerable<Route> Routes =>
    [
        Next("GET", "/_search/scroll"), Next("POST", "/_search/scroll"), Next("GET", "/_search/scroll/{scroll_id}"), Next("POST", "/_search/scroll/{scroll_id}"),
        new("DELETE", "/_search/scroll", "indices:data/read/scroll/clear", ClearAsync) { Parameters = ["scroll_id"] },
        new("DELETE", "/_search/scroll/{scroll_id}", "indices:data/read/scroll/clear", ClearAsync),
    ];

    public static async Task<LabResponse> BeginAsync(RestCall call, SearchRequest request, TimeSpan keepAlive)
    {
        if (request.From > 0) throw Errors.Validation("using [from] is not allowed in a scroll context");
        if (request.Size == 0) throw Errors.Validation("[size] cannot be [0] in a scroll context");
        if (request.After is not null) throw Errors.Validation("`search_after` cannot be used in a scroll context.");
        request = request with { CountsUpTo = long.MaxValue };
        var started = call.Cluster.NowMillis;
        var found = await new CrossClusterSearch(call.Cluster).RunAsync(request, SearchCalls.ScopeOf(call), isScroll: true);
        found.Part.Hits.Sort((a, b) => Hit.Compare(a, b, request.Sort));
        var scroll = new Scroll(request, found.Part, found.Part.Hits);
        var id = call.Cluster.Search.Contexts.Open(scroll, keepAlive);
        return LabResponse.Stream(new SearchAnswer(call.Cluster, request, found.Part, Take(scroll), call.Cluster.NowMillis - started)
        {
            ScrollId = id,
            Remotes = found.Remotes,
            TotalAsNumber = call.Flag("rest_total_hits_as_int"),
        }.Write);
    }

    private static Route Next(string method, string template) => new(method, template, "indices:data/read/scroll", NextAsync) { Parameters = Parameters };

    private static Task<LabResponse> NextAsync(RestCall call)
    {
        var body = Read(call, "scroll_id", "scroll");
        var id = body.GetValueOrDefault("scroll_id")?.Text ?? call.Value("scroll_id") ?? call.Query("scroll_id") ?? throw Errors.Validation("scrollId is missing");
        TimeSpan? keepAlive = (body.GetValueOrDefault("scroll")?.Text ?? call.Query("scroll")) is { } text ? KeepAlive(text) : null;
        CheckId(id);
        if (call.Cluster.Search.Contexts.Find<Scroll>(id, keepAlive) is not { } scroll) throw ContextMissing();
        var page = Take(scroll);
        // In the order of the index a shard stops as soon as the page is full, and says whether it had to.
        var inOrder = call.Cluster.Profile.TellsWhetherScrollsStopEarly && scroll.Request is { Sort: [] or [{ Field: "_doc" }] };
        return Task.FromResult(LabResponse.Stream(new SearchAnswer(call.Cluster, scroll.Request with { Aggregations = [] }, scroll.Part, page, 0)
        {
            ScrollId = id,
            TerminatedEarly = inOrder ? scroll.Given < scroll.Hits.Count : null,
            TotalAsNumber = call.Flag("rest_total_hits_as_int"),
        }.Write));
    }

    private static List<Hit> Take(Scroll scroll)
    {
        var page = scroll.Hits.Skip(scroll.Given).Take(scroll.Request.Size).ToList();
        scroll.Given += page.Count;
        return page;
    }

    private static Task<LabResponse> ClearAsync(RestCall call)
    {
        IEnumerable<string> ids = Read(call, "scroll_id").GetValueOrDefault("scroll_id") switch
        {
            { } sent => sent.AsList().Select(one => one.Text),
            null => (call.Value("scroll_id") ?? call.Query("scroll_id") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries),
        };
        var named = ids.ToList();
        if (named.Count == 0) throw Errors.Validation("no scroll ids specified");
        if (named is not ["_all"])
            foreach (var id in named)
                CheckId(id);
        var contexts = call.Cluster.Search.Contexts;
        var freed = named is ["_all"] ? contexts.CloseAll<Scroll>() : named.Count(contexts.Close);
        return Task.FromResult(LabResponse.Of(freed > 0 || named is ["_all"] ? 200 : 404, new JsonObject { ["succeeded"] = true, ["num_freed"] = freed }));
    }

    public static TimeSpan KeepAlive(string text)
    {
        var span = TimeText.Parse("scroll", text).Span;
        return span <= LongestKept ? span : throw Errors.IllegalArgument(
            $"Keep alive for scroll ({text}) is too large. It must be less than ({Longest}). This limit can be set by changing the [search.max_keep_alive] cluster level setting.");
    }

    private static IReadOnlyDictionary<string, Located> Read(RestCall call, params string[] known)
    {
        if (!call.HasBody) return ReadOnlyDictionary<string, Located>.Empty;
        var body = Located.Parse(call.Request.Body.Span);
        if (!body.IsObject) throw Errors.IllegalArgument("Malformed content, must start with an object");
        foreach (var (key, value) in body.Members)
            if (!known.Contains(key))
                throw Errors.IllegalArgument($"Unknown parameter [{key}] in request body or parameter is of the wrong type[{value.Token}] ");
        return body.Members;
    }

    private static void CheckId(string id)
    {
        if (!id.StartsWith("FGluY2x1ZGVfY29udGV4dF91dWlk", StringComparison.Ordinal)) throw Errors.IllegalArgument("Cannot parse scroll id");
    }

    public static ElasticException ContextMissing()
    {
        var missing = new ElasticException(404, "search_context_missing_exception", "No search context found for id [1]");
        return new ElasticException(404, "search_phase_execution_exception", "all shards failed") { RootCause = [missing], CausedBy = missing }
            .With("phase", "query").With("grouped", true)
            .With("failed_shards", new JsonArray(new JsonObject { ["shard"] = -1, ["index"] = null, ["reason"] = ErrorBody.Shape(missing) }));
    }
}
