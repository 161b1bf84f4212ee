using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Switchback.Lab.Documents;
using Switchback.Lab.Documents.Scripts;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Search;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.ByQuery;

/// <summary>Copying documents from some indices into another.</summary>
public static partial class ReindexCalls
{
    private const string Action = "indices:data/write/reindex";

    public static IEnumerable<Route> Routes =>
    [
        new("POST", "/_reindex", Action, ReindexAsync)
        {
            Parameters = ["refresh", "timeout", "wait_for_active_shards", "wait_for_completion", "requests_per_second", "scroll", "slices", "max_docs"],
            MoreParameters = profile => profile.HasRequireAlias ? ["require_alias"] : [],
            ChecksOwnIndices = true,
        },
    ];

    private sealed record Destination(string Index, bool Creates, VersionType VersionType, string? Routing);

    [GeneratedRegex(@"^(?<scheme>[^:]+)://(?<host>\[[^\]]+\]|[^:/]+):(?<port>\d+)(?<path>/.*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RemoteHost();

    private static async Task<LabResponse> ReindexAsync(RestCall call)
    {
        var body = call.RequireObject();
        CheckKeys(body, "[reindex]", "source", "dest", "script", "conflicts", "size", "max_docs");
        var source = body["source"] as JsonObject ?? throw Missing("source");
        if (body.ContainsKey("size")) call.Warnings.Add("Deprecated field [size] used, expected [max_docs] instead");
        if (source.ContainsKey("sort"))
            call.Warnings.Add("The sort option in reindex is deprecated. Instead consider using query filtering to find the desired subset of data.");
        var destination = ReadDestination(body["dest"] as JsonObject ?? throw Missing("dest"));
        if (source["remote"] is JsonObject remote) throw RefuseRemote(remote);
        var names = NamesOf(source["index"]);
        Validate(names, destination, call);
        Authorize(call, names, destination);
        var script = body["script"] is { } sent ? Script.Parse(sent) : null;
        var options = OptionsOf(call, body, source);
        var scope = new SearchScope(names, IndicesOptions.StrictExpandOpenAndForbidClosed);
        var started = call.Cluster.NowMillis;
        var part = await ByQueryRun.FindAsync(call.Cluster, new SearchRequest { Query = QueryOf(call) }, scope);
        var filter = source["_source"] is { } shown ? SourceFilter.Of(shown) : SourceFilter.All;
        var run = new ByQueryRun(call.Cluster, options);
        return await Detached.AnswerAsync(call, async () =>
        {
            await run.RunAsync(part.Hits, hit => Copy(call, hit, destination, filter, script), call.Warnings);
            return (run.Status, run.Answer(call.Cluster.NowMillis - started, withUpdated: true, withCreated: true));
        });
    }

    private static WriteRequest? Copy(RestCall call, Hit hit, Destination destination, SourceFilter filter, Script? script)
    {
        var operation = hit.Operation;
        var write = new WriteRequest(destination.Creates ? WriteKind.Create : WriteKind.Index, destination.Index)
        {
            Id = operation.Id,
            Routing = destination.Routing switch
            {
                null or "keep" => operation.Routing,
                "discard" => null,
                var set => set[1..],
            },
            VersionType = destination.VersionType,
            Version = destination.VersionType == VersionType.Internal ? WriteRequest.AnyVersion : operation.Version,
            // The new index keeps bytes of its own.
            Source = filter.Apply(operation.Source).ToArray(),
        };
        if (script is null) return write;
        var source = Body.ReadObject(write.Source);
        return script.Run(source, new ScriptContext(hit.Index, operation.Id, operation.Version, call.Cluster.NowMillis)) switch
        {
            ScriptOutcome.None => null,
            ScriptOutcome.Delete => write with { Kind = WriteKind.Delete, Source = default },
            _ => write with { Source = Updates.Bytes(source) },
        };
    }

    private static void Validate(IReadOnlyList<string> names, Destination destination, RestCall call)
    {
        var complaints = new List<string>();
        if (names.Count == 0) complaints.Add("use _all if you really want to copy from all existing indexes");
        if (destination.Index.Length == 0) complaints.Add("index must be specified");
        if (complaints.Count > 0) throw Errors.Validation([.. complaints]);
        // Names a write would go to are compared with those that are read.
        var target = call.Cluster.Indices.Names.WriteTarget(destination.Index)?.Name ?? destination.Index;
        var local = names.Where(name => !new CrossClusterSearch(call.Cluster).IsRemote(name)).ToList();
        if (local.Count > 0 && call.Cluster.Indices.Resolve(local, IndicesOptions.StrictExpandOpenAndForbidClosed).Any(index => index.Name == target))
            throw Errors.Validation($"reindex cannot write into an index its reading from [{destination.Index}]");
    }

    private static void Authorize(RestCall call, IReadOnlyList<string> names, Destination destination)
    {
        var security = call.Cluster.Security;
        security.Check(call.User, Action);
        security.Check(call.User, "indices:data/read/search", [.. names.Where(name => !Wildcard.IsPattern(name))]);
        security.Check(call.User, destination.Creates ? "indices:data/write/index:op_type/create" : "indices:data/write/index", destination.Index);
    }

    private static Destination ReadDestination(JsonObject dest)
    {
        CheckKeys(dest, "[dest]", "index", "op_type", "version_type", "routing", "pipeline", "type");
        var type = dest["op_type"]?.ToString();
        if (type is not (null or "index" or "create")) throw Errors.IllegalArgument($"opType must be 'create' or 'index', found: [{type}]");
        var routing = dest["routing"]?.ToString();
        if (routing is not (null or "keep" or "discard") && !routing.StartsWith('='))
            throw Errors.Validation($"routing must be unset, [keep], [discard] or [=<some new value>] but was [{routing}]");
        return new Destination(dest["index"]?.ToString() ?? "", type == "create", WriteValidation.VersionTypeOf(dest["version_type"]?.ToString()), routing);
    }

    /// <summary>No host is ever on the list: it is a setting of the node's own file (contract 0.30).</summary>
    private static ElasticException RefuseRemote(JsonObject remote)
    {
        var host = remote["host"]?.ToString() ?? throw Errors.IllegalArgument("[host] must be specified to reindex from a remote cluster");
        var match = RemoteHost().Match(host);
        if (!match.Success) return Errors.IllegalArgument($"[host] must be of the form [scheme]://[host]:[port](/[pathPrefix])? but was [{host}]");
        return Errors.IllegalArgument($"[{match.Groups["host"].Value}:{match.Groups["port"].Value}] not whitelisted in reindex.remote.whitelist");
    }

    private static ByQueryOptions OptionsOf(RestCall call, JsonObject body, JsonObject source)
    {
        var conflicts = body["conflicts"]?.ToString();
        if (conflicts is not (null or "abort" or "proceed")) throw Errors.IllegalArgument($"conflicts may only be \"proceed\" or \"abort\" but was [{conflicts}]");
        ByQueryLimits.CheckRate(call);
        return new ByQueryOptions
        {
            Proceeds = conflicts == "proceed",
            MaxDocs = ByQueryLimits.MaxDocs(body["max_docs"]?.ToString(), body["size"]?.ToString(), call.Query("max_docs")),
            BatchSize = source["size"] is { } size && int.TryParse(size.ToString(), out var batch) && batch > 0 ? batch : 1000,
            Refreshes = call.Flag("refresh"),
        };
    }

    private static Bind? QueryOf(RestCall call) =>
        Located.Parse(call.Request.Body.Span)["source"]?["query"] is { } query ? QueryParser.Parse(query) : null;

    private static IReadOnlyList<string> NamesOf(JsonNode? index) => index switch
    {
        null => [],
        JsonArray several => [.. several.Select(one => one?.ToString() ?? "")],
        _ => IndexNames.Split(index.ToString()),
    };

    private static void CheckKeys(JsonObject body, string parser, params string[] known)
    {
        foreach (var (key, _) in body)
            if (!known.Contains(key))
                throw new ElasticException(400, "x_content_parse_exception", $"[1:2] {parser} unknown field [{key}]");
    }

    private static ElasticException Missing(string part) => Errors.IllegalArgument($"Required [{part}]");
}
