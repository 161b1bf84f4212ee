using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Api;

/// <summary>A fleet with one pair, of two clusters, and followers in several states.</summary>
internal static class SomeFleet
{
    public static readonly DateTimeOffset Now = Some.Now;

    public static Item Broken { get; } = new()
    {
        Member = "clusterB",
        Name = "orders-3",
        Pair = "orders",
        Source = new Source("alias", "orders-3-leader", "clusterA"),
        Verdict = new Verdict(VerdictKind.ReadErrors, "Reads fail.", new Cause("security_exception", "action [x], \"y\" is unauthorized"), Remedy.GiveRights),
        Since = Now.AddMinutes(-3),
        Lag = new Lag(1200, TimeSpan.FromSeconds(12.5), TimeSpan.FromSeconds(40), AtLeast: true),
        Position = 100,
        SourcePosition = 1300,
        Parts = 2,
        Bytes = 4096,
        KeptUntil = Now.AddHours(9),
        Copy = new CopyProgress(50, 200, 25),
        Rule = "logs",
        Series = "logs-app",
        Trail = LagTrail.Empty.With(Now.ToUnixTimeSeconds() / 60, 900).With((Now.ToUnixTimeSeconds() / 60) + 2, 1200),
    };

    /// <summary>Nothing of it is known but its name.</summary>
    public static Item Bare { get; } = new()
    {
        Member = "clusterB",
        Name = ".hidden",
        Source = new Source("gone", "hidden", null),
        Verdict = new Verdict(VerdictKind.Unknown, "clusterB does not answer.", null, Remedy.RestoreSide, VerdictKind.Following),
        Lag = Lag.NotKnown,
        IsHidden = true,
    };

    public static FleetSnapshot Snapshot(params Item[] items) => Some.Snapshot(items) with
    {
        Members = [Some.Member("clusterA", ageSeconds: 4), Some.Member("clusterB")],
        Pairs = [Pair()],
        Found = [new FoundLink("clusterB", "clusterA", "back", 2)],
    };

    public static FleetSnapshot Many(int count) => Snapshot([.. Enumerable.Range(0, count).Select(i => Some.Item($"orders-{i:0000}", lag: i))]);

    public static PairView Pair(long? lost = 1200, PairStateKind state = PairStateKind.Attention)
    {
        var history = new PairHistory();
        history.Note(new PairMoment(Now, lost, 12.5));
        return new PairView(
            new PairOptions
            {
                Id = "orders",
                System = "elasticsearch",
                Home = "clusterA",
                Away = "clusterB",
                Scope = PairScope.Parse(["orders*", "-orders-old"]),
                RecoveryPoint = TimeSpan.FromMinutes(1),
                RecoveryTime = TimeSpan.FromMinutes(15),
                Policy = new PairPolicy(),
            },
            new SideView(Side.Home, "clusterA", Role.Active, "It leads.", 0),
            new SideView(Side.Away, "clusterB", Role.Standby, "It follows.", 3),
            new ActiveRecord(Side.Home, Now.AddDays(-1), "rehearsal:operator", "as observed"),
            new PairState(state, Grade.Risk, "Needs attention", "1 follower needs a person.", "Look at it."),
            Protection.Partial,
            new Exposure(lost, AtLeast: true, lost is null ? null : TimeSpan.FromSeconds(12.5), 1, 0, Now.AddSeconds(-4)),
            [new VerdictCount(VerdictKind.ReadErrors, 1), new VerdictCount(VerdictKind.Following, 2)],
            Now.AddHours(9),
            history,
            [new ReadinessReport(Direction.FailOver, [new Check("versions", "Versions", CheckOutcome.Pass, "9.2.1", null, "Equal.", null, null, Now)], ReadinessVerdict.ReadyWithWarnings, Now)]);
    }
}
