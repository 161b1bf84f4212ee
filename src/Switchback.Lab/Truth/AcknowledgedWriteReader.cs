using System.Text.Json;
using Switchback.Lab.Http;

namespace Switchback.Lab.Truth;

/// <summary>
/// Reads from a request and its answer, as any bystander on the wire could, which writes were acknowledged. Uses nothing of
/// the code that carried them out. By-query calls and reindexing name no documents in their answers: those writes are not listed.
/// </summary>
public static class AcknowledgedWriteReader
{
    public readonly record struct Seen(string Index, string Id, bool IsDelete, long SeqNo, long PrimaryTerm, string? Content);

    public static IEnumerable<Seen> Read(LabRequest request, int status, ReadOnlyMemory<byte> answer)
    {
        if (request.Method is "GET" or "HEAD" || status >= 300 || answer.Length == 0) return [];
        if (request.Segments is [.., "_bulk"]) return Bulk(request, answer);
        return request.Segments is [_, "_doc" or "_create" or "_update", ..] ? One(request, answer) : [];
    }

    private static List<Seen> One(LabRequest request, ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        var isUpdate = request.Segments[1] == "_update";
        return Item(document.RootElement, isUpdate ? null : ContentDigest.Of(request.Body.Span)) is { } seen ? [seen] : [];
    }

    private static List<Seen> Bulk(LabRequest request, ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        if (!document.RootElement.TryGetProperty("items", out var items)) return [];
        var sources = Sources(request.Body);
        var seen = new List<Seen>();
        var at = 0;
        foreach (var item in items.EnumerateArray())
        {
            var (action, result) = item.EnumerateObject().Select(property => (property.Name, property.Value)).First();
            var source = at < sources.Count ? sources[at] : default;
            at++;
            if (!result.TryGetProperty("status", out var status) || status.GetInt32() >= 300) continue;
            var content = action is "index" or "create" ? ContentDigest.Of(source.Span) : null;
            if (Item(result, content) is { } write) seen.Add(write);
        }
        return seen;
    }

    private static Seen? Item(JsonElement result, string? content)
    {
        if (!result.TryGetProperty("_seq_no", out var seqNo) || !result.TryGetProperty("_primary_term", out var term)) return null;
        var outcome = result.GetProperty("result").GetString();
        // Nothing changed: a no-op update and the delete of what never was leave no document behind.
        if (outcome is "noop" or "not_found") return null;
        return new Seen(result.GetProperty("_index").GetString()!, result.GetProperty("_id").GetString()!, outcome == "deleted", seqNo.GetInt64(), term.GetInt64(), content);
    }

    /// <summary>The document of each bulk item in order; empty for a delete.</summary>
    private static List<ReadOnlyMemory<byte>> Sources(ReadOnlyMemory<byte> body)
    {
        var sources = new List<ReadOnlyMemory<byte>>();
        var lines = Lines(body).Where(line => line.Length > 0).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            using var action = JsonDocument.Parse(lines[i]);
            var isDelete = action.RootElement.EnumerateObject().First().Name == "delete";
            sources.Add(isDelete || i + 1 >= lines.Count ? ReadOnlyMemory<byte>.Empty : lines[++i]);
        }
        return sources;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> body)
    {
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf((byte)'\n');
            if (end < 0) end = body.Length;
            yield return body[..body.Span[..end].TrimEnd((byte)'\r').Length];
            body = end < body.Length ? body[(end + 1)..] : ReadOnlyMemory<byte>.Empty;
        }
    }
}
