using System.Collections.Immutable;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Readiness;

/// <summary>A pair with nothing wrong, to break in one place: orders at home, followed on the away side.</summary>
internal static class HealthyPair
{
    public const long Gigabyte = 1L << 30;

    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static ReadinessInput Input { get; } = new()
    {
        Pair = new PairOptions { Id = "orders", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(["orders*"]), Policy = new PairPolicy() },
        Home = Cluster("clusterA", "uuid-a", "10.0.0.1:9300", "clusterB", "10.0.0.2:9300"),
        Away = Cluster("clusterB", "uuid-b", "10.0.0.2:9300", "clusterA", "10.0.0.1:9300"),
        Now = Now,
        HomeMember = Answering("clusterA"),
        AwayMember = Answering("clusterB"),
        Items = [Copy(VerdictKind.Following)],
    };

    public static Item Copy(VerdictKind kind, string name = "orders", VerdictKind? was = null) => new()
    {
        Member = "clusterB",
        Name = name,
        Pair = "orders",
        Source = new Source("clusterA", "orders", "clusterA"),
        Verdict = new Verdict(kind, Was: was),
    };

    public static Member Answering(string cluster) => new(cluster, new MemberLine.Answering(), Now.AddSeconds(-1), "9.2.1", null, TimeSpan.FromSeconds(2), false, null, 1);

    public static Member Silent(string cluster) =>
        Answering(cluster) with { Line = new MemberLine.NotAnswering(Now.AddSeconds(-40), "The cluster cannot be reached: refused.", false) };

    public static Aged<T> Known<T>(T fact, double secondsOld = 5)
        where T : class => new Aged<T>.Known(fact, Now.AddSeconds(-secondsOld));

    public static Aged<T> Failed<T>(T? last = null)
        where T : class => new Aged<T>.Failed(
            new Fault.TimedOut(TimeSpan.FromSeconds(5)), Now.AddSeconds(-40), last is null ? null : new Aged<T>.Known(last, Now.AddSeconds(-60)));

    /// <summary>As a cluster looks after it has fallen silent: all is as it was, and all of it is old.</summary>
    public static ClusterFacts FallenSilent(this ClusterFacts facts) => facts with
    {
        Identity = Failed(facts.Identity.Value),
        Clocks = Failed(facts.Clocks.Value),
        License = Failed(facts.License.Value),
        Nodes = Failed(facts.Nodes.Value),
        Disks = Failed(facts.Disks.Value),
        Health = Failed(facts.Health.Value),
        Remotes = Failed(facts.Remotes.Value),
        Patterns = Failed(facts.Patterns.Value),
        PatternStats = Failed(facts.PatternStats.Value),
        CallsInFlight = Failed(facts.CallsInFlight.Value),
        Streams = Failed(facts.Streams.Value),
        Indices = Failed(facts.Indices.Value),
        Rules = Failed(facts.Rules.Value),
        ReadRights = Failed(facts.ReadRights.Value),
        OperateRights = Failed(facts.OperateRights.Value),
        Definitions = facts.Definitions.ToImmutableDictionary(kind => kind.Key, kind => Failed(kind.Value.Value)),
    };

    public static ClusterFacts WithDefinitions(this ClusterFacts facts, DefinitionKind kind, params Definition[] definitions) =>
        facts with { Definitions = facts.Definitions.SetItem(kind, Known<IReadOnlyList<Definition>>(definitions)) };

    public static Check Check(this ReadinessInput input, Direction direction, string id) =>
        Assert.Single(ReadinessRules.Judge(direction, input).Checks, check => check.Id == id);

    public static AutoFollowPattern Pattern(string name, string leaders = "orders-*", bool active = true, string remote = "clusterA") =>
        new(name, active, remote, [leaders], [], null, new FollowParameters(), new Dictionary<string, string?>());

    public static IndexFacts Index(string name, long? bytes, int replicas = 0) => new(name, $"uuid-{name}", IndexState.Open, HealthStatus.Green, 1, replicas, 1, 0, bytes * (1 + replicas), bytes);

    public static DiskFacts Disk(long total, long available, string role = "data") => new("n", "node-1", Now, [role], total * Gigabyte, available * Gigabyte);

    private static ClusterFacts Cluster(string name, string uuid, string address, string remote, string remoteAddress) => new()
    {
        Cluster = name,
        CanOperate = true,
        Identity = Known(new ServerIdentity("n", name, uuid, new ServerVersion(9, 2, 1), "9.2.1", "default")),
        Clocks = Known<IReadOnlyList<NodeClock>>([new NodeClock("node-1", TimeSpan.Zero)]),
        License = Known(new License("trial", "active", Now.AddDays(300))),
        Nodes = Known<IReadOnlyList<NodeFacts>>([new NodeFacts("n", "node-1", "9.2.1", address, ["data", "master"])]),
        Disks = Known<IReadOnlyList<DiskFacts>>([Disk(100, 90)]),
        Health = Known(new ClusterHealth(name, HealthStatus.Green, false, 1, 1, 1, 0, 0, 0, new Dictionary<string, HealthStatus>())),
        Settings = Known(new ClusterWideSettings(new Dictionary<string, string>(), new Dictionary<string, string>())),
        Remotes = Known<IReadOnlyList<RemoteInfo>>([new RemoteInfo(remote, true, "sniff", [remoteAddress], null, 1, true, false)]),
        Patterns = Known<IReadOnlyList<AutoFollowPattern>>([]),
        PatternStats = Known(new AutoFollowStats(0, 0, 0, [], [])),
        CallsInFlight = Known(new RunningTasks([], true)),
        Streams = Known<IReadOnlyList<DataStream>>([]),
        Indices = Known<IReadOnlyList<IndexFacts>>([Index("orders", Gigabyte), Index(".security-7", 500 * Gigabyte), Index("other", 500 * Gigabyte)]),
        Rules = Known(new IndexRules(new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, TimeSpan>())),
        Definitions = Enum.GetValues<DefinitionKind>().ToImmutableDictionary(kind => kind, _ => Known<IReadOnlyList<Definition>>([])),
        ReadRights = Known(new Rights(false, [])),
        OperateRights = Known(new Rights(false, [])),
    };
}
