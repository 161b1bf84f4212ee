using System.Text.Json;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads one shard's object of <c>_ccr/stats</c>.</summary>
internal sealed class FollowerShardReader(Utf8Interner interner)
{
    private const string Where = "follow_stats.indices[].shards[]";

    private readonly FieldGuess _fields = new(
        "remote_cluster", "leader_index", "shard_id", "leader_global_checkpoint", "leader_max_seq_no",
        "follower_global_checkpoint", "follower_max_seq_no", "last_requested_seq_no", "outstanding_read_requests", "outstanding_write_requests",
        "write_buffer_operation_count", "write_buffer_size_in_bytes", "successful_read_requests", "failed_read_requests", "operations_read",
        "bytes_read", "successful_write_requests", "failed_write_requests", "operations_written", "time_since_last_read_millis",
        "read_exceptions", "fatal_exception");

    private readonly FieldGuess _readError = new("from_seq_no", "retries", "exception");
    private readonly FieldGuess _error = new("type", "reason");

    public void Read(ref Utf8JsonReader reader, ref FollowerShard shard, int follower)
    {
        Reset(ref shard);
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
            ReadField(ref reader, ref shard, field);
        }
        if (shard.ShardId < 0) throw new UnreadableException("a missing field", $"follow_stats.indices[{follower}].shards[].shard_id");
    }

    private void ReadField(ref Utf8JsonReader reader, ref FollowerShard shard, int field)
    {
        switch (field)
        {
            case 0: shard.Remote = Tokens.Text(ref reader, interner, Where); break;
            case 1: shard.LeaderIndex = Tokens.Text(ref reader, interner, Where); break;
            case 2: shard.ShardId = Tokens.Int32(ref reader, Where + ".shard_id"); break;
            case 20: ReadReadErrors(ref reader, ref shard); break;
            case 21: ReadFatal(ref reader, ref shard); break;
            default: ReadNumber(ref reader, ref shard, field); break;
        }
    }

    private void ReadNumber(ref Utf8JsonReader reader, ref FollowerShard shard, int field)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number))
            throw new UnreadableException(reader.TokenType == JsonTokenType.Number ? "a number that is no 64 bit integer" : "no number", $"{Where}.{_fields.NameOf(field)}");
        switch (field)
        {
            case 3: shard.LeaderGlobalCheckpoint = number; break;
            case 4: shard.LeaderMaxSeqNo = number; break;
            case 5: shard.FollowerGlobalCheckpoint = number; break;
            case 6: shard.FollowerMaxSeqNo = number; break;
            case 7: shard.LastRequestedSeqNo = number; break;
            case 8: shard.OutstandingReadRequests = number; break;
            case 9: shard.OutstandingWriteRequests = number; break;
            case 10: shard.WriteBufferOperationCount = number; break;
            case 11: shard.WriteBufferBytes = number; break;
            case 12: shard.SuccessfulReadRequests = number; break;
            case 13: shard.FailedReadRequests = number; break;
            case 14: shard.OperationsRead = number; break;
            case 15: shard.BytesRead = number; break;
            case 16: shard.SuccessfulWriteRequests = number; break;
            case 17: shard.FailedWriteRequests = number; break;
            case 18: shard.OperationsWritten = number; break;
            case 19: shard.MillisSinceLastRead = number; break;
        }
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
                ReadReadError(ref reader, ref shard);
        }
    }

    private void ReadReadError(ref Utf8JsonReader reader, ref FollowerShard shard)
    {
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _readError.Find(ref reader, field);
            if (known >= 0) field = known;
            switch (known)
            {
                case 0: shard.ReadErrorFrom = Tokens.Number(ref reader, Where + ".read_exceptions[].from_seq_no"); break;
                case 1: shard.ReadErrorRetries = Tokens.Number(ref reader, Where + ".read_exceptions[].retries"); break;
                case 2: (shard.ReadErrorType, shard.ReadErrorReason) = ReadError(ref reader, Where + ".read_exceptions[].exception"); break;
                default: Tokens.Skip(ref reader); break;
            }
        }
    }

    private void ReadFatal(ref Utf8JsonReader reader, ref FollowerShard shard) =>
        (shard.FatalType, shard.FatalReason) = ReadError(ref reader, Where + ".fatal_exception");

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

    private static void Reset(ref FollowerShard shard)
    {
        shard = default;
        shard.ShardId = -1;
        shard.LeaderGlobalCheckpoint = shard.LeaderMaxSeqNo = shard.FollowerGlobalCheckpoint = shard.FollowerMaxSeqNo = FollowStats.Absent;
        shard.LastRequestedSeqNo = shard.OutstandingReadRequests = shard.OutstandingWriteRequests = FollowStats.Absent;
        shard.WriteBufferOperationCount = shard.WriteBufferBytes = FollowStats.Absent;
        shard.SuccessfulReadRequests = shard.FailedReadRequests = shard.OperationsRead = shard.BytesRead = FollowStats.Absent;
        shard.SuccessfulWriteRequests = shard.FailedWriteRequests = shard.OperationsWritten = shard.MillisSinceLastRead = FollowStats.Absent;
    }
}
