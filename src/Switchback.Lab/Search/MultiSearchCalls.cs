using System.Text.Json;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Search;

/// <summary>Several searches in one request: a line that says where, a line that says what.</summary>
public static class MultiSearchCalls
{
    private const string Action = "indices:data/read/msearch";

    private static readonly string[] Parameters =
    [
        .. IndicesOptions.Parameters, "search_type", "max_concurrent_searches", "typed_keys", "pre_filter_shard_size", "max_concurrent_shard_requests",
        "rest_total_hits_as_int", "ccs_minimize_roundtrips", "routing", "ignore_throttled", "include_named_queries_score",
    ];

    public static IEnumerable<Route> Routes =>
    [
        MultiSearch("GET", "/_msearch"), MultiSearch("POST", "/_msearch"), MultiSearch("GET", "/{index}/_msearch"), MultiSearch("POST", "/{index}/_msearch"),
    ];

    private static Route MultiSearch(string method, string template) => new(method, template, Action, RunAsync) { Parameters = Parameters, ChecksOwnIndices = true };

    private static async Task<LabResponse> RunAsync(RestCall call)
    {
        if (!call.HasBody) throw Errors.Parse("request body or source parameter is required");
        call.Cluster.Security.Check(call.User, Action);
        var started = call.Cluster.NowMillis;
        var answers = new List<Action<Utf8JsonWriter>>();
        foreach (var (header, body) in Read(call)) answers.Add(await OneAsync(call, header, body));
        var took = call.Cluster.NowMillis - started;
        return LabResponse.Stream(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("took", took);
            writer.WriteStartArray("responses");
            foreach (var write in answers) write(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static List<(Located Header, Located Body)> Read(RestCall call)
    {
        var searches = new List<(Located, Located)>();
        var lines = call.Request.Text.Split('\n');
        if (lines[^1].Length > 0) throw Errors.IllegalArgument("The msearch request must be terminated by a newline [\\n]");
        for (var i = 0; i + 1 < lines.Length - 1; i += 2) searches.Add((Parse(lines[i]), Parse(lines[i + 1])));
        if (searches.Count == 0) throw Errors.Validation("no requests added");
        return searches;
    }

    private static Located Parse(string line) => Located.Parse(System.Text.Encoding.UTF8.GetBytes(line.Trim().Length == 0 ? "{}" : line));

    private static async Task<Action<Utf8JsonWriter>> OneAsync(RestCall call, Located header, Located body)
    {
        try
        {
            var started = call.Cluster.NowMillis;
            var names = (header["index"] ?? header["indices"])?.AsList().SelectMany(item => IndexNames.Split(item.Text)).ToList() ?? [.. IndexNames.Split(call.Value("index"))];
            call.Cluster.Security.Check(call.User, "indices:data/read/search", names);
            var request = SearchBody.Parse(body);
            SearchBody.Check(request);
            var scope = SearchCalls.ScopeOf(call) with { Expressions = names, Preference = header["preference"]?.Text, Routing = header["routing"]?.Text ?? call.Query("routing") };
            if (header["ignore_unavailable"] is { } ignore) scope = scope with { Options = scope.Options with { IgnoreUnavailable = ignore.AsFlag() } };
            var found = await new CrossClusterSearch(call.Cluster).RunAsync(request, scope);
            return new SearchAnswer(call.Cluster, request, found.Part, SearchCalls.Page(found.Part, request), call.Cluster.NowMillis - started)
            {
                Remotes = found.Remotes,
                TotalAsNumber = call.Flag("rest_total_hits_as_int"),
                ShowsStatus = true,
            }.Write;
        }
        catch (ElasticException e)
        {
            return writer => ErrorBody.Of(e).WriteTo(writer);
        }
    }
}
