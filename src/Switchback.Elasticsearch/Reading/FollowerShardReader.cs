using System.Text.Json;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads one shard's object of <c>_ccr/stats</c>.</summary>
internal sealed class FollowerShardReader(Utf8Interner interner)
{
    private const string Where = "follow_stats.indices[].shards[]";

    /// <summary>The first ones have places of their own; the rest are <see cref="ShardNumber"/>, in its order.</summary>
    private const int FirstNumber = 7;

    private readonly FieldGuess _fields = new(
        "shard_id", "failed_write_requests", "time_since_last_read_millis", "read_exceptions", "fatal_exception", "remote_cluster", "leader_index",
        "leader_global_checkpoint", "leader_max_seq_no", "follower_global_checkpoint", "follower_max_seq_no", "last_requested_seq_no",
        "outstanding_read_requests", "outstanding_write_requests", "write_buffer_operation_count", "write_buffer_size_in_bytes",
        "successful_read_requests", "failed_read_requests", "operations_read", "bytes_read", "successful_write_requests", "operations_written");

    private readonly FieldGuess _readError = new("from_seq_no", "retries", "exception");
    private readonly FieldGuess _error = new("type", "reason");

    public void Read(ref Utf8JsonReader reader, ref FollowerShard shard, int follower)
    {
        shard.Reset();
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
            if ((seen & (1L << field)) != 0) throw new UnreadableException($"the field {_fields.NameOf(field)} twice", $"follow_stats.indices[{follower}].shards[]");
            seen |= 1L << field;
            switch (field)
            {
                case 0: shard.ShardId = Tokens.Int32(ref reader, Where + ".shard_id"); break;
                case 1: shard.FailedWriteRequests = Tokens.Number(ref reader, Where + ".failed_write_requests"); break;
                case 2: shard.MillisSinceLastRead = Tokens.Number(ref reader, Where + ".time_since_last_read_millis"); break;
                case 3: ReadReadErrors(ref reader, ref shard); break;
                case 4: ReadFatal(ref reader, ref shard); break;
                case 5: shard.Numbers().Remote = Tokens.Text(ref reader, interner, Where + ".remote_cluster"); break;
                case 6: shard.Numbers().LeaderIndex = Tokens.Text(ref reader, interner, Where + ".leader_index"); break;
                default: shard.Numbers().Values[field - FirstNumber] = Tokens.Number(ref reader, Where); break;
            }
        }
        if (shard.ShardId < 0) throw new UnreadableException("a missing field", $"follow_stats.indices[{follower}].shards[].shard_id");
    }

    /// <summary><c>[{"from_seq_no":10,"retries":3,"exception":{"type":..,"reason":..,"caused_by":..}}]</c></summary>
    private void ReadReadErrors(ref Utf8JsonReader reader, ref FollowerShard shard)
    {
        if (!Tokens.EnterArray(ref reader, Where + ".read_exceptions")) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new UnreadableException("no object", Where + ".read_exceptions[]");
            if (shard.ReadErrorCount++ > 0)
                reader.Skip();
            else
                ReadReadError(ref reader, shard.Trouble());
        }
    }

    private void ReadReadError(ref Utf8JsonReader reader, ShardTrouble trouble)
    {
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _readError.Find(ref reader, field);
            if (known >= 0) field = known;
            switch (known)
            {
                case 0: trouble.ReadErrorFrom = Tokens.Number(ref reader, Where + ".read_exceptions[].from_seq_no"); break;
                case 1: trouble.ReadErrorRetries = Tokens.Number(ref reader, Where + ".read_exceptions[].retries"); break;
                case 2: (trouble.ReadErrorType, trouble.ReadErrorReason) = ReadError(ref reader, Where + ".read_exceptions[].exception"); break;
                default: Tokens.Skip(ref reader); break;
            }
        }
    }

    private void ReadFatal(ref Utf8JsonReader reader, ref FollowerShard shard)
    {
        var (type, reason) = ReadError(ref reader, Where + ".fatal_exception");
        if (type is not null) (shard.Trouble().FatalType, shard.Trouble().FatalReason) = (type, reason);
    }

    private (string? Type, string? Reason) ReadError(ref Utf8JsonReader reader, string where)
    {
        if (!Tokens.EnterObject(ref reader, where)) return (null, null);
        // There is an error, whatever can be read of it.
        var (type, reason) = ("", (string?)null);
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _error.Find(ref reader, field);
            if (known >= 0) field = known;
            if (known == 0) type = Tokens.Text(ref reader, interner, where) ?? "";
            else if (known == 1) reason = Tokens.Text(ref reader, interner, where);
            else Tokens.Skip(ref reader);
        }
        return (type, reason);
    }
}
