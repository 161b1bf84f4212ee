using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Search;

namespace Switchback.Lab.ByQuery;

/// <summary>What a by-query call may be told besides its query.</summary>
public sealed record ByQueryOptions
{
    /// <summary>Go on over version conflicts and count them.</summary>
    public bool Proceeds { get; init; }

    /// <summary>Null: all that match.</summary>
    public long? MaxDocs { get; init; }

    public int BatchSize { get; init; } = 1000;

    public bool Refreshes { get; init; }
}

/// <summary>
/// Reads the documents a query matches and writes each of them somewhere, batch by batch: reindexing, updating and deleting by query.
/// The first batch in which a write fails is the last one.
/// </summary>
public sealed class ByQueryRun(Cluster cluster, ByQueryOptions options)
{
    private readonly HashSet<Shard> _touched = [];

    public long Total { get; private set; }

    public long Updated { get; private set; }

    public long Created { get; private set; }

    public long Deleted { get; private set; }

    public int Batches { get; private set; }

    public long VersionConflicts { get; private set; }

    public long NoOps { get; private set; }

    public List<(WriteRequest Request, ElasticException Failure)> Failures { get; } = [];

    public int Status => Failures.Count == 0 ? 200 : Failures.Max(failure => failure.Failure.Status);

    /// <summary>The documents as searches see them, in the order of the index.</summary>
    public static async Task<SearchPart> FindAsync(Cluster cluster, SearchRequest request, SearchScope scope)
    {
        var wanted = request with { Sort = [new SortKey("_doc", false)], Size = int.MaxValue, From = 0, Aggregations = [] };
        return (await new CrossClusterSearch(cluster).RunAsync(wanted, scope, isScroll: true)).Part;
    }

    /// <summary>Writes what <paramref name="make"/> makes of each hit; a null is a document left as it is.</summary>
    public async Task RunAsync(IReadOnlyList<Hit> hits, Func<Hit, WriteRequest?> make, ICollection<string> warnings)
    {
        Total = Math.Min(hits.Count, options.MaxDocs ?? long.MaxValue);
        foreach (var batch in hits.Take((int)Math.Min(Total, int.MaxValue)).Chunk(options.BatchSize))
        {
            Batches++;
            foreach (var hit in batch) await WriteAsync(hit, make, warnings);
            if (Failures.Count > 0) break;
        }
        if (!options.Refreshes) return;
        foreach (var shard in _touched) cluster.Refreshes.Refresh(shard);
    }

    public JsonObject Answer(long took, bool withUpdated, bool withCreated)
    {
        var answer = new JsonObject { ["took"] = took, ["timed_out"] = false, ["total"] = Total };
        if (withUpdated) answer["updated"] = Updated;
        if (withCreated) answer["created"] = Created;
        answer["deleted"] = Deleted;
        answer["batches"] = Batches;
        answer["version_conflicts"] = VersionConflicts;
        answer["noops"] = NoOps;
        answer["retries"] = new JsonObject { ["bulk"] = 0, ["search"] = 0 };
        answer["throttled_millis"] = 0;
        answer["requests_per_second"] = -1.0;
        answer["throttled_until_millis"] = 0;
        answer["failures"] = new JsonArray([.. Failures.Select(Shape)]);
        return answer;
    }

    private async Task WriteAsync(Hit hit, Func<Hit, WriteRequest?> make, ICollection<string> warnings)
    {
        if (make(hit) is not { } request)
        {
            NoOps++;
            return;
        }
        try
        {
            var outcome = await cluster.Documents.WriteAsync(request with { InBulk = true }, warnings);
            _touched.Add(outcome.Shard);
            Count(outcome.Result);
        }
        catch (ElasticException e) when (e.Type == "version_conflict_engine_exception")
        {
            VersionConflicts++;
            if (!options.Proceeds) Failures.Add((request, e));
        }
        catch (ElasticException e)
        {
            Failures.Add((request, e));
        }
    }

    private void Count(WriteResult result)
    {
        if (result == WriteResult.Created) Created++;
        else if (result == WriteResult.Updated) Updated++;
        else if (result == WriteResult.Deleted) Deleted++;
        else NoOps++;
    }

    private JsonNode Shape((WriteRequest Request, ElasticException Failure) failed)
    {
        var shape = new JsonObject { ["index"] = failed.Request.Index };
        if (cluster.Profile.HasTypes) shape["type"] = "_doc";
        shape["id"] = failed.Request.Id;
        shape["cause"] = ErrorBody.Shape(failed.Failure);
        shape["status"] = failed.Failure.Status;
        return shape;
    }
}
