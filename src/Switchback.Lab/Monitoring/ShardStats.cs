using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Monitoring;

/// <summary>One shard in <c>_stats?level=shards</c>: with any metric come routing, commit, sequence numbers and leases (contract 0.26).</summary>
public static class ShardStats
{
    // The commit an empty shard is made with names less than those that follow.
    private const int FirstGeneration = 2;

    public static void Write(Utf8JsonWriter writer, Cluster cluster, Shard shard, IReadOnlyList<string> sections)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("routing");
        writer.WriteString("state", "STARTED");
        writer.WriteBoolean("primary", true);
        writer.WriteString("node", cluster.Node.Id);
        writer.WriteNull("relocating_node");
        writer.WriteEndObject();
        StatsSum.Of(cluster.Profile, shard).Write(writer, sections);
        WriteCommit(writer, shard);
        writer.WriteStartObject("seq_no");
        writer.WriteNumber("max_seq_no", shard.Store.MaxSeqNo);
        writer.WriteNumber("local_checkpoint", shard.Store.LocalCheckpoint);
        writer.WriteNumber("global_checkpoint", shard.Store.GlobalCheckpoint);
        writer.WriteEndObject();
        WriteLeases(writer, shard);
        writer.WriteStartObject("shard_path");
        writer.WriteString("state_path", "/data/nodes/0");
        writer.WriteString("data_path", "/data/nodes/0");
        writer.WriteBoolean("is_custom_data_path", false);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCommit(Utf8JsonWriter writer, Shard shard)
    {
        var store = shard.Store;
        writer.WriteStartObject("commit");
        writer.WriteString("id", Convert.ToBase64String(Mark(shard, store.CommitGeneration)));
        writer.WriteNumber("generation", store.CommitGeneration);
        writer.WriteStartObject("user_data");
        writer.WriteString("translog_uuid", Base64Url.EncodeToString(Mark(shard, 0)));
        writer.WriteString("history_uuid", shard.HistoryUuid);
        writer.WriteString("local_checkpoint", Text(store.CommittedCheckpoint));
        writer.WriteString("max_seq_no", Text(store.CommittedMaxSeqNo));
        writer.WriteString("max_unsafe_auto_id_timestamp", "-1");
        if (store.CommitGeneration > FirstGeneration) writer.WriteString("min_retained_seq_no", Text(shard.RetainedFrom));
        writer.WriteEndObject();
        writer.WriteNumber("num_docs", store.CommittedDocs);
        writer.WriteEndObject();
    }

    private static void WriteLeases(Utf8JsonWriter writer, Shard shard)
    {
        writer.WriteStartObject("retention_leases");
        writer.WriteNumber("primary_term", shard.Leases.PrimaryTerm);
        writer.WriteNumber("version", shard.Leases.Version);
        writer.WriteStartArray("leases");
        foreach (var lease in shard.Leases.All)
        {
            writer.WriteStartObject();
            writer.WriteString("id", lease.Id);
            writer.WriteNumber("retaining_seq_no", lease.RetainingSeqNo);
            writer.WriteNumber("timestamp", lease.Timestamp);
            writer.WriteString("source", lease.Source);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Ids that stay the same for the same commit of the same shard.
    private static byte[] Mark(Shard shard, int generation)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{shard.HistoryUuid}/{shard.Id}/{generation}")), hash);
        return hash[..16].ToArray();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
