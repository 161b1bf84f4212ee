using Switchback.Core.Fleet;
using Switchback.Core.Readiness;

namespace Switchback.Tests.Fleet;

/// <summary>Pairs as tests speak of them: a quiet one unless a test says otherwise.</summary>
internal static class SomePairs
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 3, 14, 7, TimeSpan.Zero);

    public static readonly PairState Following = new(PairStateKind.Following, Grade.Fine, "Following", "Every item has a copy that keeps up.", "");

    public static readonly PairState HomeUnreachable =
        new(PairStateKind.ActiveUnreachable, Grade.Bad, "Home unreachable", "clusterA does not answer.", "Decide: fail over, or wait for home.");

    public static readonly PairState SplitBrain =
        new(PairStateKind.SplitBrain, Grade.Bad, "Two writable sides", "3 items can be written on both sides, and both are: every write makes them differ more.", "Stop writes on the side that should not lead.");

    public static readonly PairState Disagreement =
        new(PairStateKind.Disagreement, Grade.Bad, "Record and clusters disagree", "clusterA (home) is recorded as active, but what replicates says that clusterB (away) leads.", "Find out which is right, and record it. Until then no run starts.");

    public static readonly PairState TwoFailed =
        new(PairStateKind.Attention, Grade.Bad, "2 failed", "2 items: failed.", "Look at them, and follow each one's remedy.");

    public static readonly PairState Copying =
        new(PairStateKind.Copying, Grade.Working, "Copying 64", "Items that are still being copied cannot be promoted.", "Wait for the copies.");

    public static readonly PairState Asking = new(PairStateKind.Unknown, Grade.Working, "Asking", "Not both sides have answered yet.", "Wait for the first answers.");

    public static readonly Exposure NoLoss = new(0, false, TimeSpan.Zero, 0, 0, Now.AddSeconds(-1));

    public static ActiveRecord Recorded(Side side = Side.Home) => new(side, Now.AddDays(-3), "operator", "as built");

    public static PairView Pair(
        string id = "orders", PairState? state = null, string home = "clusterA", string away = "clusterB", int copiesAtHome = 0, int copiesAway = 212,
        ActiveRecord? recorded = null, bool isRecorded = true, Protection protection = Protection.Full, Exposure? exposure = null,
        VerdictCount[]? counts = null, DateTimeOffset? keptUntil = null, PairHistory? history = null, ReadinessReport[]? readiness = null)
    {
        var options = new PairOptions
        {
            Id = id,
            System = "elasticsearch",
            Home = home,
            Away = away,
            Scope = PairScope.Parse([$"{id}*"]),
            Policy = new PairPolicy(),
            RecoveryPoint = TimeSpan.FromSeconds(60),
            RecoveryTime = TimeSpan.FromSeconds(900),
        };
        return new PairView(
            options,
            new SideView(Side.Home, home, RoleOf(copiesAtHome, copiesAway), Why(copiesAtHome, copiesAway), copiesAtHome),
            new SideView(Side.Away, away, RoleOf(copiesAway, copiesAtHome), Why(copiesAway, copiesAtHome), copiesAway),
            isRecorded ? recorded ?? Recorded() : null,
            state ?? Following, protection, exposure ?? NoLoss,
            counts ?? [new VerdictCount(VerdictKind.Following, copiesAtHome + copiesAway)], keptUntil, history ?? new PairHistory(), readiness ?? []);
    }

    public static Member Member(string name = "clusterA", MemberLine? line = null, int ageSeconds = 1, int items = 0, bool isSlowed = false) =>
        new(name, line ?? new MemberLine.Answering(), Now.AddSeconds(-ageSeconds), "9.1.4", $"uuid-of-{name}", TimeSpan.FromSeconds(isSlowed ? 8 : 2), isSlowed, TimeSpan.Zero, items);

    public static MemberLine NotAnswering(int seconds, bool silent = false) =>
        new MemberLine.NotAnswering(Now.AddSeconds(-seconds), silent ? "No complete answer within 1.6 s." : "The cluster cannot be reached: connection refused.", silent);

    public static Item Item(
        string name, string pair = "orders", long? lag = 0, double? behind = 0, VerdictKind kind = VerdictKind.Following, string reason = "",
        Remedy remedy = Remedy.None, DateTimeOffset? keptUntil = null, long? bytes = null, string member = "clusterB", string from = "clusterA") => new()
        {
            Member = member,
            Name = name,
            Pair = pair,
            Source = new Source("a", name, from, "uuid"),
            Verdict = kind == VerdictKind.Following ? Verdict.Following : new Verdict(kind, reason, null, remedy),
            Lag = new Lag(lag, behind is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            KeptUntil = keptUntil,
            Bytes = bytes,
            Parts = 1,
        };

    public static ReadinessReport Readiness(Direction direction = Direction.FailOver, int passes = 11, int fails = 0, int warns = 0)
    {
        var checks = new List<Check>();
        for (var i = 0; i < fails; i++)
            checks.Add(new Check($"rights-{i}", "Rights that the whole journey needs", CheckOutcome.Fail, "indices:admin/open missing", "all", "The operate credential may not open indices: a promotion would stop half way.", "Give the role the missing privilege.", "PUT /_security/role/switchback\n{ \"indices\": [ { \"names\": [ \"*\" ], \"privileges\": [ \"manage\" ] } ] }", Now.AddSeconds(-40)));
        for (var i = 0; i < warns; i++)
            checks.Add(new Check($"skew-{i}", "Clock skew", CheckOutcome.Warn, "1.8 s", "1 s", "Ages are read from the clusters' own clocks.", "Check the time service of the nodes.", null, Now.AddSeconds(-2)));
        for (var i = 0; i < passes; i++)
            checks.Add(new Check($"version-{i}", i % 2 == 0 ? "Versions fit" : "Remote is connected", CheckOutcome.Pass, i % 2 == 0 ? "9.1.4 → 9.1.4" : "connected", null, "A follower's version may not be older than its leader's.", null, null, Now.AddSeconds(-40)));
        var verdict = fails > 0 ? ReadinessVerdict.NotReady : warns > 0 ? ReadinessVerdict.ReadyWithWarnings : ReadinessVerdict.Ready;
        return new ReadinessReport(direction, checks, verdict, Now.AddSeconds(-2));
    }

    public static FleetSnapshot Snapshot(IReadOnlyList<PairView> pairs, IReadOnlyList<Member>? members = null, IReadOnlyList<Item>? items = null, IReadOnlyList<FoundLink>? found = null) =>
        new(7, Now, members ?? [Member("clusterA"), Member("clusterB", items: 212)], pairs, items ?? [], found ?? []);

    private static Role RoleOf(int own, int other) => (own, other) switch
    {
        (0, > 0) => Role.Active,
        ( > 0, 0) => Role.Standby,
        _ => Role.Unknown,
    };

    private static string Why(int own, int other) => (own, other) switch
    {
        (0, > 0) => $"The other side copies {other} items from it.",
        ( > 0, 0) => $"It copies {own} items from the other side.",
        _ => "Nothing is copied in either direction.",
    };
}
