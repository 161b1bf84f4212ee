using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Switchback.Bench.Watch;

/// <summary>The filtered <c>_stats</c> of N one-shard indices, as a poller asks for it.</summary>
internal static class PositionBodies
{
    /// <param name="indices">How many.</param>
    /// <param name="suffix">What their uuids end in: leaders and followers are different indices of one name.</param>
    /// <param name="at">Where each stands.</param>
    public static byte[] Make(int indices, string suffix, Func<int, long> at)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("_shards");
        writer.WriteNumber("total", indices);
        writer.WriteNumber("failed", 0);
        writer.WriteEndObject();
        writer.WriteStartObject("indices");
        for (var i = 0; i < indices; i++)
        {
            writer.WriteStartObject(Name(i));
            writer.WriteString("uuid", Uuid(i, suffix));
            writer.WriteStartObject("shards");
            writer.WriteStartArray("0");
            writer.WriteStartObject();
            writer.WriteStartObject("routing");
            writer.WriteString("state", "STARTED");
            writer.WriteBoolean("primary", true);
            writer.WriteEndObject();
            writer.WriteStartObject("seq_no");
            foreach (var field in (string[])["max_seq_no", "local_checkpoint", "global_checkpoint"]) writer.WriteNumber(field, at(i));
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"logs-app-{i:00000}");

    public static string Uuid(int i, string suffix) => string.Create(CultureInfo.InvariantCulture, $"uuid-of-{i:000000}-{suffix}");
}
