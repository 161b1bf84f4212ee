using System.Runtime.InteropServices;
using System.Text.Json;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads documents and what became of writes.</summary>
internal static class DocumentReader
{
    public static CountResult Count(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
        new CountResult(root.Number("count"), IndexReader.Shards(root.NeedObject("_shards"))));

    public static DocumentsFound Found(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
    {
        if (root.FlagOrNull("timed_out") == true) throw new UnreadableException("a search that ended before it was complete", "timed_out");
        var hits = root.NeedObject("hits");
        var total = hits.Need("total");
        return new DocumentsFound(
            total.IsObject ? total.Number("value") : total.Number(),
            IndexReader.Shards(root.NeedObject("_shards")),
            [.. hits.ItemsOrNone("hits").Select(hit => Read(hit, found: true))]);
    });

    public static IReadOnlyList<Document> Got(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<Document>>(body, root =>
        [.. root.Items("docs").Select(doc => doc.FindObject("error") is { } error
            // One document that could not be looked for is not one that is not there.
            ? throw new UnreadableException($"a document that could not be read ({ErrorReader.FromObject(0, error).Type})", doc.Path)
            : Read(doc, doc.Flag("found")))]);

    public static IReadOnlyList<BulkItem> Items(ReadOnlyMemory<byte> body, int sent) => JsonAt.Read<IReadOnlyList<BulkItem>>(body, root =>
    {
        var items = root.Items("items").Select(Item).ToList();
        return items.Count == sent ? items : throw new UnreadableException($"{items.Count} outcomes for {sent} operations", "items");
    });

    private static BulkItem Item(JsonAt item)
    {
        var (_, result) = item.Fields().FirstOrDefault();
        if (!result.IsObject) throw new UnreadableException("no outcome", item.Path);
        var status = result.Int32("status");
        return new BulkItem(
            result.Text("_id"), status, result.TextOrNull("result"), result.NumberOrNull("_seq_no"), result.NumberOrNull("_primary_term"),
            result.FindObject("error") is { } error ? ErrorReader.FromObject(status, error) : null);
    }

    private static Document Read(JsonAt at, bool found) => new(
        at.Text("_id"), found, at.TextOrNull("_routing"), at.NumberOrNull("_seq_no"), at.NumberOrNull("_primary_term"),
        at.Find("_source") is { } source ? Copy(source.Object().Element) : null)
    {
        Version = at.NumberOrNull("_version"),
    };

    /// <summary>Nullable on purpose: a null beside a plain memory would quietly become an empty document.</summary>
    private static ReadOnlyMemory<byte>? Copy(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();
}
