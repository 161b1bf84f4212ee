using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Monitoring;

/// <summary>The numbers of one or many started shards, and how they are printed.</summary>
public sealed class StatsSum(Profile profile)
{
    // What an empty shard takes on disk, and what the header of its translog does.
    private const long EmptyStore = 208;
    private const long EmptyTranslog = 55;

    private long _shards, _docs, _dead, _bytes, _segments, _uncommitted, _uncommittedBytes;
    private readonly ShardCounters _counters = new();

    public bool IsEmpty => _shards == 0;

    public static StatsSum Of(Profile profile, Shard shard)
    {
        var sum = new StatsSum(profile);
        sum.Add(shard);
        return sum;
    }

    public void Add(Shard shard)
    {
        var store = shard.Store;
        _shards++;
        _docs += store.VisibleCount;
        _dead += store.VisibleDeleted;
        _bytes += EmptyStore + store.StoredBytes;
        _segments += store.VisibleCount + store.VisibleDeleted > 0 ? 1 : 0;
        _uncommitted += store.MaxSeqNo - store.CommittedMaxSeqNo;
        _uncommittedBytes += EmptyTranslog + store.StoredBytes - store.CommittedBytes;
        _counters.Add(shard.Counters);
    }

    public void Add(StatsSum other)
    {
        _shards += other._shards;
        _docs += other._docs;
        _dead += other._dead;
        _bytes += other._bytes;
        _segments += other._segments;
        _uncommitted += other._uncommitted;
        _uncommittedBytes += other._uncommittedBytes;
        _counters.Add(other._counters);
    }

    public void Write(Utf8JsonWriter writer, IReadOnlyList<string> sections)
    {
        if (IsEmpty) return;
        foreach (var section in sections)
        {
            writer.WriteStartObject(section);
            foreach (var (name, value) in Numbers(section)) writer.WriteNumber(name, value);
            if (section == "indexing")
            {
                writer.WriteBoolean("is_throttled", false);
                writer.WriteNumber("throttle_time_in_millis", 0);
            }
            if (section == "segments")
            {
                writer.WriteStartObject("file_sizes");
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
    }

    public JsonObject ToJson(IReadOnlyList<string> sections)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Write(writer, sections);
            writer.WriteEndObject();
        }
        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }

    private (string Name, long Value)[] Numbers(string section) => section switch
    {
        "docs" => profile.CountsDocumentBytes
            ? [("count", _docs), ("deleted", _dead), ("total_size_in_bytes", _bytes - (_shards * EmptyStore))]
            : [("count", _docs), ("deleted", _dead)],
        "shard_stats" => [("total_count", _shards)],
        "store" => profile.CountsReservedBytes
            ? [("size_in_bytes", _bytes), ("total_data_set_size_in_bytes", _bytes), ("reserved_in_bytes", 0)]
            : [("size_in_bytes", _bytes)],
        "indexing" =>
        [
            ("index_total", _counters.Indexed), ("index_time_in_millis", _counters.IndexMillis), ("index_current", 0), ("index_failed", _counters.IndexFailed),
            ("delete_total", _counters.Deleted), ("delete_time_in_millis", 0), ("delete_current", 0), ("noop_update_total", _counters.NoopUpdates),
        ],
        "get" =>
        [
            ("total", _counters.GetExisting + _counters.GetMissing), ("time_in_millis", 0), ("exists_total", _counters.GetExisting), ("exists_time_in_millis", 0),
            ("missing_total", _counters.GetMissing), ("missing_time_in_millis", 0), ("current", 0),
        ],
        "search" =>
        [
            ("open_contexts", 0), ("query_total", _counters.Queries), ("query_time_in_millis", 0), ("query_current", 0), ("fetch_total", _counters.Fetches),
            ("fetch_time_in_millis", 0), ("fetch_current", 0), ("scroll_total", _counters.Scrolls), ("scroll_time_in_millis", 0), ("scroll_current", 0),
            ("suggest_total", 0), ("suggest_time_in_millis", 0), ("suggest_current", 0),
        ],
        "merges" =>
        [
            ("current", 0), ("current_docs", 0), ("current_size_in_bytes", 0), ("total", _counters.Merges), ("total_time_in_millis", 0),
            ("total_docs", _counters.MergedDocs), ("total_size_in_bytes", _counters.MergedBytes), ("total_stopped_time_in_millis", 0),
            ("total_throttled_time_in_millis", 0), ("total_auto_throttle_in_bytes", 20_971_520 * _shards),
        ],
        "refresh" =>
        [
            ("total", _counters.Refreshes), ("total_time_in_millis", 0), ("external_total", _counters.ExternalRefreshes), ("external_total_time_in_millis", 0),
            ("listeners", 0),
        ],
        "flush" => [("total", _counters.Flushes), ("periodic", _counters.PeriodicFlushes), ("total_time_in_millis", 0)],
        "warmer" => [("current", 0), ("total", _counters.ExternalRefreshes), ("total_time_in_millis", 0)],
        "query_cache" =>
        [
            ("memory_size_in_bytes", 0), ("total_count", 0), ("hit_count", 0), ("miss_count", 0), ("cache_size", 0), ("cache_count", 0), ("evictions", 0),
        ],
        "fielddata" => [("memory_size_in_bytes", 0), ("evictions", 0)],
        "completion" => [("size_in_bytes", 0)],
        "segments" =>
        [
            ("count", _segments), ("memory_in_bytes", 0), ("terms_memory_in_bytes", 0), ("stored_fields_memory_in_bytes", 0), ("term_vectors_memory_in_bytes", 0),
            ("norms_memory_in_bytes", 0), ("points_memory_in_bytes", 0), ("doc_values_memory_in_bytes", 0), ("index_writer_memory_in_bytes", 0),
            ("version_map_memory_in_bytes", 0), ("fixed_bit_set_memory_in_bytes", 0), ("max_unsafe_auto_id_timestamp", -1),
        ],
        "translog" =>
        [
            ("operations", _uncommitted), ("size_in_bytes", _uncommittedBytes), ("uncommitted_operations", _uncommitted),
            ("uncommitted_size_in_bytes", _uncommittedBytes), ("earliest_last_modified_age", 0),
        ],
        "request_cache" => [("memory_size_in_bytes", 0), ("evictions", 0), ("hit_count", 0), ("miss_count", 0)],
        "recovery" => [("current_as_source", 0), ("current_as_target", 0), ("throttle_time_in_millis", 0)],
        "bulk" =>
        [
            ("total_operations", _counters.Bulks), ("total_time_in_millis", 0), ("total_size_in_bytes", 0), ("avg_time_in_millis", 0), ("avg_size_in_bytes", 0),
        ],
        _ => [],
    };
}
