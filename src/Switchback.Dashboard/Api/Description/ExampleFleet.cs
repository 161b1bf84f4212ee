using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Api.Description;

/// <summary>The fleet that the description's examples show: one pair, one follower behind.</summary>
internal static class ExampleFleet
{
    public static readonly DateTimeOffset AsOf = new(2026, 3, 4, 3, 14, 6, 812, TimeSpan.Zero);

    public static FleetSnapshot Snapshot { get; } = new(
        4711,
        AsOf.AddMilliseconds(140),
        [Cluster("clusterA", 0), Cluster("clusterB", 1)],
        [Pair()],
        [Follower()],
        [new FoundLink("clusterB", "clusterA", "clusterB", 2)]);

    private static Member Cluster(string name, int followers) => new(
        name, new MemberLine.Answering(), AsOf, "9.2.1", "Pn6SZmAkQJmfYrYyPWWDrg", TimeSpan.FromSeconds(2), false, TimeSpan.FromMilliseconds(12), followers);

    private static Item Follower() => new()
    {
        Member = "clusterB",
        Name = "orders-copy",
        Pair = "orders",
        Source = new Source("clusterA", "orders", "clusterA"),
        Verdict = new Verdict(VerdictKind.CatchingUp, "It is behind and closing the gap.", null, Remedy.Wait),
        Since = AsOf.AddMinutes(-4),
        Lag = new Lag(12_040, TimeSpan.FromSeconds(31.2), TimeSpan.FromSeconds(18)),
        Position = 9_120_411,
        SourcePosition = 9_132_451,
        Rule = "orders",
        Parts = 3,
        Bytes = 4_831_838_208,
        Trail = LagTrail.Empty.With(AsOf.ToUnixTimeSeconds() / 60, 12_300),
    };

    private static PairView Pair() => new(
        new PairOptions { Id = "orders", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(["orders*"]), RecoveryPoint = TimeSpan.FromMinutes(1), RecoveryTime = TimeSpan.FromMinutes(15), Policy = new PairPolicy() },
        new SideView(Side.Home, "clusterA", Role.Active, "Its indices lead.", 0),
        new SideView(Side.Away, "clusterB", Role.Standby, "Its indices follow.", 1),
        new ActiveRecord(Side.Home, AsOf.AddDays(-3), "rehearsal:operator", null),
        new PairState(PairStateKind.Behind, Grade.Watch, "Behind", "1 follower is behind.", "Wait: it is closing the gap."),
        Protection.Partial,
        new Exposure(12_040, false, TimeSpan.FromSeconds(31.2), 1, 0, AsOf),
        [new VerdictCount(VerdictKind.CatchingUp, 1)],
        null,
        new PairHistory(),
        []);
}
