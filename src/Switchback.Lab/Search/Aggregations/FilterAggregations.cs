using System.Text.Json.Nodes;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.Search.Aggregations;

/// <summary>The documents that a query matches.</summary>
public sealed class FilterAggregation(Bind filter) : Aggregation
{
    public override JsonObject Compute(IReadOnlyList<AggregatedDocument> documents) => Bucket([], Filters.Apply(filter, documents));
}

/// <summary>A bucket for each of several named queries.</summary>
public sealed class FiltersAggregation(IReadOnlyList<KeyValuePair<string, Bind>> filters, bool isNamed) : Aggregation
{
    public override JsonObject Compute(IReadOnlyList<AggregatedDocument> documents)
    {
        var buckets = filters.Select(filter => (filter.Key, Bucket: Bucket([], Filters.Apply(filter.Value, documents)))).ToList();
        if (!isNamed) return new JsonObject { ["buckets"] = new JsonArray([.. buckets.Select(bucket => bucket.Bucket)]) };
        var named = new JsonObject();
        foreach (var (name, bucket) in buckets) named[name] = bucket;
        return new JsonObject { ["buckets"] = named };
    }
}

/// <summary>The documents without a value.</summary>
public sealed class MissingAggregation(string field) : Aggregation
{
    public override JsonObject Compute(IReadOnlyList<AggregatedDocument> documents) =>
        Bucket([], [.. documents.Where(document => !document.Values(field).Any())]);
}

internal static class Filters
{
    public static IReadOnlyList<AggregatedDocument> Apply(Bind filter, IReadOnlyList<AggregatedDocument> documents)
    {
        var bound = new Dictionary<QueryContext, Query>(ReferenceEqualityComparer.Instance);
        return [.. documents.Where(document =>
        {
            if (!bound.TryGetValue(document.Context, out var query)) bound[document.Context] = query = filter(document.Context);
            return query.Matches(document.Document);
        })];
    }
}
