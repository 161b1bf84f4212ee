using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Search.Queries;

/// <summary>A parsed query, not yet bound to an index's fields.</summary>
public delegate Query Bind(QueryContext context);

/// <summary>What a query is bound to: one index, its fields, and the moment that "now" means.</summary>
public sealed record QueryContext(IndexState Index, FieldTable Fields, long Now)
{
    /// <summary>Values that do not fit a field match nothing instead of failing.</summary>
    public bool IsLenient { get; init; }

    public ElasticException Failure(string reason, ElasticException? cause = null) => new ElasticException(400, "query_shard_exception", reason) { CausedBy = cause }
        .With("index_uuid", Index.Uuid).With("index", Index.Name);
}
