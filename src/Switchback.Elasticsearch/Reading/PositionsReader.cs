using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// Reads <c>_stats/&lt;metric&gt;?level=shards</c> straight into rows. Raw shape:
/// <c>{"_shards":{"total":2,"failed":0},"indices":{"foo":{"uuid":"..","shards":{"0":[{"routing":{..},"seq_no":{..},"retention_leases":{..}}]}}}}</c>.
/// One reader per poller.
/// </summary>
public sealed class PositionsReader
{
    private readonly Utf8Interner _interner = new();
    private readonly FieldGuess _root = new("_shards", "indices");
    private readonly FieldGuess _index = new("uuid", "shards");
    private readonly OrderedNames _names;
    private readonly OrderedNames _uuids;
    private readonly ShardCopyReader _copy;

    public PositionsReader() => (_names, _uuids, _copy) = (new OrderedNames(_interner), new OrderedNames(_interner), new ShardCopyReader(_interner));

    internal Positions Read(ReadOnlySpan<byte> body, Positions into)
    {
        into.Clear();
        try
        {
            if (!Utf8.IsValid(body)) throw new UnreadableException("bytes that are no UTF-8", "the body");
            ReadRoot(body, into);
            _names.Learn(into.Indices, static row => row.Name);
            _uuids.Learn(into.Indices, static row => row.Uuid);
            return into;
        }
        catch
        {
            into.Clear();
            throw;
        }
    }

    private void ReadRoot(ReadOnlySpan<byte> body, Positions into)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 128 });
        long seen = 0;
        if (!Tokens.EnterObject(ref reader, "the root")) throw new UnreadableException("no object", "the root");
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _root.Find(ref reader, field);
            if (known < 0)
            {
                Tokens.Skip(ref reader);
                continue;
            }
            field = known;
            Tokens.Once(ref seen, field, _root.NameOf(field), "the root");
            if (field == 0) ReadFailures(ref reader, into);
            else ReadIndices(ref reader, into);
        }
        // With no index at all only this one is there; without it the answer is a stranger's.
        if ((seen & 1) == 0) throw new UnreadableException("a missing field", "_shards");
        if (reader.Read()) throw new UnreadableException("more after the end", "the root");
    }

    private static void ReadFailures(ref Utf8JsonReader reader, Positions into)
    {
        if (!Tokens.EnterObject(ref reader, "_shards")) return;
        while (Tokens.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("failed"u8)) into.FailedCopies = Tokens.Number(ref reader, "_shards.failed");
            else Tokens.Skip(ref reader);
        }
    }

    private void ReadIndices(ref Utf8JsonReader reader, Positions into)
    {
        if (!Tokens.EnterObject(ref reader, "indices")) return;
        while (Tokens.NextProperty(ref reader))
        {
            var name = _names.Get(into.IndexCount, ref reader, "indices");
            var first = into.ShardCount;
            var uuid = ReadIndex(ref reader, into);
            ref var row = ref into.AddIndex();
            row.Name = name;
            row.Uuid = uuid;
            row.FirstShard = first;
            row.ShardCount = into.ShardCount - first;
        }
    }

    private string? ReadIndex(ref Utf8JsonReader reader, Positions into)
    {
        string? uuid = null;
        long seen = 0;
        if (!Tokens.EnterObject(ref reader, "indices.…")) return null;
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _index.Find(ref reader, field);
            if (known < 0)
            {
                Tokens.Skip(ref reader);
                continue;
            }
            field = known;
            Tokens.Once(ref seen, field, _index.NameOf(field), "indices.…");
            if (field == 0) uuid = ReadUuid(ref reader, into.IndexCount);
            else ReadShards(ref reader, into);
        }
        return uuid;
    }

    private string? ReadUuid(ref Utf8JsonReader reader, int place)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) throw new UnreadableException("no text", "indices.….uuid");
        return _uuids.Get(place, ref reader, "indices.….uuid");
    }

    private void ReadShards(ref Utf8JsonReader reader, Positions into)
    {
        if (!Tokens.EnterObject(ref reader, "indices.….shards")) return;
        while (Tokens.NextProperty(ref reader))
        {
            if (!Utf8Parser.TryParse(reader.ValueSpan, out int id, out var used) || used != reader.ValueSpan.Length || id < 0)
                throw new UnreadableException("no shard number", "indices.….shards");
            ReadCopies(ref reader, into, id);
        }
    }

    private void ReadCopies(ref Utf8JsonReader reader, Positions into, int id)
    {
        if (!Tokens.EnterArray(ref reader, "indices.….shards.…")) return;
        var found = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new UnreadableException("no object", "indices.….shards.…[]");
            var firstLease = into.LeaseCount;
            var isPrimary = _copy.Read(ref reader, into, out var shard);
            if (!isPrimary || found)
            {
                into.DropLeasesFrom(firstLease);
                continue;
            }
            found = true;
            shard.ShardId = id;
            shard.FirstLease = firstLease;
            shard.LeaseCount = into.LeaseCount - firstLease;
            into.AddShard(shard);
        }
    }
}
