using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.Search;

/// <summary>Searches this cluster's own shards. Contexts that outlive a request (scrolls, points in time) are kept here and end with the process.</summary>
public sealed class SearchService
{
    private readonly Cluster _cluster;
    private readonly ConditionalWeakTable<JsonObject, FieldTable> _tables = [];

    public SearchService(Cluster cluster)
    {
        _cluster = cluster;
        Contexts = new SearchContexts(cluster);
    }

    public SearchContexts Contexts { get; }

    public FieldTable FieldsOf(Indices.IndexState index) => _tables.GetValue(index.Mapping, mapping => new FieldTable(mapping));

    /// <summary>
    /// Asks every shard and puts together what they found. Names of indices get the prefix under which the caller knows this cluster.
    /// Throws when no shard could answer.
    /// </summary>
    public async Task<SearchPart> RunAsync(SearchRequest request, IReadOnlyList<SearchTarget> targets, string prefix = "", bool isScroll = false)
    {
        var part = new SearchPart { Shards = targets.Count };
        foreach (var target in targets)
            if (target.Held is null && target.Shard.IsStarted)
                await _cluster.Refreshes.BeforeSearchAsync(target.Shard);
        var contexts = new Dictionary<Indices.IndexState, QueryContext>();
        for (var order = 0; order < targets.Count; order++) Run(request, targets[order], prefix, order, isScroll, part, contexts);
        if (targets.Count > 0 && part.Successful == 0) throw AllFailed(part.Failures);
        return part;
    }

    private void Run(
        SearchRequest request, SearchTarget target, string prefix, int order, bool isScroll, SearchPart part, Dictionary<Indices.IndexState, QueryContext> contexts)
    {
        var shard = target.Shard;
        if (!shard.IsStarted && target.Held is null) return;
        if (!contexts.TryGetValue(shard.Index, out var context))
            contexts[shard.Index] = context = new QueryContext(shard.Index, FieldsOf(shard.Index), _cluster.NowMillis);
        shard.Counters.Queries++;
        try
        {
            new ShardSearch(request, target, context, prefix + shard.Index.Name, order).Run(part, isScroll);
            part.Successful++;
            if (request.Size > 0) shard.Counters.Fetches++;
        }
        catch (ElasticException e)
        {
            part.Failures.Add((shard, e));
        }
    }

    private ElasticException AllFailed(IReadOnlyList<(Indices.Shard Shard, ElasticException Failure)> failures)
    {
        // Shards that are not there are no failures: the answer then names none (contract 1.3).
        var status = failures.Count == 0 ? 503 : failures.Max(failure => failure.Failure.Status);
        var distinct = failures.DistinctBy(failure => (failure.Failure.Type, failure.Failure.Reason, failure.Shard.Index)).ToList();
        var first = distinct.Select(failure => failure.Failure).FirstOrDefault();
        var cause = first is null ? null : Foreign(first) ? new ElasticException(first.Status, first.Type, first.Reason) { IsForeign = true, CausedBy = first.CausedBy ?? first } : null;
        return new ElasticException(status, "search_phase_execution_exception", "all shards failed")
        {
            RootCause = [.. distinct.Select(failure => failure.Failure)],
            CausedBy = cause,
        }.With("phase", "query").With("grouped", true)
            .With("failed_shards", new JsonArray([.. distinct.Select(failure => ShardFailure(failure.Shard, failure.Failure))]));
    }

    public JsonObject ShardFailure(Indices.Shard shard, ElasticException failure) => new()
    {
        ["shard"] = shard.Id,
        ["index"] = shard.Index.Name,
        ["node"] = _cluster.Node.Id,
        ["reason"] = ErrorBody.Shape(failure),
    };

    private static bool Foreign(ElasticException e) => e.Type is "illegal_argument_exception" or "number_format_exception";
}
