using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Switchback.Bench.Parse;

/// <summary>
/// <c>_ccr/stats</c> of N one-shard followers, in the field order of a real server: whole, and as the poller's filter leaves it.
/// </summary>
internal static class StatsBodies
{
    private static readonly string[] Numbers =
    [
        "leader_global_checkpoint", "leader_max_seq_no", "follower_global_checkpoint", "follower_max_seq_no", "last_requested_seq_no",
        "outstanding_read_requests", "outstanding_write_requests", "write_buffer_operation_count", "write_buffer_size_in_bytes",
        "follower_mapping_version", "follower_settings_version", "follower_aliases_version", "total_read_time_millis",
        "total_read_remote_exec_time_millis", "successful_read_requests", "failed_read_requests", "operations_read", "bytes_read",
        "total_write_time_millis", "successful_write_requests", "failed_write_requests", "operations_written",
    ];

    private static readonly HashSet<string> Polled = ["failed_write_requests"];

    /// <param name="followers">How many.</param>
    /// <param name="filtered">As the poller asks for it.</param>
    /// <param name="leaderDown">Every follower carries a read exception.</param>
    public static byte[] Make(int followers, bool filtered, bool leaderDown = false)
    {
        var random = new Random(7);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("auto_follow_stats");
        if (!filtered)
        {
            writer.WriteNumber("number_of_failed_follow_indices", 0);
            writer.WriteNumber("number_of_failed_remote_cluster_state_requests", 0);
        }
        writer.WriteNumber("number_of_successful_follow_indices", followers);
        if (!filtered)
        {
            writer.WriteStartArray("recent_auto_follow_errors");
            writer.WriteEndArray();
            writer.WriteStartArray("auto_followed_clusters");
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.WriteStartObject("follow_stats");
        writer.WriteStartArray("indices");
        for (var i = 0; i < followers; i++)
            WriteFollower(writer, string.Create(CultureInfo.InvariantCulture, $"logs-app-{i:00000}"), filtered, leaderDown, random);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteFollower(Utf8JsonWriter writer, string name, bool filtered, bool leaderDown, Random random)
    {
        writer.WriteStartObject();
        writer.WriteString("index", name);
        writer.WriteStartArray("shards");
        writer.WriteStartObject();
        if (!filtered)
        {
            writer.WriteString("remote_cluster", "clusterA");
            writer.WriteString("leader_index", name);
            writer.WriteString("follower_index", name);
        }
        writer.WriteNumber("shard_id", 0);
        foreach (var number in Numbers.Where(number => !filtered || Polled.Contains(number)))
            writer.WriteNumber(number, number.StartsWith("failed", StringComparison.Ordinal) ? 0 : random.Next(1_000_000));
        if (!filtered || leaderDown) WriteReadErrors(writer, leaderDown);
        writer.WriteNumber("time_since_last_read_millis", random.Next(60_000));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteReadErrors(Utf8JsonWriter writer, bool leaderDown)
    {
        writer.WriteStartArray("read_exceptions");
        if (leaderDown)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from_seq_no", 10);
            writer.WriteNumber("retries", 17);
            writer.WriteStartObject("exception");
            writer.WriteString("type", "connect_transport_exception");
            writer.WriteString("reason", "[][127.0.0.1:9300] connect_exception");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
