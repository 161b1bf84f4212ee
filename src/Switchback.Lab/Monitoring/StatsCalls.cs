using System.Globalization;
using System.Text.Json;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Monitoring;

/// <summary><c>_stats</c>: what indices and shards have done and hold. Written straight to the wire: there may be ten thousand.</summary>
public static class StatsCalls
{
    private static readonly string[] Known =
    [
        .. IndicesOptions.Parameters, "level", "fields", "completion_fields", "fielddata_fields", "groups", "types", "include_segment_file_sizes",
        "include_unloaded_segments", "forbid_closed_indices",
    ];

    public static IEnumerable<Route> Routes =>
        new[] { "/_stats", "/_stats/{metric}", "/{index}/_stats", "/{index}/_stats/{metric}" }
            .Select(template => new Route("GET", template, "indices:monitor/stats", Stats) { Parameters = Known });

    private static Task<LabResponse> Stats(RestCall call)
    {
        var level = call.Query("level", "indices");
        if (level is not ("cluster" or "indices" or "shards"))
            throw Errors.IllegalArgument($"level parameter must be one of [cluster] or [indices] or [shards] but was [{level}]");
        var sections = StatsMetrics.Read(call);
        var options = IndicesOptions.From(call, IndicesOptions.StrictExpandOpenAndForbidClosed) with { ForbidClosed = call.Flag("forbid_closed_indices", true) };
        var indices = call.Cluster.Indices.Resolve(call.Value("index"), options);
        IndexBlocks.Check(BlockLevel.MetadataRead, indices);
        return Task.FromResult(LabResponse.Stream(writer => Write(writer, call.Cluster, indices, sections, level)));
    }

    private static void Write(Utf8JsonWriter writer, Cluster cluster, IReadOnlyList<IndexState> indices, IReadOnlyList<string> sections, string level)
    {
        var all = new StatsSum(cluster.Profile);
        var sums = new List<(IndexState Index, StatsSum Sum)>();
        foreach (var index in indices)
        {
            var sum = new StatsSum(cluster.Profile);
            foreach (var shard in index.Shards.Where(shard => shard.IsStarted)) sum.Add(shard);
            if (sum.IsEmpty) continue;
            all.Add(sum);
            sums.Add((index, sum));
        }
        writer.WriteStartObject();
        WriteShards(writer, indices);
        writer.WriteStartObject("_all");
        WriteBoth(writer, all, sections);
        writer.WriteEndObject();
        if (level != "cluster") WriteIndices(writer, cluster, sums, sections, level == "shards");
        writer.WriteEndObject();
    }

    private static void WriteShards(Utf8JsonWriter writer, IReadOnlyList<IndexState> indices)
    {
        writer.WriteStartObject("_shards");
        writer.WriteNumber("total", indices.Sum(index => index.Shards.Count * index.CopiesPerShard));
        writer.WriteNumber("successful", indices.Sum(index => index.Shards.Count(shard => shard.IsStarted)));
        writer.WriteNumber("failed", 0);
        writer.WriteEndObject();
    }

    private static void WriteBoth(Utf8JsonWriter writer, StatsSum sum, IReadOnlyList<string> sections)
    {
        // On one node every active copy is a primary.
        foreach (var part in new[] { "primaries", "total" })
        {
            writer.WriteStartObject(part);
            sum.Write(writer, sections);
            writer.WriteEndObject();
        }
    }

    private static void WriteIndices(Utf8JsonWriter writer, Cluster cluster, List<(IndexState Index, StatsSum Sum)> sums, IReadOnlyList<string> sections, bool withShards)
    {
        writer.WriteStartObject("indices");
        foreach (var (index, sum) in sums)
        {
            writer.WriteStartObject(index.Name);
            writer.WriteString("uuid", index.Uuid);
            if (cluster.Profile.ShowsHealthInStats)
            {
                writer.WriteString("health", HealthCalls.Word(HealthNumbers.Of(index).Status));
                writer.WriteString("status", index.IsOpen ? "open" : "close");
            }
            WriteBoth(writer, sum, sections);
            if (withShards)
            {
                writer.WriteStartObject("shards");
                foreach (var shard in index.Shards.Where(shard => shard.IsStarted))
                {
                    writer.WriteStartArray(shard.Id.ToString(CultureInfo.InvariantCulture));
                    ShardStats.Write(writer, cluster, shard, sections);
                    writer.WriteEndArray();
                }
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
