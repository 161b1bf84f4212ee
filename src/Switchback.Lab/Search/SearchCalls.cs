using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Search;

/// <summary>Searching and counting.</summary>
public static class SearchCalls
{
    public static readonly string[] Parameters =
    [
        .. IndicesOptions.Parameters, "ignore_throttled", "q", "df", "default_operator", "lenient", "analyzer", "analyze_wildcard", "from", "size", "sort", "_source",
        "_source_includes", "_source_excludes", "stored_fields", "docvalue_fields", "track_total_hits", "track_scores", "seq_no_primary_term", "version", "explain",
        "preference", "routing", "scroll", "search_type", "terminate_after", "timeout", "request_cache", "rest_total_hits_as_int", "typed_keys", "stats",
        "batched_reduce_size", "pre_filter_shard_size", "max_concurrent_shard_requests", "allow_partial_search_results", "ccs_minimize_roundtrips",
        "suggest_field", "suggest_mode", "suggest_size", "suggest_text", "force_synthetic_source", "include_named_queries_score",
    ];

    private static readonly string[] CountParameters =
    [
        .. IndicesOptions.Parameters, "ignore_throttled", "q", "df", "default_operator", "lenient", "analyzer", "analyze_wildcard", "min_score", "preference", "routing",
        "terminate_after",
    ];

    private const string TypedSearch = "[types removal] Specifying types in search requests is deprecated.";

    private const string TypedCount = "[types removal] Specifying types in count requests is deprecated.";

    public static IEnumerable<Route> Routes =>
    [
        Search("GET", "/_search"), Search("POST", "/_search"), Search("GET", "/{index}/_search"), Search("POST", "/{index}/_search"),
        Count("GET", "/_count"), Count("POST", "/_count"), Count("GET", "/{index}/_count"), Count("POST", "/{index}/_count"),
        Typed(Search("GET", "/{index}/{type}/_search"), TypedSearch), Typed(Search("POST", "/{index}/{type}/_search"), TypedSearch),
        Typed(Count("GET", "/{index}/{type}/_count"), TypedCount), Typed(Count("POST", "/{index}/{type}/_count"), TypedCount),
    ];

    /// <summary>Which indices and shards the call means.</summary>
    public static SearchScope ScopeOf(RestCall call) =>
        new(IndexNames.Split(call.Value("index")), IndicesOptions.From(call, IndicesOptions.StrictExpandOpenAndForbidClosed))
        {
            Preference = call.Query("preference"),
            Routing = call.Query("routing"),
        };

    private static Route Search(string method, string template) => new(method, template, "indices:data/read/search", SearchAsync) { Parameters = Parameters };

    private static Route Count(string method, string template) => new(method, template, "indices:data/read/search", CountAsync) { Parameters = CountParameters };

    private static Route Typed(Route route, string deprecation) => route with { Deprecation = deprecation, Exists = profile => profile.HasTypes };

    private static async Task<LabResponse> SearchAsync(RestCall call)
    {
        var request = SearchBody.Read(call);
        if (request.PointInTime is not null) return await PointInTimeCalls.SearchAsync(call, request);
        if (call.Query("scroll") is { } scroll) return await ScrollCalls.BeginAsync(call, request, ScrollCalls.KeepAlive(scroll));
        var started = call.Cluster.NowMillis;
        var found = await new CrossClusterSearch(call.Cluster).RunAsync(request, ScopeOf(call));
        var answer = new SearchAnswer(call.Cluster, request, found.Part, Page(found.Part, request), call.Cluster.NowMillis - started)
        {
            Remotes = found.Remotes,
            TotalAsNumber = call.Flag("rest_total_hits_as_int"),
        };
        return LabResponse.Stream(answer.Write);
    }

    /// <summary>The hits of all shards in one order, and of them the page.</summary>
    public static IReadOnlyList<Hit> Page(SearchPart part, SearchRequest request)
    {
        part.Hits.Sort((a, b) => Hit.Compare(a, b, request.Sort));
        return [.. part.Hits.Skip(request.From).Take(request.Size)];
    }

    private static async Task<LabResponse> CountAsync(RestCall call)
    {
        var request = CountRequest(call);
        var found = await new CrossClusterSearch(call.Cluster).RunAsync(request, ScopeOf(call));
        return LabResponse.Stream(writer =>
        {
            writer.WriteStartObject();
            if (request.TerminateAfter > 0) writer.WriteBoolean("terminated_early", found.Part.TerminatedEarly);
            writer.WriteNumber("count", found.Part.Total);
            writer.WriteStartObject("_shards");
            writer.WriteNumber("total", found.Part.Shards);
            writer.WriteNumber("successful", found.Part.Successful);
            writer.WriteNumber("skipped", 0);
            writer.WriteNumber("failed", found.Part.Failures.Count);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static SearchRequest CountRequest(RestCall call)
    {
        var query = Queries.QueryStringParser.OfQuery(call);
        if (call.HasBody)
        {
            var body = Located.Parse(call.Request.Body.Span);
            foreach (var (key, value) in body.Members)
                if (key != "query")
                    throw Queries.QueryParser.Malformed(value, $"request does not support [{key}]");
            if (body["query"] is { } sent) query ??= Queries.QueryParser.Parse(sent);
        }
        return new SearchRequest { Query = query, Size = 0, CountsUpTo = long.MaxValue, Sort = [new SortKey("_doc", false)], TerminateAfter = SearchBody.TerminateAfter(call) };
    }
}
