using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Fleet;
using Switchback.Tests.Fleet;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class FleetViewTests
{
    [Fact]
    public void Counts_OfAll_StandInTheHead()
    {
        var view = FleetView.Of(Snapshot([Pair()], items: [Item("a"), Item("b")]), Now);

        Assert.Equal("1 pair · 2 follower indices · 2 clusters", view.Counts);
        Assert.Equal(Now.AddSeconds(-1), view.AsOf);
        Assert.Null(view.Waiting);
    }

    [Fact]
    public void Counts_BeforeAnyAnswer_AreADashAndNoZero()
    {
        var asking = Core.Fleet.Member.NotAskedYet("clusterA", TimeSpan.FromSeconds(2));

        var view = FleetView.Of(Snapshot([Pair(state: Asking)], [asking]), Now);

        Assert.Equal("1 pair · – follower indices · 1 cluster", view.Counts);
        Assert.Null(view.AsOf);
        Assert.Equal("Waiting for the first answers of clusterA.", view.Waiting);
    }

    [Fact]
    public void AsOf_OneClusterGone_IsThatOfTheOthers()
    {
        var view = FleetView.Of(Snapshot([Pair(state: HomeUnreachable)], [SomePairs.Member("clusterA", NotAnswering(252), 252), SomePairs.Member("clusterB", ageSeconds: 2)]), Now);

        Assert.Equal(Now.AddSeconds(-2), view.AsOf);
    }

    [Fact]
    public void Cards_SomeWorse_ComeFirstAndEqualOnesKeepTheirOrder()
    {
        var view = FleetView.Of(Snapshot([Pair("b"), Pair("failing", TwoFailed), Pair("a"), Pair("split", SplitBrain), Pair("gone", HomeUnreachable), Pair("copying", Copying)]), Now);

        Assert.Equal(["split", "gone", "failing", "copying", "b", "a"], view.Cards.Select(card => card.Id));
    }

    [Fact]
    public void Alarm_ActiveSideGone_SaysSinceWhenAndWhatFailingOverWouldLose()
    {
        var pair = Pair(state: HomeUnreachable, exposure: new Exposure(318, true, TimeSpan.FromSeconds(2.4), 6, 0, Now.AddSeconds(-252)));

        var alarm = Assert.Single(FleetView.Of(Snapshot([pair], [SomePairs.Member("clusterA", NotAnswering(252), 252), SomePairs.Member("clusterB")]), Now).Alarms);

        Assert.Equal("orders: home (clusterA) has not answered for 4 min 12 s.", alarm.What);
        Assert.Equal("Failing over now would lose at least 318 operations (2.4 s of writes when last heard) in 6 of 212 indices.", alarm.Meaning);
        Assert.Equal("orders: Home unreachable. Decide: fail over, or wait for home.", alarm.Spoken);
    }

    [Fact]
    public void Alarm_ActiveSideSilent_IsNotCalledUnreachable()
    {
        var alarm = Assert.Single(FleetView.Of(Snapshot([Pair(state: HomeUnreachable)], [SomePairs.Member("clusterA", NotAnswering(75, silent: true), 75)]), Now).Alarms);

        Assert.Equal("orders: home (clusterA) takes connections and has answered nothing for 1 min 15 s.", alarm.What);
    }

    public static TheoryData<Exposure, string> Costs => new()
    {
        { new Exposure(null, false, null, 0, 0, null), "What failing over now would lose is not known: no position has been read from both sides." },
        { new Exposure(0, false, TimeSpan.Zero, 0, 0, Now), "Failing over now would lose nothing that is known." },
        { new Exposure(0, true, TimeSpan.Zero, 0, 0, Now), "When both sides last answered nothing was missing; what was written since then is not known." },
        { new Exposure(1, false, null, 1, 0, Now), "Failing over now would lose up to 1 operation in 1 of 212 indices." },
        { new Exposure(41, false, TimeSpan.FromSeconds(0.6), 3, 2, Now), "Failing over now would lose up to 41 operations (≤ 0.6 s of writes) in 3 of 212 indices. 2 indices have no usable copy and would be lost whole." },
    };

    [Theory]
    [MemberData(nameof(Costs))]
    public void Cost_AnyExposure_PromisesNoMoreThanIsKnown(Exposure exposure, string expected)
    {
        Assert.Equal(expected, PairAlarm.Cost(Pair(exposure: exposure)));
    }

    [Fact]
    public void Alarms_SplitBrainAndDisagreement_SayWhatToDo()
    {
        var alarms = FleetView.Of(Snapshot([Pair("a", SplitBrain), Pair("b", Disagreement), Pair("c", TwoFailed), Pair("d")]), Now).Alarms;

        Assert.Equal(["a", "b"], alarms.Select(alarm => alarm.Pair));
        Assert.EndsWith("Stop writes on the side that should not lead.", alarms[0].Meaning);
        Assert.EndsWith("Find out which is right, and record it. Until then no run starts.", alarms[1].Meaning);
    }

    public static TheoryData<PairView, string, string?> NextSteps => new()
    {
        { Pair(), "Nothing to do.", null },
        { Pair(isRecorded: false), "Nobody has recorded which side is active: look and record.", "/pairs/orders#record" },
        { Pair(state: Asking, isRecorded: false), "Wait for the first answers.", null },
        { Pair(state: HomeUnreachable, isRecorded: false), "Decide: fail over, or wait for home.", null },
        { Pair(state: TwoFailed, counts: [new(VerdictKind.Failed, 2), new(VerdictKind.Following, 18)]), "Look at them, and follow each one's remedy.", "/followers?query=pair%3Aorders%20verdict%3Afailed" },
    };

    [Theory]
    [MemberData(nameof(NextSteps))]
    public void Next_EachState_IsOneSentenceAndWhereToDoIt(PairView pair, string sentence, string? href)
    {
        var next = NextStep.Of(pair);

        Assert.Equal((sentence, href), (next.Sentence, next.Href));
    }

    [Theory]
    [InlineData(0, 212, true, Flows.ToAway, "212 follower indices", "active", "standby")]
    [InlineData(64, 0, true, Flows.ToHome, "64 follower indices", "recorded active, observed standby", "recorded standby, observed active")]
    [InlineData(0, 212, false, Flows.ToAway, "212 follower indices", "active, observed only", "standby, observed only")]
    [InlineData(3, 4, true, Flows.BothWays, "7 follower indices", "active", "standby")]
    [InlineData(0, 0, false, Flows.Nowhere, "nothing is copied", "role not known", "role not known")]
    public void Drawing_EachFlow_TellsRecordedFromObserved(int atHome, int away, bool isRecorded, Flows flows, string words, string homeRole, string awayRole)
    {
        var card = PairCard.Of(Pair(copiesAtHome: atHome, copiesAway: away, isRecorded: isRecorded), Snapshot([]), Now);

        Assert.Equal((flows, words), (card.Arrow.Flows, card.Arrow.Words));
        Assert.Equal((homeRole, awayRole), (card.Home.Role, card.Away.Role));
    }

    [Fact]
    public void Drawing_SideGone_IsCutAndSaysForHowLong()
    {
        var pair = Pair(state: HomeUnreachable);

        var card = PairCard.Of(pair, Snapshot([pair], [SomePairs.Member("clusterA", NotAnswering(252), 252), SomePairs.Member("clusterB")]), Now);

        Assert.True(card.Home.IsGone && card.Arrow.IsCut);
        Assert.Equal("no answer for 4 min 12 s", card.Home.LineWord);
        Assert.Equal("212 cut off", card.Arrow.Words);
        Assert.Equal("The flow from home to away is cut", card.Arrow.Spoken);
    }

    [Fact]
    public void Cluster_InNoPairAndSlow_SaysBoth()
    {
        var cluster = Assert.Single(FleetView.Of(Snapshot([], [SomePairs.Member("clusterX", items: 3, isSlowed: true)]), Now).Clusters);

        Assert.Equal("9.1.4 · 3 followers · slow: asked every 8.0 s only · in no pair", cluster.Facts);
        Assert.Equal("answered 1 s ago", cluster.LineWord);
    }

    [Fact]
    public void Found_BesideAPairOnTheSameHome_GetsLinesWithAScopeOfItsOwn()
    {
        var stray = new Item { Member = "clusterC", Name = "audit-copy", Source = new Source("a", "audit", "clusterA"), Verdict = Verdict.Following };

        var found = Assert.Single(FleetView.Of(Snapshot([Pair()], items: [stray], found: [new FoundLink("clusterA", "clusterC", "a", 1)]), Now).Found);

        Assert.Equal("clusterC copies 1 index from clusterA, over its remote a. No pair covers it.", found.Sentence);
        using var settings = System.Text.Json.JsonDocument.Parse($"{{{found.Lines}}}");
        var pair = settings.RootElement.GetProperty("Pairs").GetProperty("clustera-clusterc");
        Assert.Equal("audit", Assert.Single(pair.GetProperty("Scope").EnumerateArray()).GetString());
        Assert.Equal("clusterC", pair.GetProperty("Away").GetString());
    }
}
