using System.Text.Json;
using Switchback.Lab.Http;
using Switchback.Lab.Units;

namespace Switchback.Lab.Replication;

/// <summary>One shard's numbers, in Elasticsearch's order.</summary>
public static class ShardStatusJson
{
    public static void Write(Utf8JsonWriter writer, FollowTask task, ShardFollowerStatus status, TimeSpan now, bool human)
    {
        writer.WriteStartObject();
        writer.WriteString("remote_cluster"u8, task.RemoteCluster);
        writer.WriteString("leader_index"u8, task.LeaderIndex);
        writer.WriteString("follower_index"u8, task.FollowerIndex);
        writer.WriteNumber("shard_id"u8, task.Shard);
        writer.WriteNumber("leader_global_checkpoint"u8, status.LeaderGlobalCheckpoint);
        writer.WriteNumber("leader_max_seq_no"u8, status.LeaderMaxSeqNo);
        writer.WriteNumber("follower_global_checkpoint"u8, status.FollowerGlobalCheckpoint);
        writer.WriteNumber("follower_max_seq_no"u8, status.FollowerMaxSeqNo);
        writer.WriteNumber("last_requested_seq_no"u8, status.LastRequestedSeqNo);
        writer.WriteNumber("outstanding_read_requests"u8, status.OutstandingReads);
        writer.WriteNumber("outstanding_write_requests"u8, status.OutstandingWrites);
        writer.WriteNumber("write_buffer_operation_count"u8, status.BufferedOperations);
        if (human) writer.WriteString("write_buffer_size"u8, Human.Bytes(status.BufferedBytes));
        writer.WriteNumber("write_buffer_size_in_bytes"u8, status.BufferedBytes);
        writer.WriteNumber("follower_mapping_version"u8, status.MappingVersion);
        writer.WriteNumber("follower_settings_version"u8, status.SettingsVersion);
        writer.WriteNumber("follower_aliases_version"u8, status.AliasesVersion);
        if (human) writer.WriteString("total_read_time"u8, Human.Millis(status.ReadMillis));
        writer.WriteNumber("total_read_time_millis"u8, status.ReadMillis);
        if (human) writer.WriteString("total_read_remote_exec_time"u8, Human.Millis(status.ReadRemoteMillis));
        writer.WriteNumber("total_read_remote_exec_time_millis"u8, status.ReadRemoteMillis);
        writer.WriteNumber("successful_read_requests"u8, status.SuccessfulReads);
        writer.WriteNumber("failed_read_requests"u8, status.FailedReads);
        writer.WriteNumber("operations_read"u8, status.OperationsRead);
        if (human) writer.WriteString("total_read"u8, Human.Bytes(status.BytesRead));
        writer.WriteNumber("bytes_read"u8, status.BytesRead);
        if (human) writer.WriteString("total_write_time"u8, Human.Millis(status.WriteMillis));
        writer.WriteNumber("total_write_time_millis"u8, status.WriteMillis);
        writer.WriteNumber("successful_write_requests"u8, status.SuccessfulWrites);
        writer.WriteNumber("failed_write_requests"u8, status.FailedWrites);
        writer.WriteNumber("operations_written"u8, status.OperationsWritten);
        WriteFailures(writer, status);
        var since = status.LastRead is { } read ? (long)(now - read).TotalMilliseconds : -1;
        if (human) writer.WriteString("time_since_last_read"u8, Human.Millis(since));
        writer.WriteNumber("time_since_last_read_millis"u8, since);
        if (status.Fatal is { } fatal)
        {
            writer.WritePropertyName("fatal_exception"u8);
            ErrorBody.Shape(fatal).WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    private static void WriteFailures(Utf8JsonWriter writer, ShardFollowerStatus status)
    {
        writer.WriteStartArray("read_exceptions"u8);
        foreach (var (from, failure) in status.ReadFailures)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from_seq_no"u8, from);
            writer.WriteNumber("retries"u8, failure.Retries);
            writer.WritePropertyName("exception"u8);
            ErrorBody.Shape(failure.Exception).WriteTo(writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
