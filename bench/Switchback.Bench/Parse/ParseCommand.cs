using System.Diagnostics;
using System.Globalization;
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
    private const string Bare = "against the bare pass";
    private const string Facts = "against the time into facts";

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
            new("into facts, filtered", () => reader.Read(filtered, rows[turn++ % 2]).ShardCount, Peer: 0, Bare, Most: 2),
            new("bare pass, filtered, every follower failing", () => Pass(erring)),
            new("into facts, filtered, every follower failing", () => reader.Read(erring, rows[turn++ % 2]).ShardCount, Peer: 2, Bare, Most: 2),
            new("JsonSerializer to JsonElement, unfiltered", () => JsonSerializer.Deserialize<JsonElement>(whole).GetProperty("follow_stats").GetProperty("indices").GetArrayLength(), Peer: 1, Facts),
            new("JsonSerializer to typed objects, unfiltered", () => JsonSerializer.Deserialize<Answer>(whole, Answer.Options)!.FollowStats.Indices.Count, Peer: 1, Facts),
        ];
        var costs = Measure(table);

        var figures = new Figures($"parse: _ccr/stats of {Followers} one-shard followers, medians of {Runs} rounds", TimeProvider.System);
        figures.Note("bytes, unfiltered and filtered", string.Create(CultureInfo.InvariantCulture, $"{whole.Length:N0}, {filtered.Length:N0}"));
        figures.Note("the same by gzip", string.Create(CultureInfo.InvariantCulture, $"{Zipped(whole):N0}, {Zipped(filtered):N0}"));
        figures.AtMost("bytes, filtered against unfiltered", (double)filtered.Length / whole.Length, 0.2, "x");
        for (var i = 0; i < table.Length; i++) Say(figures, table, costs, i);
        return figures.ExitCode;
    }

    private static void Say(Figures figures, Row[] table, (double[] Millis, long[] Allocated)[] costs, int i)
    {
        var (what, _, peer, of, most) = table[i];
        var allocated = Median(costs[i].Allocated.Select(bytes => (double)bytes));
        figures.Note(what, string.Create(CultureInfo.InvariantCulture, $"{Median(costs[i].Millis):0.00} ms, {allocated:N0} B allocated"));
        if (peer is null) return;
        // Each round's own ratio: the machine's mood in that round is in both.
        var ratio = Median(costs[i].Millis.Zip(costs[peer.Value].Millis, (mine, theirs) => mine / theirs));
        if (most is null)
        {
            figures.Note($"  {of}", ratio, "x");
            return;
        }
        figures.AtMost($"  {of}", ratio, most.Value, "x");
        figures.AtMost("  allocated", allocated / 1e6, 1, "MB");
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

    /// <param name="Peer">The row it is measured against, which <paramref name="Against"/> names.</param>
    /// <param name="Most">How many times its peer it may take.</param>
    private sealed record Row(string What, Func<int> Work, int? Peer = null, string Against = "", double? Most = null);

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
