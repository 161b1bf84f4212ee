using System.Text.Json.Nodes;

namespace Switchback.Lab.Search.Aggregations;

/// <summary>A document under aggregation, with the fields of its index.</summary>
public sealed record AggregatedDocument(SearchDocument Document, Queries.QueryContext Context)
{
    public IEnumerable<object> Values(string field)
    {
        if (Queries.MetaFields.IsNumber(field)) return [Queries.MetaFields.Number(Document, field)];
        if (Queries.MetaFields.IsText(field)) return Queries.MetaFields.Text(Document, field) is { } text ? [text] : [];
        return Context.Fields.Find(field) is { } known ? Document.Typed(known).Distinct() : [];
    }
}

/// <summary>One named aggregation. It is computed over all documents that matched, wherever they came from.</summary>
public abstract class Aggregation
{
    public required string Name { get; init; }

    public IReadOnlyList<Aggregation> Inner { get; init; } = [];

    public abstract JsonObject Compute(IReadOnlyList<AggregatedDocument> documents);

    /// <summary>Throws what a shard answers whose field cannot be aggregated.</summary>
    public virtual void Check(FieldTable fields)
    {
        foreach (var inner in Inner) inner.Check(fields);
    }

    /// <summary>A bucket with everything that is asked for inside of it.</summary>
    protected JsonObject Bucket(JsonObject bucket, IReadOnlyList<AggregatedDocument> documents)
    {
        bucket["doc_count"] = documents.Count;
        foreach (var inner in Inner) bucket[inner.Name] = inner.Compute(documents);
        return bucket;
    }

    protected static Field? FieldOf(IReadOnlyList<AggregatedDocument> documents, string field) =>
        documents.Select(document => document.Context.Fields.Find(field)).FirstOrDefault(found => found is not null);
}
