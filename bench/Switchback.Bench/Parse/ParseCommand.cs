using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Bench.Parse;

/// <summary>
/// What a poll of 10,000 followers costs to read, beside its peers in the same run: a bare pass of the reader over the same
/// bytes, and the serializer building objects out of the whole, unfiltered answer.
/// </summary>
internal static class ParseCommand
{
    private const int Followers = 10_000;
    private const int Runs = 41;
    private const int WarmRounds = 60;

    public static int Run()
    {
        var whole = StatsBodies.Make(Followers, filtered: false);
        var filtered = StatsBodies.Make(Followers, filtered: true);
        var erring = StatsBodies.Make(Followers, filtered: true, leaderDown: true);
        var reader = new FollowStatsReader();
        FollowStats[] rows = [new(), new()];
        var turn = 0;

        Row[] table =
        [
            new("bare Utf8JsonReader pass, filtered", () => Pass(filtered)),
            new("into facts, filtered", () => reader.Read(filtered, rows[turn++ % 2]).ShardCount, Peer: 0, "x bare"),
            new("bare pass, filtered, every follower failing", () => Pass(erring)),
            new("into facts, filtered, every follower failing", () => reader.Read(erring, rows[turn++ % 2]).ShardCount, Peer: 2, "x bare"),
            new("JsonSerializer to JsonElement, unfiltered", () => JsonSerializer.Deserialize<JsonElement>(whole).GetProperty("follow_stats").GetProperty("indices").GetArrayLength(), Peer: 1, "x facts"),
            new("JsonSerializer to typed objects, unfiltered", () => JsonSerializer.Deserialize<Answer>(whole, Answer.Options)!.FollowStats.Indices.Count, Peer: 1, "x facts"),
        ];
        var costs = Measure(table);

        Console.WriteLine($"parse: _ccr/stats of {Followers} one-shard followers, medians of {Runs} rounds");
        Console.WriteLine($"  bytes: unfiltered {whole.Length}, filtered {filtered.Length} = 1/{(double)whole.Length / filtered.Length:0.0}; gzip: {Zipped(whole)}, {Zipped(filtered)}");
        for (var i = 0; i < table.Length; i++)
        {
            // Each round's own ratio: the machine's mood in that round is in both.
            var ratio = table[i].Peer is { } peer ? $"   {Median(costs[i].Millis.Zip(costs[peer].Millis, (mine, theirs) => mine / theirs)):0.00} {table[i].Unit}" : "";
            Console.WriteLine($"  {table[i].What,-46} {Median(costs[i].Millis),8:0.00} ms {Median(costs[i].Allocated.Select(bytes => (double)bytes)),12:N0} B allocated{ratio}");
        }
        return 0;
    }

    private static int Pass(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }

    private static (double[] Millis, long[] Allocated)[] Measure(Row[] table)
    {
        var costs = table.Select(_ => (Millis: new double[Runs], Allocated: new long[Runs])).ToArray();
        // Long enough for the runtime to settle on its final code.
        for (var warm = 0; warm < WarmRounds; warm++)
        {
            foreach (var row in table)
                row.Work();
        }
        for (var round = 0; round < Runs; round++)
        {
            for (var i = 0; i < table.Length; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var began = Stopwatch.GetTimestamp();
                if (table[i].Work() == 0) throw new InvalidOperationException("Nothing was read.");
                costs[i].Millis[round] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                costs[i].Allocated[round] = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        return costs;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static long Zipped(byte[] body)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(body);
        return packed.Length;
    }

    /// <param name="Peer">The row it is measured against.</param>
    private sealed record Row(string What, Func<int> Work, int? Peer = null, string Unit = "");

    private sealed record Answer(FollowStatsPart FollowStats)
    {
        public static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    }

    private sealed record FollowStatsPart(List<IndexPart> Indices);

    private sealed record IndexPart(string Index, List<ShardPart> Shards);

    private sealed record ShardPart(
        string RemoteCluster, string LeaderIndex, string FollowerIndex, int ShardId, long LeaderGlobalCheckpoint, long LeaderMaxSeqNo,
        long FollowerGlobalCheckpoint, long FollowerMaxSeqNo, long LastRequestedSeqNo, long OutstandingReadRequests, long OutstandingWriteRequests,
        long FailedReadRequests, long FailedWriteRequests, long OperationsWritten, long TimeSinceLastReadMillis, List<JsonElement> ReadExceptions);
}
