using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Search;

namespace Switchback.Lab.Documents;

/// <summary>Several documents by their ids in one request; what is wrong with one of them is said in its place.</summary>
public static class MultiGetCalls
{
    private const string Action = "indices:data/read/mget";

    private static readonly string[] Parameters =
        ["refresh", "routing", "preference", "realtime", "stored_fields", "_source", "_source_includes", "_source_excludes", "force_synthetic_source"];

    public static IEnumerable<Route> Routes =>
    [
        MultiGet("GET", "/_mget"), MultiGet("POST", "/_mget"), MultiGet("GET", "/{index}/_mget"), MultiGet("POST", "/{index}/_mget"),
    ];

    private static Route MultiGet(string method, string template) => new(method, template, Action, GetAsync) { Parameters = Parameters, ChecksOwnIndices = true };

    private sealed record Wanted(string? Index, string? Id, string? Routing, SourceFilter Filter);

    private static Task<LabResponse> GetAsync(RestCall call)
    {
        var wanted = Read(call);
        Validate(wanted);
        call.Cluster.Security.Check(call.User, Action);
        var docs = wanted.Select(one => Find(call, one)).ToList();
        return Task.FromResult(LabResponse.Stream(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("docs");
            foreach (var write in docs) write(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static Action<Utf8JsonWriter> Find(RestCall call, Wanted wanted)
    {
        try
        {
            call.Cluster.Security.Check(call.User, "indices:data/read/get", wanted.Index!);
            var index = call.Cluster.Indices.Names.Single(wanted.Index!);
            if (call.Flag("refresh")) call.Cluster.Refreshes.Refresh(DocumentService.ShardOf(index, wanted.Id!, wanted.Routing));
            var found = ReadCalls.Find(index, wanted.Id!, wanted.Routing, call.Flag("realtime", true));
            return writer =>
            {
                writer.WriteStartObject();
                ReadCalls.WriteFound(writer, call.Cluster.Profile, index, wanted.Id!, found, wanted.Filter);
                writer.WriteEndObject();
            };
        }
        catch (ElasticException e)
        {
            return writer => WriteFailure(writer, call, wanted, e);
        }
    }

    private static void WriteFailure(Utf8JsonWriter writer, RestCall call, Wanted wanted, ElasticException e)
    {
        writer.WriteStartObject();
        writer.WriteString("_index", wanted.Index);
        if (call.Cluster.Profile.HasTypes) writer.WriteNull("_type");
        writer.WriteString("_id", wanted.Id);
        writer.WritePropertyName("error");
        ErrorBody.Of(e)["error"]!.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static List<Wanted> Read(RestCall call)
    {
        var body = call.RequireObject("request body or source parameter is required");
        var filter = SourceFilter.Shown(call);
        var wanted = new List<Wanted>();
        foreach (var (key, value) in body)
        {
            switch (key, value)
            {
                case ("ids", JsonArray ids):
                    wanted.AddRange(ids.Select(id => new Wanted(call.Value("index"), id?.ToString(), call.Query("routing"), filter)));
                    break;
                case ("docs", JsonArray docs):
                    wanted.AddRange(docs.Select(doc => ReadOne(call, doc, filter)));
                    break;
                default:
                    var sent = Located.Parse(call.Request.Body.Span)[key]!;
                    throw new ElasticException(400, "parsing_exception", $"unknown key [{key}] for a {sent.Token}, expected [docs] or [ids]")
                        .With("line", sent.Line).With("col", sent.Column);
            }
        }
        return wanted;
    }

    private static Wanted ReadOne(RestCall call, JsonNode? doc, SourceFilter filter)
    {
        if (doc is not JsonObject fields) throw Errors.IllegalArgument("docs array element should include an object");
        foreach (var (key, _) in fields)
        {
            if (key is "_index" or "_id" or "routing" or "_routing" or "_source" or "stored_fields" or "version" or "_version" or "version_type" or "_version_type") continue;
            if (key == "_type" && call.Cluster.Profile.HasTypes)
            {
                call.Warnings.Add("[types removal] Specifying types in multi get requests is deprecated.");
                continue;
            }
            throw Errors.Parse($"failed to parse multi get request. unknown field [{key}]");
        }
        return new Wanted(
            fields["_index"]?.ToString() ?? call.Value("index"),
            fields["_id"]?.ToString(),
            (fields["routing"] ?? fields["_routing"])?.ToString() ?? call.Query("routing"),
            (fields["_source"], fields["stored_fields"]) switch
            {
                ({ } source, _) => SourceFilter.Of(source),
                (null, JsonArray stored) => SourceFilter.Beside([.. stored.Select(field => field?.ToString() ?? "")]),
                (null, { } stored) => SourceFilter.Beside([stored.ToString()]),
                _ => filter,
            });
    }

    private static void Validate(List<Wanted> wanted)
    {
        var complaints = new List<string>();
        if (wanted.Count == 0) complaints.Add("no documents to get");
        for (var i = 0; i < wanted.Count; i++)
        {
            if (string.IsNullOrEmpty(wanted[i].Index)) complaints.Add($"index is missing for doc {i}");
            if (string.IsNullOrEmpty(wanted[i].Id)) complaints.Add($"id is missing for doc {i}");
        }
        if (complaints.Count > 0) throw Errors.Validation([.. complaints]);
    }
}
