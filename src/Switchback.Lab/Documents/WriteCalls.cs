using System.Globalization;
using System.Text.Json;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Documents;

/// <summary>Writing one document: index, create, update, delete, with and without a type in the path.</summary>
public static class WriteCalls
{
    private const string TypedIndex = "[types removal] Specifying types in document index requests is deprecated, "
        + "use the typeless endpoints instead (/{index}/_doc/{id}, /{index}/_doc, or /{index}/_create/{id}).";

    private const string TypedDelete = "[types removal] Specifying types in document index requests is deprecated, use the /{index}/_doc/{id} endpoint instead.";

    private const string TypedUpdate = "[types removal] Specifying types in document update requests is deprecated, use the endpoint /{index}/_update/{id} instead.";

    private static readonly string[] Common =
        ["refresh", "routing", "timeout", "version", "version_type", "wait_for_active_shards", "if_seq_no", "if_primary_term"];

    private static readonly string[] IndexParameters = [.. Common, "op_type", "pipeline", "include_source_on_error"];

    private static readonly string[] UpdateParameters =
        [.. Common, "retry_on_conflict", "lang", "fields", "_source", "_source_includes", "_source_excludes", "doc_as_upsert"];

    public static IEnumerable<Route> Routes =>
    [
        Index("POST", "/{index}/_doc"),
        Index("PUT", "/{index}/_doc/{id}"),
        Index("POST", "/{index}/_doc/{id}"),
        Create("PUT", "/{index}/_create/{id}"),
        Create("POST", "/{index}/_create/{id}"),
        new("DELETE", "/{index}/_doc/{id}", "indices:data/write/delete", DeleteAsync) { Parameters = Common },
        new("POST", "/{index}/_update/{id}", "indices:data/write/update", UpdateAsync) { Parameters = UpdateParameters, MoreParameters = LaterParameters },
        Typed(Index("POST", "/{index}/{type}"), TypedIndex),
        Typed(Index("PUT", "/{index}/{type}/{id}"), TypedIndex),
        Typed(Index("POST", "/{index}/{type}/{id}"), TypedIndex),
        Typed(Create("PUT", "/{index}/{type}/{id}/_create"), TypedIndex),
        Typed(Create("POST", "/{index}/{type}/{id}/_create"), TypedIndex),
        Typed(new("DELETE", "/{index}/{type}/{id}", "indices:data/write/delete", DeleteAsync) { Parameters = Common }, TypedDelete),
        Typed(new("POST", "/{index}/{type}/{id}/_update", "indices:data/write/update", UpdateAsync) { Parameters = UpdateParameters, MoreParameters = LaterParameters }, TypedUpdate),
    ];

    public static IReadOnlyCollection<string> LaterParameters(Profile profile) => profile.HasRequireAlias ? ["require_alias"] : [];

    private static Route Index(string method, string template) => new(method, template, "indices:data/write/index", IndexAsync) { Parameters = IndexParameters, MoreParameters = LaterParameters };

    private static Route Create(string method, string template) =>
        new(method, template, "indices:data/write/index:op_type/create", CreateAsync) { Parameters = IndexParameters, MoreParameters = LaterParameters };

    private static Route Typed(Route route, string deprecation) => route with { Deprecation = deprecation, Exists = profile => profile.HasTypes };

    private static Task<LabResponse> IndexAsync(RestCall call)
    {
        var kind = call.Query("op_type")?.ToLowerInvariant() switch
        {
            null or "index" => WriteKind.Index,
            "create" => WriteKind.Create,
            var other => throw Errors.IllegalArgument($"opType must be 'create' or 'index', found: [{other}]"),
        };
        // Without an id there is nothing to overwrite, and a stream takes nothing else.
        if (kind == WriteKind.Index && call.Value("id") is null && call.Query("op_type") is null
            && (call.Cluster.State.DataStreams.ContainsKey(call["index"]) || call.Cluster.Indices.DataStreams.AreMadeFor(call["index"])))
            kind = WriteKind.Create;
        return WriteAsync(call, Request(call, kind) with { Source = SourceOf(call) });
    }

    private static Task<LabResponse> CreateAsync(RestCall call) => WriteAsync(call, Request(call, WriteKind.Create) with { Source = SourceOf(call) });

    private static Task<LabResponse> DeleteAsync(RestCall call) => WriteAsync(call, Request(call, WriteKind.Delete));

    private static Task<LabResponse> UpdateAsync(RestCall call)
    {
        var request = Request(call, WriteKind.Update) with
        {
            Shown = SourceFilter.OfQuery(call),
            RetryOnConflict = call.Number("retry_on_conflict", 0),
        };
        var body = UpdateBody.Parse(SourceOf(call));
        return WriteAsync(call, request.With(body with { DocAsUpsert = body.DocAsUpsert || call.Flag("doc_as_upsert") }));
    }

    private static async Task<LabResponse> WriteAsync(RestCall call, WriteRequest request)
    {
        var policy = RefreshPolicies.Of(call);
        var complaints = WriteValidation.Complaints(request).ToArray();
        if (complaints.Length > 0) throw Errors.Validation(complaints);
        var outcome = await call.Cluster.Documents.WriteAsync(request, call.Warnings);
        if (policy == RefreshPolicy.Immediate && outcome.Result != WriteResult.NoOp)
        {
            call.Cluster.Refreshes.Refresh(outcome.Shard);
            outcome = outcome with { ForcedRefresh = true };
        }
        if (policy == RefreshPolicy.WaitFor) await call.Cluster.Refreshes.WhenVisibleAsync(outcome.Shard);
        var response = LabResponse.Stream(writer => Write(writer, outcome, call.Cluster.Profile), outcome.Status);
        if (outcome.Status == 201) response.Headers.Add(new("Location", Location(outcome)));
        return response;
    }

    private static void Write(Utf8JsonWriter writer, WriteOutcome outcome, Profile profile)
    {
        writer.WriteStartObject();
        outcome.Write(writer, profile.HasTypes);
        writer.WriteEndObject();
    }

    private static string Location(WriteOutcome outcome)
    {
        var place = $"/{Uri.EscapeDataString(outcome.Shard.Index.Name)}/_doc/{Uri.EscapeDataString(outcome.Id)}";
        return outcome.Routing is null ? place : $"{place}?routing={Uri.EscapeDataString(outcome.Routing)}";
    }

    private static WriteRequest Request(RestCall call, WriteKind kind) => new(kind, call["index"])
    {
        Id = call.Value("id"),
        Routing = call.Query("routing"),
        Pipeline = call.Query("pipeline"),
        Version = Number(call, "version") ?? WriteRequest.AnyVersion,
        VersionType = WriteValidation.VersionTypeOf(call.Query("version_type")),
        IfSeqNo = WriteValidation.SeqNo(Number(call, "if_seq_no") ?? WriteRequest.NoSeqNo),
        IfPrimaryTerm = WriteValidation.PrimaryTerm(Number(call, "if_primary_term") ?? 0),
        RequireAlias = call.Cluster.Profile.HasRequireAlias && call.Flag("require_alias"),
    };

    private static long? Number(RestCall call, string name)
    {
        if (call.Query(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        throw Errors.IllegalArgument($"Failed to parse long parameter [{name}] with value [{text}]",
            new ElasticException(400, "number_format_exception", $"For input string: \"{text}\"") { IsForeign = true });
    }

    // The request's buffer is the whole connection's: a document keeps its own bytes.
    private static ReadOnlyMemory<byte> SourceOf(RestCall call) =>
        call.HasBody ? call.Request.Body.ToArray() : throw Errors.Parse("request body is required");
}
