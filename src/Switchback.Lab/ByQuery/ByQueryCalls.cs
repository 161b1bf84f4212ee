using System.Text.Json.Nodes;
using Switchback.Lab.Documents;
using Switchback.Lab.Documents.Scripts;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Search;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.ByQuery;

/// <summary>Updating and deleting every document that a query matches.</summary>
public static class ByQueryCalls
{
    private static readonly string[] Parameters =
    [
        .. IndicesOptions.Parameters, "q", "df", "default_operator", "lenient", "analyzer", "analyze_wildcard", "from", "size", "max_docs", "sort", "conflicts", "refresh",
        "routing", "preference", "scroll", "scroll_size", "search_timeout", "search_type", "timeout", "wait_for_active_shards", "wait_for_completion",
        "requests_per_second", "slices", "pipeline", "terminate_after", "version", "version_type", "stats", "request_cache", "_source", "_source_includes", "_source_excludes",
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("POST", "/{index}/_update_by_query", "indices:data/write/update/byquery", UpdateAsync) { Parameters = Parameters },
        new("POST", "/{index}/_delete_by_query", "indices:data/write/delete/byquery", DeleteAsync) { Parameters = Parameters },
    ];

    private static Task<LabResponse> UpdateAsync(RestCall call)
    {
        var body = call.ReadObject() ?? [];
        var script = body["script"] is { } sent ? Script.Parse(sent) : null;
        return RunAsync(call, body, withUpdated: true, hit => Updated(call, hit, script));
    }

    private static Task<LabResponse> DeleteAsync(RestCall call)
    {
        var body = call.ReadObject() ?? [];
        if (body["query"] is null && !call.Has("q")) throw Errors.Validation("query is missing");
        return RunAsync(call, body, withUpdated: false, hit => After(hit, WriteKind.Delete));
    }

    private static async Task<LabResponse> RunAsync(RestCall call, JsonObject body, bool withUpdated, Func<Hit, WriteRequest?> make)
    {
        foreach (var (key, value) in body)
            if (key is not ("query" or "script" or "conflicts" or "max_docs" or "size" or "sort" or "slice" or "_source"))
                throw new ElasticException(400, "parsing_exception", $"Unknown key for a {(value is JsonObject ? "START_OBJECT" : "VALUE_STRING")} in [{key}].").With("line", 1).With("col", 2);
        var options = OptionsOf(call, body);
        var request = new SearchRequest { Query = QueryStringParser.OfQuery(call) ?? QueryOf(call) };
        var started = call.Cluster.NowMillis;
        // Resolved at once, so that an index that is not there or closed is told to the caller.
        var part = await ByQueryRun.FindAsync(call.Cluster, request, SearchCalls.ScopeOf(call));
        var run = new ByQueryRun(call.Cluster, options);
        return await Detached.AnswerAsync(call, async () =>
        {
            await run.RunAsync(part.Hits, make, call.Warnings);
            return (run.Status, run.Answer(call.Cluster.NowMillis - started, withUpdated, withCreated: false));
        });
    }

    private static Bind? QueryOf(RestCall call)
    {
        if (!call.HasBody) return null;
        return Located.Parse(call.Request.Body.Span)["query"] is { } query ? QueryParser.Parse(query) : null;
    }

    private static ByQueryOptions OptionsOf(RestCall call, JsonObject body)
    {
        var conflicts = body["conflicts"]?.ToString() ?? call.Query("conflicts");
        if (conflicts is not (null or "abort" or "proceed")) throw Errors.IllegalArgument($"conflicts may only be \"proceed\" or \"abort\" but was [{conflicts}]");
        ByQueryLimits.CheckRate(call);
        return new ByQueryOptions
        {
            Proceeds = conflicts == "proceed",
            MaxDocs = ByQueryLimits.MaxDocs(body["max_docs"]?.ToString(), call.Query("max_docs"), body["size"]?.ToString(), call.Query("size")),
            BatchSize = Math.Max(1, call.Number("scroll_size", 1000)),
            Refreshes = call.Flag("refresh"),
        };
    }

    private static WriteRequest? Updated(RestCall call, Hit hit, Script? script)
    {
        var write = After(hit, WriteKind.Index);
        if (script is null) return write;
        var source = Body.ReadObject(hit.Operation.Source);
        return script.Run(source, new ScriptContext(hit.Index, hit.Operation.Id, hit.Operation.Version, call.Cluster.NowMillis)) switch
        {
            ScriptOutcome.None => null,
            ScriptOutcome.Delete => After(hit, WriteKind.Delete),
            _ => write with { Source = Updates.Bytes(source) },
        };
    }

    private static WriteRequest After(Hit hit, WriteKind kind) => new(kind, hit.Index)
    {
        Id = hit.Operation.Id,
        Routing = hit.Operation.Routing,
        IfSeqNo = hit.Operation.SeqNo,
        IfPrimaryTerm = hit.Operation.PrimaryTerm,
        Source = kind == WriteKind.Delete ? default : hit.Operation.Source,
    };
}
