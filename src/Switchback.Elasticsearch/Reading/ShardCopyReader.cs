using System.Text.Json;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads one copy of a shard in <c>_stats?level=shards</c>.</summary>
internal sealed class ShardCopyReader(Utf8Interner interner)
{
    private const string Where = "indices.….shards.…[]";

    private readonly FieldGuess _fields = new("routing", "seq_no", "retention_leases", "indexing");
    private readonly FieldGuess _routing = new("state", "primary");
    private readonly FieldGuess _seqNo = new("max_seq_no", "local_checkpoint", "global_checkpoint");
    private readonly FieldGuess _indexing = new("index_total", "delete_total");
    private readonly FieldGuess _lease = new("id", "retaining_seq_no", "timestamp", "source");

    /// <returns>Whether this is the primary copy and in service: the only one whose numbers count.</returns>
    public bool Read(ref Utf8JsonReader reader, Positions into, out ShardPosition shard)
    {
        shard = new ShardPosition
        {
            MaxSeqNo = FollowStats.Absent,
            LocalCheckpoint = FollowStats.Absent,
            GlobalCheckpoint = FollowStats.Absent,
            IndexedTotal = FollowStats.Absent,
            DeletedTotal = FollowStats.Absent,
        };
        var (primary, inService) = (false, true);
        long seen = 0;
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _fields.Find(ref reader, field);
            if (known < 0)
            {
                Tokens.Skip(ref reader);
                continue;
            }
            field = known;
            Tokens.Once(ref seen, field, _fields.NameOf(field), Where);
            switch (field)
            {
                case 0: (primary, inService) = ReadRouting(ref reader); break;
                case 1: ReadSeqNo(ref reader, ref shard); break;
                case 2: ReadLeases(ref reader, into); break;
                case 3: ReadIndexing(ref reader, ref shard); break;
            }
        }
        if ((seen & 1) == 0) throw new UnreadableException("a missing field", Where + ".routing");
        return primary && inService;
    }

    /// <summary><c>{"state":"STARTED","primary":true,..}</c>; a state that is filtered away counts as in service, one we do not know does not.</summary>
    private (bool Primary, bool InService) ReadRouting(ref Utf8JsonReader reader)
    {
        var (primary, inService) = (false, true);
        if (!Tokens.EnterObject(ref reader, Where + ".routing")) return (false, false);
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _routing.Find(ref reader, field);
            if (known >= 0) field = known;
            if (known == 0) inService = Tokens.Text(ref reader, interner, Where + ".routing.state") is "STARTED" or "RELOCATING";
            else if (known == 1) primary = Tokens.Flag(ref reader, Where + ".routing.primary");
            else Tokens.Skip(ref reader);
        }
        return (primary, inService);
    }

    private void ReadSeqNo(ref Utf8JsonReader reader, ref ShardPosition shard)
    {
        if (!Tokens.EnterObject(ref reader, Where + ".seq_no")) return;
        long seen = 0;
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _seqNo.Find(ref reader, field);
            if (known < 0)
            {
                Tokens.Skip(ref reader);
                continue;
            }
            field = known;
            Tokens.Once(ref seen, field, _seqNo.NameOf(field), Where + ".seq_no");
            var number = Tokens.Number(ref reader, Where + ".seq_no");
            if (field == 0) shard.MaxSeqNo = number;
            else if (field == 1) shard.LocalCheckpoint = number;
            else shard.GlobalCheckpoint = number;
        }
    }

    private void ReadIndexing(ref Utf8JsonReader reader, ref ShardPosition shard)
    {
        if (!Tokens.EnterObject(ref reader, Where + ".indexing")) return;
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _indexing.Find(ref reader, field);
            if (known >= 0) field = known;
            if (known == 0) shard.IndexedTotal = Tokens.Number(ref reader, Where + ".indexing.index_total");
            else if (known == 1) shard.DeletedTotal = Tokens.Number(ref reader, Where + ".indexing.delete_total");
            else Tokens.Skip(ref reader);
        }
    }

    private void ReadLeases(ref Utf8JsonReader reader, Positions into)
    {
        if (!Tokens.EnterObject(ref reader, Where + ".retention_leases")) return;
        while (Tokens.NextProperty(ref reader))
        {
            if (!reader.ValueTextEquals("leases"u8))
            {
                Tokens.Skip(ref reader);
                continue;
            }
            if (!Tokens.EnterArray(ref reader, Where + ".retention_leases.leases")) continue;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject) throw new UnreadableException("no object", Where + ".retention_leases.leases[]");
                ReadLease(ref reader, into);
            }
        }
    }

    /// <summary>Only followers' leases are kept: peer recoveries hold some too, on every shard.</summary>
    private void ReadLease(ref Utf8JsonReader reader, Positions into)
    {
        string? id = null, source = null;
        long retaining = FollowStats.Absent, renewed = 0;
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _lease.Find(ref reader, field);
            if (known >= 0) field = known;
            switch (known)
            {
                case 0: id = Tokens.Text(ref reader, interner, Where + ".retention_leases.leases[].id"); break;
                case 1: retaining = Tokens.Number(ref reader, Where + ".retention_leases.leases[].retaining_seq_no"); break;
                case 2: renewed = Tokens.Number(ref reader, Where + ".retention_leases.leases[].timestamp"); break;
                case 3: source = Tokens.Text(ref reader, interner, Where + ".retention_leases.leases[].source"); break;
                default: Tokens.Skip(ref reader); break;
            }
        }
        if (id is not null && source == "ccr") into.AddLease(new LeaseRow(id, retaining, renewed));
    }
}
