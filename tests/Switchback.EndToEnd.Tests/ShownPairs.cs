using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.EndToEnd.Tests;

/// <summary>The fleet of the design's sketches: a pair that waits for a decision, one that copies, one with failures, a quiet one.</summary>
internal static class ShownPairs
{
    public static FleetSnapshot Night(int quiet = 1)
    {
        var pairs = new List<PairView>
        {
            Pair("logs", home: "clusterE", away: "clusterF", copiesAway: 988, exposure: new Exposure(41, false, TimeSpan.FromSeconds(0.6), 12, 0, Now.AddSeconds(-1)),
                history: Past(2), readiness: [Readiness(), Readiness(Direction.FailBack)]),
            Pair("orders", HomeUnreachable, protection: Protection.None, exposure: new Exposure(318, true, TimeSpan.FromSeconds(2.4), 6, 0, Now.AddSeconds(-252)),
                counts: [new(VerdictKind.SourceUnreachable, 212)], keptUntil: Now.AddHours(11.92), history: Past(4, gapMinutes: 4), readiness: [Readiness(fails: 1, warns: 1), Readiness(Direction.FailBack, fails: 2)]),
            Pair("catalog", Copying, "clusterC", "clusterD", 64, 0, Recorded(Side.Away), protection: Protection.Partial,
                exposure: new Exposure(12, false, TimeSpan.FromSeconds(1.1), 2, 64, Now.AddSeconds(-1)), counts: [new(VerdictKind.Copying, 64)], history: Past(1), readiness: [Readiness(warns: 1), Readiness(Direction.FailBack)]),
            Pair("metrics", TwoFailed, "clusterG", "clusterH", copiesAway: 20, isRecorded: false, protection: Protection.Partial, exposure: new Exposure(7, false, TimeSpan.FromSeconds(1.3), 3, 0, Now.AddSeconds(-1)),
                counts: [new(VerdictKind.Failed, 2), new(VerdictKind.Following, 18)], keptUntil: Now.AddHours(3.2), history: Past(3), readiness: [Readiness(fails: 2), Readiness(Direction.FailBack)]),
        };
        for (var i = 2; i <= quiet; i++)
            pairs.Add(Pair($"quiet-{i:00}", home: "clusterE", away: "clusterF", copiesAway: 10 * i, history: Past(1), isRecorded: i != 3, readiness: [Readiness(), Readiness(Direction.FailBack)]));
        return Snapshot(pairs, Clusters(), Items(), [new FoundLink("clusterA", "clusterE", "eu-west", 3)]);
    }

    public static PairHistory Past(double seconds, int gapMinutes = 0)
    {
        var history = new PairHistory();
        for (var at = Now.AddHours(-9); at <= Now.AddMinutes(-gapMinutes); at = at.AddSeconds(10))
        {
            var wave = Math.Abs(Math.Sin((at - Now).TotalMinutes / 7)) + (Math.Abs((at - Now).TotalMinutes + 190) < 6 ? 8 : 0);
            var isKnown = Math.Abs((at - Now).TotalMinutes + 300) > 12;
            history.Note(new PairMoment(at, isKnown ? (long)(wave * 90 * seconds) : null, isKnown ? wave * seconds : null));
        }
        for (var at = Now.AddMinutes(-gapMinutes); at <= Now; at = at.AddSeconds(10)) history.Note(new PairMoment(at, null, null));
        return history;
    }

    private static Member[] Clusters() =>
    [
        Member("clusterA", NotAnswering(252), 252), Member("clusterB", items: 212), Member("clusterC", items: 64), Member("clusterD"), Member("clusterE", items: 3),
        Member("clusterF", items: 988), Member("clusterG", isSlowed: true, ageSeconds: 6), Member("clusterH", items: 20),
    ];

    private static List<Item> Items() =>
    [
        .. Enumerable.Range(1, 212).Select(i => Item($"orders-{i:000}", lag: i <= 6 ? i * 35 : 0, behind: i <= 6 ? i * 0.4 : 0, kind: VerdictKind.SourceUnreachable,
            reason: "The leader's cluster does not answer.", remedy: Remedy.FailOver, keptUntil: Now.AddHours(11.92), bytes: 7_000_000_000)),
        .. Enumerable.Range(1, 988).Select(i => Item($"logs-{i:000}", "logs", i % 100 == 0 ? 1120 : 3, i % 100 == 0 ? 1.9 : 0.9, member: "clusterF", from: "clusterE")),
        .. Enumerable.Range(1, 64).Select(i => Item($"catalog-{i:000}", "catalog", null, null, VerdictKind.Copying, member: "clusterC", from: "clusterD")),
        .. Enumerable.Range(1, 20).Select(i => Item($"metrics-{i:000}", "metrics", i <= 2 ? null : 2, i <= 2 ? null : 1.3, i <= 2 ? VerdictKind.Failed : VerdictKind.Following, "The history it still needs was merged away at its leader.", Remedy.Recreate, member: "clusterH", from: "clusterG")),
        .. Enumerable.Range(1, 3).Select(i => new Item { Member = "clusterE", Name = $"audit-{i}", Source = new Source("eu-west", $"audit-{i}", "clusterA"), Verdict = Verdict.Following }),
    ];
}
