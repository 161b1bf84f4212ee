using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <param name="Source">As stored, in UTF-8; null when not asked for, or when the document is not there. Never goes into a log.</param>
public sealed record Document(string Id, bool Found, string? Routing, long? SeqNo, long? PrimaryTerm, ReadOnlyMemory<byte>? Source)
{
    /// <summary>How many states it has had; null where it was not asked for.</summary>
    public long? Version { get; init; }

    public override string ToString() => $"document {Id}";
}

/// <param name="Total">How many there are in all, as of the shard's last refresh.</param>
/// <param name="Shards">A page that not every shard answered is no page.</param>
public sealed record DocumentsFound(long Total, ShardsAnswered Shards, IReadOnlyList<Document> Documents);

public sealed record CountResult(long Count, ShardsAnswered Shards);

/// <param name="Result">created, updated, deleted, not_found, noop; null when refused.</param>
public sealed record BulkItem(string Id, int Status, string? Result, long? SeqNo, long? PrimaryTerm, ServerError? Error)
{
    public bool IsConflict => Status == 409;
}

/// <summary>Documents: counting, paging by sequence number, reading by id, and writing back what would be lost.</summary>
public sealed class Documents(ClusterChannel channel)
{
    public Task<Answer<CountResult>> CountAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ReadAsync(DocumentRequests.Count(names), DocumentReader.Count, cancel);

    public Task<Answer<DocumentsFound>> PageAsync(string index, DocumentPage page, CancellationToken cancel) =>
        channel.ReadAsync(DocumentRequests.Page(index, page), DocumentReader.Found, cancel);

    public Task<Answer<DocumentsFound>> SearchAsync(IReadOnlyCollection<string> names, ReadOnlyMemory<byte> query, CancellationToken cancel) =>
        channel.ReadAsync(DocumentRequests.Search(names, query), DocumentReader.Found, cancel);

    public Task<Answer<IReadOnlyList<Document>>> GetAsync(string index, IReadOnlyCollection<string> ids, bool withSource, CancellationToken cancel) =>
        channel.ReadAsync(DocumentRequests.MultiGet(index, ids, withSource), DocumentReader.Got, cancel);

    /// <summary>Where these documents stand, in the order given.</summary>
    public Task<Answer<IReadOnlyList<Document>>> StandAsync(string index, IReadOnlyCollection<DocumentName> names, bool withSource, CancellationToken cancel) =>
        channel.ReadAsync(DocumentRequests.MultiGet(index, names, withSource), DocumentReader.Got, cancel);

    /// <summary>Done means that each operation has its own outcome, in the order given.</summary>
    public Task<Effect<IReadOnlyList<BulkItem>>> BulkAsync(string index, IReadOnlyCollection<BulkOperation> operations, CancellationToken cancel) =>
        channel.ActAsync(DocumentRequests.Bulk(index, operations), body => DocumentReader.Items(body, operations.Count), cancel);
}
