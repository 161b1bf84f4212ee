using System.Globalization;
using System.Text;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Tests.Support;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Tests.Watching;

/// <summary>
/// A pair of one leader on clusterA and one follower on clusterB, told to the assembler reading by reading, as pollers would,
/// by a clock that the test moves.
/// </summary>
internal sealed class ScriptedFleet : IFleetKnowledge
{
    public const string LeaderUuid = "leader-uuid";
    public const string FollowerUuid = "follower-uuid";

    private readonly FollowStatsReader _statsReader = new();
    private readonly PositionsReader _positionsReader = new();

    public ScriptedFleet(string scope = "*")
    {
        var pair = new PairOptions { Id = "orders", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse([scope]), Policy = new PairPolicy() };
        Monitor = new FleetMonitor(Time);
        Assembler = new FleetAssembler(["clusterA", "clusterB"], new WatchPace(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)), [pair], this, Monitor, Time);
    }

    public SetTime Time { get; } = new(new DateTimeOffset(2026, 3, 4, 3, 14, 7, TimeSpan.Zero));

    public FleetMonitor Monitor { get; }

    public FleetAssembler Assembler { get; }

    public ActiveRecord? Recorded { get; set; }

    public List<AutoFollowPattern> Patterns { get; } = [];

    public FleetSnapshot Now => Monitor.Current;

    public Item Follower => Assert.Single(Monitor.Current.Items, item => item.Name == "bar");

    /// <summary>Both clusters as the slow looks find them: a leader, and a follower made from it.</summary>
    public void Introduce(bool isOpen = true, bool leaderThere = true)
    {
        Assembler.TakeIndices("clusterA", leaderThere ? [Facts("foo", LeaderUuid)] : []);
        Assembler.TakeIndices("clusterB", [Facts("bar", FollowerUuid, isOpen ? IndexState.Open : IndexState.Closed)]);
        Assembler.TakeMetadata("clusterA", new Dictionary<string, FollowMetadata>());
        Assembler.TakeMetadata("clusterB", new Dictionary<string, FollowMetadata> { ["bar"] = new("clusterA", "foo", LeaderUuid, [], isOpen) });
    }

    public static IndexFacts Facts(string name, string uuid, IndexState state = IndexState.Open, long? created = null) =>
        new(name, uuid, state, HealthStatus.Green, 1, 0, 10, 0, 1000, 1000, created);

    /// <summary>clusterA answers: its leader stands here; without a position it has nothing open.</summary>
    public void LeaderAt(params long[] newest) => Hear("clusterA", Stats(), At("foo", LeaderUuid, newest, newest));

    public void LeaderDown(bool isSilent = false) =>
        Assembler.NotHeard("clusterA", isSilent ? "No complete answer within 1.6 s." : "The cluster cannot be reached.", isSilent, TimeSpan.FromSeconds(2), false);

    public void FollowerDown() => Assembler.NotHeard("clusterB", "The cluster cannot be reached.", false, TimeSpan.FromSeconds(2), false);

    /// <summary>clusterB answers: its follower stands here, and its tasks say this (nothing: it has none).</summary>
    public void FollowerAt(long[] safe, string? task) => Hear("clusterB", task is null ? Stats() : Stats(task), At("bar", FollowerUuid, safe, safe));

    public static string Task(int shard = 0, long sinceLastRead = 1000, string? readError = null, long retries = 3, string? fatal = null, string reason = "it says so", long failedWrites = 0)
    {
        var errors = readError is null ? "" : $$$"""{"from_seq_no":1,"retries":{{{retries}}},"exception":{"type":"{{{readError}}}","reason":"{{{reason}}}"}}""";
        var end = fatal is null ? "" : $$""","fatal_exception":{"type":"{{fatal}}","reason":"{{reason}}"}""";
        return string.Create(CultureInfo.InvariantCulture, $$$"""{"shard_id":{{{shard}}},"failed_write_requests":{{{failedWrites}}},"read_exceptions":[{{{errors}}}],"time_since_last_read_millis":{{{sinceLastRead}}}""") + end + "}";
    }

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    ActiveRecord? IFleetKnowledge.ActiveOf(string pair) => Recorded;

    IReadOnlyList<ReadinessReport> IFleetKnowledge.ReadinessOf(string pair) => [];

    IReadOnlyList<AutoFollowPattern> IFleetKnowledge.PatternsOf(string cluster) => cluster == "clusterB" ? Patterns : [];

    TimeSpan IFleetKnowledge.LeasePeriod(string? cluster, string index) => TimeSpan.FromHours(12);

    public void Hear(string cluster, string stats, string positions, string? tasksUnknown = null)
    {
        var told = tasksUnknown is null ? _statsReader.Read(Encoding.UTF8.GetBytes(stats), new FollowStats()) : null;
        var marks = _positionsReader.Read(Encoding.UTF8.GetBytes(positions), new Positions());
        Assembler.Heard(cluster, new ClusterReading(told, tasksUnknown, marks, "9.2.1", $"uuid-of-{cluster}", TimeSpan.FromSeconds(2), false));
    }

    public static string Stats(params string[] shards) => shards.Length == 0
        ? """{"auto_follow_stats":{},"follow_stats":{"indices":[]}}"""
        : $$$"""{"auto_follow_stats":{},"follow_stats":{"indices":[{"index":"bar","shards":[{{{string.Join(',', shards)}}}]}]}}""";

    public static string At(string index, string uuid, long[] newest, long[] safe) => newest.Length == 0
        ? """{"_shards":{"total":0,"failed":0}}"""
        : $$"""{"_shards":{"total":1,"failed":0},"indices":{"{{index}}":{"uuid":"{{uuid}}","shards":{""" + string.Join(',', newest.Select((mark, i) => Shard(i, mark, safe[i]))) + "}}}}";

    private static string Shard(int id, long newest, long safe) => string.Create(CultureInfo.InvariantCulture,
        $$$"""
        "{{{id}}}":[{"routing":{"state":"STARTED","primary":true},"seq_no":{"max_seq_no":{{{newest}}},"local_checkpoint":{{{safe}}},"global_checkpoint":{{{safe}}} }}]
        """);
}
