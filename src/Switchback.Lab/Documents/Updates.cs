using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Documents.Scripts;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>Turns an update into the write it means: reads the document as it is, changes it, and holds the write to what it read.</summary>
public static class Updates
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = ResponseBytes.Encoder };

    /// <summary>The write, or none where nothing changes.</summary>
    public sealed record Change(Operation? Current, WriteRequest? Write);

    public static Change Prepare(WriteRequest request, UpdateBody body, Shard shard, string id, Cluster cluster)
    {
        var current = shard.Store.Get(id);
        shard.Counters.CountGet(current is not null);
        if (current is null) return new Change(null, Insert(request, body, shard, id, cluster));
        if (request.IfSeqNo != WriteRequest.NoSeqNo && (current.SeqNo != request.IfSeqNo || current.PrimaryTerm != request.IfPrimaryTerm))
            WriteConflicts.Check(request, id, shard, current);
        var source = Body.ReadObject(current.Source);
        if (body.Script is { } script)
        {
            var outcome = script.Run(source, new ScriptContext(shard.Index.Name, id, current.Version, cluster.NowMillis));
            return outcome switch
            {
                ScriptOutcome.Delete => new Change(current, After(request, current, WriteKind.Delete, default)),
                ScriptOutcome.None => new Change(current, null),
                _ => new Change(current, After(request, current, WriteKind.Index, Bytes(source))),
            };
        }
        var changed = Merge(source, body.Doc!);
        return !changed && body.DetectsNoOp
            ? new Change(current, null)
            : new Change(current, After(request, current, WriteKind.Index, Bytes(source)));
    }

    public static byte[] Bytes(JsonNode source) => JsonSerializer.SerializeToUtf8Bytes(source, Written);

    private static WriteRequest Insert(WriteRequest request, UpdateBody body, Shard shard, string id, Cluster cluster)
    {
        var inserted = body.Upsert ?? (body.DocAsUpsert ? body.Doc : null);
        if (inserted is null)
        {
            var name = cluster.Profile.HasTypes ? $"[_doc][{id}]" : $"[{id}]";
            throw WriteConflicts.At(shard, new ElasticException(404, "document_missing_exception", $"{name}: document missing"));
        }
        var source = inserted.DeepClone().AsObject();
        if (body is { ScriptedUpsert: true, Script: { } script }) script.Run(source, new ScriptContext(shard.Index.Name, id, 0, cluster.NowMillis));
        return request with { Kind = WriteKind.Create, Source = Bytes(source), IfSeqNo = WriteRequest.NoSeqNo };
    }

    // The write holds on to the very document that was read.
    private static WriteRequest After(WriteRequest request, Operation current, WriteKind kind, ReadOnlyMemory<byte> source) => request with
    {
        Kind = kind,
        Source = source,
        Routing = request.Routing ?? current.Routing,
        IfSeqNo = current.SeqNo,
        IfPrimaryTerm = current.PrimaryTerm,
    };

    private static bool Merge(JsonObject target, JsonObject patch)
    {
        var changed = false;
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing)
            {
                changed |= Merge(existing, inner);
                continue;
            }
            if (target.ContainsKey(name) && JsonNode.DeepEquals(target[name], value)) continue;
            target[name] = value?.DeepClone();
            changed = true;
        }
        return changed;
    }
}
