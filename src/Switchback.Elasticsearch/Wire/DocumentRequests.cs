using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchback.Elasticsearch.Wire;

/// <summary>
/// One page of a shard's documents in the order of their sequence numbers. Deletes are not among them: a search cannot see
/// what is gone.
/// </summary>
/// <param name="Above">Only documents whose last operation came after this.</param>
/// <param name="UpTo">Only those whose last operation is this or earlier.</param>
/// <param name="After">Where the page before ended.</param>
/// <param name="Shard">One shard only; sequence numbers of different shards do not compare.</param>
public sealed record DocumentPage(int Shard, int Size, long? Above = null, long? UpTo = null, long? After = null, bool WithSource = true);

/// <param name="Routing">Null where the id is the routing.</param>
public readonly record struct DocumentName(string Id, string? Routing);

/// <summary>One operation of a bulk call.</summary>
public abstract record BulkOperation(string Id, string? Routing)
{
    /// <summary>Refused with 409 when the document exists.</summary>
    public sealed record Create(string Id, ReadOnlyMemory<byte> Source, string? Routing = null) : BulkOperation(Id, Routing);

    /// <summary>Replaces exactly the version that was seen, else 409.</summary>
    public sealed record Replace(string Id, ReadOnlyMemory<byte> Source, long SeqNo, long PrimaryTerm, string? Routing = null) : BulkOperation(Id, Routing);

    /// <summary>Deletes exactly the version that was seen, else 409.</summary>
    public sealed record Delete(string Id, long SeqNo, long PrimaryTerm, string? Routing = null) : BulkOperation(Id, Routing);
}

/// <summary>Documents.</summary>
public static class DocumentRequests
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WireRequest Count(IReadOnlyCollection<string> names) => new()
    {
        Method = HttpMethod.Get,
        Target = $"/{Target.Names(names)}/_count",
        Flaw = names.Count == 0 ? "no name is given" : names.Select(Target.FlawOf).FirstOrDefault(flaw => flaw is not null),
    };

    public static WireRequest Page(string index, DocumentPage page) => new()
    {
        Method = HttpMethod.Post,
        Target = $"/{Target.Name(index)}/_search?preference=_shards:{page.Shard}&allow_partial_search_results=false"
            + "&filter_path=timed_out,_shards,hits.total,hits.hits._id,hits.hits._routing,hits.hits._seq_no,hits.hits._primary_term,hits.hits._version,hits.hits._source",
        Body = JsonBody.Of(body => WritePage(body, page)),
        Flaw = Target.FlawOfConcrete(index) ?? (page.Size is < 1 or > 10_000 ? "a page holds 1 to 10,000 documents" : null),
    };

    /// <summary>Any search that a person or a check writes; the body is sent as it is.</summary>
    public static WireRequest Search(IReadOnlyCollection<string> names, ReadOnlyMemory<byte> query) => new()
    {
        Method = HttpMethod.Post,
        Target = $"/{Target.Names(names)}/_search?allow_partial_search_results=false",
        Body = query,
        Flaw = names.Count == 0 ? "no name is given" : names.Select(Target.FlawOf).FirstOrDefault(flaw => flaw is not null),
    };

    /// <summary>By id, as they are now: not as of the last refresh.</summary>
    public static WireRequest MultiGet(string index, IReadOnlyCollection<string> ids, bool withSource) => new()
    {
        Method = HttpMethod.Post,
        Target = $"/{Target.Name(index)}/_mget{(withSource ? "" : "?_source=false")}",
        Body = JsonBody.Of(body => body.Strings("ids", ids)),
        Flaw = Target.FlawOfConcrete(index) ?? (ids.Count == 0 ? "no id is given" : null),
    };

    /// <summary>The same where documents have a routing of their own: without it they are looked for in the wrong shard.</summary>
    public static WireRequest MultiGet(string index, IReadOnlyCollection<DocumentName> names, bool withSource) => new()
    {
        Method = HttpMethod.Post,
        Target = $"/{Target.Name(index)}/_mget{(withSource ? "" : "?_source=false")}",
        Body = JsonBody.Of(body =>
        {
            body.WriteStartArray("docs");
            foreach (var name in names)
            {
                body.WriteStartObject();
                body.WriteString("_id", name.Id);
                if (name.Routing is { } routing) body.WriteString("routing", routing);
                body.WriteEndObject();
            }
            body.WriteEndArray();
        }),
        Flaw = Target.FlawOfConcrete(index) ?? (names.Count == 0 ? "no id is given" : null),
    };

    public static WireRequest Bulk(string index, IReadOnlyCollection<BulkOperation> operations) => new()
    {
        Method = HttpMethod.Post,
        Target = $"/{Target.Name(index)}/_bulk",
        Body = Lines(operations),
        ContentType = "application/x-ndjson",
        Kind = CallKind.Write,
        Power = Power.Operate,
        CarriesDocuments = true,
        Flaw = Target.FlawOfConcrete(index) ?? (operations.Count == 0 ? "no operation is given" : null),
    };

    private static void WritePage(Utf8JsonWriter body, DocumentPage page)
    {
        body.WriteNumber("size", page.Size);
        body.WriteBoolean("seq_no_primary_term", true);
        body.WriteBoolean("version", true);
        body.WriteBoolean("track_total_hits", true);
        if (!page.WithSource) body.WriteBoolean("_source", false);
        body.WriteStartArray("sort");
        body.WriteStringValue("_seq_no");
        body.WriteEndArray();
        if (page.After is { } after)
        {
            body.WriteStartArray("search_after");
            body.WriteNumberValue(after);
            body.WriteEndArray();
        }
        body.WriteStartObject("query");
        body.WriteStartObject("range");
        body.WriteStartObject("_seq_no");
        if (page.UpTo is { } upTo) body.WriteNumber("lte", upTo);
        body.WriteNumber("gt", page.Above ?? -1);
        body.WriteEndObject();
        body.WriteEndObject();
        body.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Lines(IReadOnlyCollection<BulkOperation> operations)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var operation in operations)
        {
            using (var writer = new Utf8JsonWriter(lines, Plain))
                WriteAction(writer, operation);
            lines.Write("\n"u8);
            if (operation is not (BulkOperation.Create or BulkOperation.Replace)) continue;
            // A line break inside a document would end its line.
            using (var document = JsonDocument.Parse(operation is BulkOperation.Create create ? create.Source : ((BulkOperation.Replace)operation).Source))
            using (var writer = new Utf8JsonWriter(lines, Plain))
                document.WriteTo(writer);
            lines.Write("\n"u8);
        }
        return lines.WrittenMemory;
    }

    private static void WriteAction(Utf8JsonWriter writer, BulkOperation operation)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(operation switch { BulkOperation.Create => "create", BulkOperation.Replace => "index", _ => "delete" });
        writer.WriteString("_id", operation.Id);
        if (operation.Routing is { } routing) writer.WriteString("routing", routing);
        var seen = operation switch
        {
            BulkOperation.Replace replace => (replace.SeqNo, replace.PrimaryTerm),
            BulkOperation.Delete delete => (delete.SeqNo, delete.PrimaryTerm),
            _ => ((long, long)?)null,
        };
        if (seen is var (seqNo, term))
        {
            writer.WriteNumber("if_seq_no", seqNo);
            writer.WriteNumber("if_primary_term", term);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
