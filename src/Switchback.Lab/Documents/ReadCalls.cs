using System.Text.Json;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>Reading one document by its id, as it is now: refreshed or not.</summary>
public static class ReadCalls
{
    private const string TypedGet = "[types removal] Specifying types in document get requests is deprecated, use the /{index}/_doc/{id} endpoint instead.";

    private const string TypedSource = "[types removal] Specifying types in get_source and exist_source requests is deprecated.";

    private static readonly string[] Parameters =
    [
        "refresh", "routing", "preference", "realtime", "version", "version_type", "stored_fields", "_source", "_source_includes", "_source_excludes", "force_synthetic_source",
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/{index}/_doc/{id}", "indices:data/read/get", GetAsync) { Parameters = Parameters },
        new("GET", "/{index}/_source/{id}", "indices:data/read/get", GetSourceAsync) { Parameters = Parameters },
        Typed(new("GET", "/{index}/{type}/{id}", "indices:data/read/get", GetAsync) { Parameters = Parameters }, TypedGet),
        Typed(new("GET", "/{index}/{type}/{id}/_source", "indices:data/read/get", GetSourceAsync) { Parameters = Parameters }, TypedSource),
    ];

    private static Route Typed(Route route, string deprecation) => route with { Deprecation = deprecation, Exists = profile => profile.HasTypes };

    private static async Task<LabResponse> GetAsync(RestCall call)
    {
        var index = call.Cluster.Indices.Names.Single(call["index"]);
        var found = await FindAsync(call, index);
        var filter = SourceFilter.Shown(call);
        return LabResponse.Stream(writer =>
        {
            writer.WriteStartObject();
            WriteFound(writer, call.Cluster.Profile, index, call["id"], found, filter);
            writer.WriteEndObject();
        }, found is null ? 404 : 200);
    }

    private static async Task<LabResponse> GetSourceAsync(RestCall call)
    {
        var index = call.Cluster.Indices.Names.Single(call["index"]);
        var found = await FindAsync(call, index);
        if (found is null)
        {
            var place = call.Cluster.Profile.HasTypes ? $"[{index.Name}]/[_doc]/[{call["id"]}]" : $"[{index.Name}]/[{call["id"]}]";
            throw Errors.ResourceNotFound($"Document not found {place}");
        }
        return new LabResponse { Status = 200, Raw = (SourceFilter.OfQuery(call) ?? SourceFilter.All).Apply(found.Source) };
    }

    /// <summary>The members of a found or missing document, without the braces.</summary>
    public static void WriteFound(Utf8JsonWriter writer, Profile profile, IndexState index, string id, Operation? found, SourceFilter filter)
    {
        writer.WriteString("_index", index.Name);
        if (profile.HasTypes) writer.WriteString("_type", "_doc");
        writer.WriteString("_id", id);
        if (found is null)
        {
            writer.WriteBoolean("found", false);
            return;
        }
        writer.WriteNumber("_version", found.Version);
        writer.WriteNumber("_seq_no", found.SeqNo);
        writer.WriteNumber("_primary_term", found.PrimaryTerm);
        if (found.Routing is { } routing) writer.WriteString("_routing", routing);
        writer.WriteBoolean("found", true);
        if (!filter.IsShown) return;
        writer.WritePropertyName("_source");
        writer.WriteRawValue(filter.Apply(found.Source).Span, skipInputValidation: true);
    }

    /// <summary>Throws what a copy that is not there answers.</summary>
    public static Operation? Find(IndexState index, string id, string? routing, bool realtime = true)
    {
        IndexBlocks.Check(BlockLevel.Read, index);
        var shard = DocumentService.ShardOf(index, id, routing);
        if (!shard.IsStarted)
        {
            throw new ElasticException(503, "no_shard_available_action_exception", $"No shard available for [get [{index.Name}][_doc][{id}]: routing [{routing ?? "null"}]]");
        }
        var found = realtime ? shard.Store.Get(id) : shard.Store.Visible().LastOrDefault(operation => operation.Id == id);
        shard.Counters.CountGet(found is not null);
        return found;
    }

    private static async Task<Operation?> FindAsync(RestCall call, IndexState index)
    {
        var shard = DocumentService.ShardOf(index, call["id"], call.Query("routing"));
        var realtime = call.Flag("realtime", true);
        if (call.Flag("refresh")) call.Cluster.Refreshes.Refresh(shard);
        else if (!realtime && shard.IsStarted) await call.Cluster.Refreshes.BeforeSearchAsync(shard);
        var found = Find(index, call["id"], call.Query("routing"), realtime);
        var wanted = call.Query("version");
        if (found is not null && wanted is not null && long.TryParse(wanted, out var version) && version != found.Version
            && WriteValidation.VersionTypeOf(call.Query("version_type")) == VersionType.Internal)
            throw WriteConflicts.Conflict(shard, found.Id, $"current version [{found.Version}] is different than the one provided [{version}]");
        return found;
    }
}
