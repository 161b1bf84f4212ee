using System.Diagnostics;
using System.Text.Json;
using Switchback.Bench.Parse;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Bench.Watch;

/// <summary>
/// From the bytes of a poll to the snapshot that pages see, with 10,000 followers of which a tenth has moved: parsing, and what
/// joining, judging and publishing add to it. Both clusters are polled in each round, so each figure is that of two polls.
/// </summary>
internal static class WatchCommand
{
    private const int Followers = 10_000;
    private const int Rounds = 99;
    private const int WarmRounds = 200;

    public static int Run()
    {
        var bench = new Bench();
        for (var i = 0; i < WarmRounds; i++) bench.Round(i);
        var costs = Enumerable.Range(0, Rounds).Select(bench.Round).ToList();

        double Of(Func<Cost, double> part) => costs.Select(part).Order().ElementAt(Rounds / 2);
        var bare = Of(cost => cost.Bare);
        var parse = Of(cost => cost.Parse);
        var join = Of(cost => cost.Join);
        var garbage = Of(cost => cost.Garbage);
        var figures = new Figures($"watch: {Followers} one-shard followers, a tenth moves between polls, both clusters polled, medians of {Rounds} rounds", TimeProvider.System);
        figures.Note("bare Utf8JsonReader pass over the same bytes", bare, "ms");
        figures.Note("parse into facts", parse, "ms");
        figures.AtMost("parse into facts, against the bare pass", Of(cost => cost.Parse / cost.Bare), 2, "x");
        figures.AtMost("facts to verdicts to snapshot, a poll", join / 2, 2.5, "ms");
        figures.AtMost("steady-state garbage, a poll", garbage / 2 / 1e6, 1, "MB");
        figures.Note("snapshot holds", $"{bench.Items} items, {bench.Reused} of them unchanged");
        return figures.ExitCode;
    }

    /// <summary>Two seconds from round to round, however quick the machine is: paces and ages are those of real polls.</summary>
    private sealed class PollClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 4, 3, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private readonly record struct Cost(double Bare, double Parse, double Join, double Garbage);

    private sealed class Bench : IFleetKnowledge
    {
        private readonly PollClock _clock = new();
        private readonly FleetMonitor _monitor = new(TimeProvider.System);
        private readonly FleetAssembler _assembler;
        private readonly byte[] _stats = StatsBodies.Make(Followers, filtered: true);
        private readonly byte[] _noStats = StatsBodies.Make(0, filtered: true);
        private readonly byte[][] _leaders;
        private readonly byte[][] _copies;
        private readonly FollowStatsReader[] _statsReaders = [new(), new()];
        private readonly PositionsReader[] _positionsReaders = [new(), new()];
        private readonly FollowStats[] _rows = [new(), new()];
        private readonly Positions[] _marks = [new(), new()];

        public Bench()
        {
            var pair = new PairOptions { Id = "logs", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(["*"]), Policy = new PairPolicy() };
            _assembler = new FleetAssembler(["clusterA", "clusterB"], new WatchPace(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)), [pair], this, _monitor, _clock);
            // Each round a tenth has moved on: twenty variants, each index moves in every tenth.
            _leaders = [.. Enumerable.Range(0, 20).Select(round => PositionBodies.Make(Followers, "leader", i => 1000 + ((round + 10 - (i % 10)) / 10 * 50)))];
            // What has just moved is still on its way to the copies; they have the rest.
            _copies = [.. Enumerable.Range(0, 20).Select(round => PositionBodies.Make(Followers, "copy", i => 1000 + ((round + 9 - (i % 10)) / 10 * 50)))];
            _assembler.TakeIndices("clusterA", [.. Enumerable.Range(0, Followers).Select(i => Facts(i, "leader"))]);
            _assembler.TakeIndices("clusterB", [.. Enumerable.Range(0, Followers).Select(i => Facts(i, "copy"))]);
            _assembler.TakeMetadata("clusterB", Enumerable.Range(0, Followers).ToDictionary(
                PositionBodies.Name, i => new FollowMetadata("clusterA", PositionBodies.Name(i), PositionBodies.Uuid(i, "leader"), [], true)));
        }

        public int Items => _monitor.Current.Items.Count;

        public int Reused { get; private set; }

        public Cost Round(int round)
        {
            var (leaders, copies) = (_leaders[round % 20], _copies[round % 20]);
            var began = Stopwatch.GetTimestamp();
            var tokens = Pass(_stats) + Pass(_noStats) + Pass(leaders) + Pass(copies);
            if (tokens == 0) throw new InvalidOperationException("Nothing was read.");
            var bare = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            _clock.Now += TimeSpan.FromSeconds(2);
            var before = _monitor.Current.Items;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var (parse, join) = (0.0, 0.0);
            Poll(0, "clusterA", _noStats, leaders, ref parse, ref join);
            Poll(1, "clusterB", _stats, copies, ref parse, ref join);
            var garbage = GC.GetAllocatedBytesForCurrentThread() - allocated;
            var after = _monitor.Current.Items;
            Reused = before.Zip(after).Count(pair => ReferenceEquals(pair.First, pair.Second));
            return new Cost(bare, parse, join, garbage);
        }

        private void Poll(int place, string cluster, byte[] stats, byte[] positions, ref double parse, ref double join)
        {
            var began = Stopwatch.GetTimestamp();
            var rows = _statsReaders[place].Read(stats, _rows[place]);
            var marks = _positionsReaders[place].Read(positions, _marks[place]);
            var read = Stopwatch.GetTimestamp();
            _assembler.Heard(cluster, new ClusterReading(rows, null, marks, "9.2.1", cluster, TimeSpan.FromSeconds(2), false));
            parse += Stopwatch.GetElapsedTime(began, read).TotalMilliseconds;
            join += Stopwatch.GetElapsedTime(read).TotalMilliseconds;
        }

        private static int Pass(byte[] body)
        {
            var reader = new Utf8JsonReader(body);
            var tokens = 0;
            while (reader.Read()) tokens++;
            return tokens;
        }

        private static IndexFacts Facts(int i, string suffix) =>
            new(PositionBodies.Name(i), PositionBodies.Uuid(i, suffix), IndexState.Open, HealthStatus.Green, 1, 0, 10, 0, 1000, 1000);

        ActiveRecord? IFleetKnowledge.ActiveOf(string pair) => null;

        IReadOnlyList<ReadinessReport> IFleetKnowledge.ReadinessOf(string pair) => [];

        IReadOnlyList<AutoFollowPattern> IFleetKnowledge.PatternsOf(string cluster) => [];

        TimeSpan IFleetKnowledge.LeasePeriod(string? cluster, string index) => TimeSpan.FromHours(12);
    }
}
