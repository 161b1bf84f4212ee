using Switchback.Lab.Documents;
using Switchback.Lab.Search.Aggregations;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.Search;

/// <summary>Runs a search over the documents of one shard.</summary>
public sealed class ShardSearch(SearchRequest request, SearchTarget target, QueryContext context, string indexName, int order)
{
    private const int LargestWindow = 10_000;

    // Weights of terms need no more than this to be stable; reading every document twice would hold up all clusters.
    private const int LargestSample = 2_000;

    public void Run(SearchPart part, bool isScroll)
    {
        if (!isScroll) CheckWindow();
        foreach (var key in request.Sort) key.Check(context);
        foreach (var aggregation in request.Aggregations) aggregation.Check(context.Fields);
        var query = request.Query?.Invoke(context) ?? new AllQuery();
        var filter = target.Filter?.Invoke(context);
        if (request.Size == 0 && request.TerminateAfter == 0 && query.MatchesAll && filter is null && request.PostFilter is null && request.Aggregations.Count == 0)
        {
            part.Total += target.Count;
            return;
        }
        Collect(part, query, filter, isScroll);
    }

    private void Collect(SearchPart part, Query query, Query? filter, bool isScroll)
    {
        if (request.NeedsScores && query.NeedsObserving) Observe(query);
        var after = Cursor();
        var post = request.PostFilter?.Invoke(context);
        var hits = new List<Hit>();
        var matched = 0;
        foreach (var operation in target.Documents)
        {
            var document = new SearchDocument(operation, indexName);
            var kept = false;
            if (query.Matches(document) && filter?.Matches(document) != false)
            {
                var score = request.NeedsScores ? query.Score(document) : 0;
                if (request.MinScore is not { } least || score >= least)
                {
                    var isHit = post?.Matches(document) != false;
                    if (isHit && ++matched > request.TerminateAfter && request.TerminateAfter > 0)
                    {
                        part.TerminatedEarly = true;
                        document.Dispose();
                        break;
                    }
                    kept = request.Aggregations.Count > 0;
                    if (kept) part.Matched.Add(new AggregatedDocument(document, context));
                    if (isHit)
                    {
                        part.Total++;
                        part.MaxScore = Math.Max(part.MaxScore, score);
                        if (request.Size > 0 && HitOf(document, score) is var hit && IsAfter(hit, after)) hits.Add(hit);
                    }
                }
            }
            if (!kept) document.Dispose();
        }
        hits.Sort((a, b) => Hit.Compare(a, b, request.Sort));
        part.Hits.AddRange(isScroll ? hits : hits.Take(request.Window));
    }

    private void Observe(Query query)
    {
        foreach (var operation in target.Documents.Take(LargestSample))
        {
            using var document = new SearchDocument(operation, indexName);
            query.Observe(document);
        }
    }

    private Hit HitOf(SearchDocument document, double score)
    {
        var place = ((long)order << 32) | document.Operation.SeqNo;
        return new Hit(indexName, context.Fields, document.Operation, score, [.. request.Sort.Select(key => key.ValueOf(document, context, score, place))], order);
    }

    private object?[]? Cursor()
    {
        if (request.After is not { } after) return null;
        if (request.Sort.Count == 0) throw Http.Errors.IllegalArgument("Sort must contain at least one field.");
        if (after.Count != request.Sort.Count)
            throw Http.Errors.IllegalArgument($"search_after has {after.Count} value(s) but sort has {request.Sort.Count}.");
        return [.. after.Select((value, i) => request.Sort[i].Cursor(value, context))];
    }

    private bool IsAfter(Hit hit, object?[]? cursor)
    {
        if (cursor is null) return true;
        for (var i = 0; i < cursor.Length; i++)
        {
            var order = request.Sort[i].Compare(hit.Sort[i], cursor[i]);
            if (order != 0) return order > 0;
        }
        return false;
    }

    private void CheckWindow()
    {
        var largest = context.Index.Settings.Number("index.max_result_window", LargestWindow);
        if (request.Window <= largest) return;
        throw Http.Errors.IllegalArgument($"Result window is too large, from + size must be less than or equal to: [{largest}] but was [{request.Window}]. "
            + "See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the [index.max_result_window] index level setting.");
    }
}
