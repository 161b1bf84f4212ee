using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Fleet;
using Switchback.Tests.Fleet;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class PairFactsTests
{
    public static TheoryData<Exposure, string, string> Losses => new()
    {
        { NoLoss, "0 ops", "of 212 indices" },
        { new Exposure(41, false, TimeSpan.FromSeconds(0.6), 3, 0, Now), "41 ops", "≤ 0.6 s · 3 of 212 indices" },
        { new Exposure(318, true, TimeSpan.FromSeconds(2.4), 6, 0, Now.AddSeconds(-252)), "≥ 318 ops", "2.4 s when last heard · 6 of 212 indices" },
        { new Exposure(0, true, null, 0, 0, Now.AddSeconds(-252)), "≥ 0 ops", "last heard 4 min 12 s ago" },
        { new Exposure(null, false, null, 0, 0, null), "–", "no position is known" },
        { new Exposure(null, false, null, 0, 2, Now), "all of 2", "they have no usable copy" },
        { new Exposure(5, false, null, 1, 2, Now), "all of 2", "no usable copy yet · elsewhere 5 ops" },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_AnyExposure_IsWhatIsKnownAndADashElse(Exposure exposure, string value, string below)
    {
        var fact = PairFacts.Loss(Pair(exposure: exposure), Now);

        Assert.Equal((value, below), (fact.Value, fact.Below));
    }

    [Fact]
    public void Lag_ManyItems_IsWhatAllButOneInAHundredStayBelow()
    {
        Item[] items = [.. Enumerable.Range(1, 100).Select(i => Item($"i{i}", lag: i, behind: i / 100.0)), Item("late", lag: 1120, behind: 40)];
        var pair = Pair();

        var fact = PairFacts.Lag(pair, PairFigures.Of(Snapshot([pair], items: items), "orders"), Now);

        Assert.Equal(("Lag p99", "1.0 s", "worst 1,120 ops · as of 1 s ago"), (fact.Name, fact.Value, fact.Below));
    }

    [Fact]
    public void Lag_ASideGone_IsTheRangeLastSeenWithItsAge()
    {
        var pair = Pair(state: HomeUnreachable, exposure: new Exposure(211, true, null, 1, 0, Now.AddSeconds(-252)));

        var fact = PairFacts.Lag(pair, PairFigures.Of(Snapshot([pair], items: [Item("a"), Item("b", lag: 211)]), "orders"), Now);

        Assert.Equal(("Last seen lag", "0 – 211", "operations an index · as of 4 min 12 s ago"), (fact.Name, fact.Value, fact.Below));
    }

    [Fact]
    public void Lag_NothingKnown_IsADash()
    {
        var pair = Pair();

        Assert.Equal("–", PairFacts.Lag(pair, PairFigures.Of(Snapshot([pair], items: [Item("a", lag: null, behind: null)]), "orders"), Now).Value);
    }

    [Theory]
    [InlineData(42_900, "11 h 55 min", "then maybe rebuild 1.5 TB")]
    [InlineData(600, "10 min 0 s", "then maybe rebuild 1.5 TB")]
    [InlineData(-180, "run out", "3 min 0 s ago; try to resume first")]
    public void Lease_ClockRuns_SaysHowLongAndWhatThen(int seconds, string value, string below)
    {
        var until = Now.AddSeconds(seconds);
        var pair = Pair(keptUntil: until);

        var fact = PairFacts.Lease(pair, PairFigures.Of(Snapshot([pair], items: [Item("a", keptUntil: until, bytes: 1_649_267_441_664)]), "orders"), Now);

        Assert.Equal((value, below), (fact.Value, fact.Below));
    }

    [Fact]
    public void Lease_NothingCutOff_DoesNotRunAndWhereNotKnownIsADash()
    {
        var quiet = Pair();
        var cut = Pair(state: HomeUnreachable);

        Assert.Equal("not running", PairFacts.Lease(quiet, PairFigures.Of(Snapshot([quiet]), "orders"), Now).Value);
        Assert.Equal("–", PairFacts.Lease(cut, PairFigures.Of(Snapshot([cut]), "orders"), Now).Value);
    }

    [Fact]
    public void Readiness_BothWays_IsOneWordWhenTheyAgreeAndTwoElse()
    {
        var ready = PairFacts.Readiness(Pair(readiness: [Readiness(), Readiness(Direction.FailBack)]));
        var back = PairFacts.Readiness(Pair(readiness: [Readiness(), Readiness(Direction.FailBack, 9, 2)]));
        var none = PairFacts.Readiness(Pair(readiness: [Readiness(fails: 1), Readiness(Direction.FailBack, fails: 1)]));

        Assert.Equal(("ready", "both ways · 22 checks"), (ready.Value, ready.Below));
        Assert.Equal(("ready", "to fail over · back: not ready, 2 of 11 fail"), (back.Value, back.Below));
        Assert.Equal(("not ready", "both ways · 2 of 24 checks fail"), (none.Value, none.Below));
        var warned = PairFacts.Readiness(Pair(readiness: [Readiness(warns: 1), Readiness(Direction.FailBack)]));
        Assert.Equal(("ready", "to fail over, with warnings · back: ready"), (warned.Value, warned.Below));
        Assert.Equal(("–", "not looked at yet"), (PairFacts.Readiness(Pair()).Value, PairFacts.Readiness(Pair()).Below));
    }

    [Fact]
    public void InNeed_MoreThanShown_TheWorstComeFirstAndTheCountIsOfAll()
    {
        var pair = Pair();
        Item[] items = [Item("fine"), Item("stalled", kind: VerdictKind.Stalled), .. Enumerable.Range(0, 12).Select(i => Item($"failed-{i:00}", lag: i, kind: VerdictKind.Failed))];

        var figures = PairFigures.Of(Snapshot([pair], items: items), "orders");

        Assert.Equal(13, figures.InNeedCount);
        Assert.Equal(10, figures.InNeed.Count);
        Assert.Equal("failed-11", figures.InNeed[0].Name);
    }

    [Fact]
    public void Spark_MinuteWithoutAReading_IsAGapAndNotAZero()
    {
        var moments = new[] { -3.0, -2.9, -1, 0 }.Select(minutes => new PairMoment(Now.AddMinutes(minutes), 1, 5)).ToList();

        Assert.Equal("M56 1M58 1L59 1", PairFigures.SparkOf(moments, Now));
        Assert.Null(PairFigures.SparkOf(moments[..1], Now));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.04, "< 0.1 s")]
    [InlineData(2.44, "2.4 s")]
    [InlineData(9.96, "9 s")]
    [InlineData(252, "4 min 12 s")]
    public void Seconds_AnySpan_HaveTenthsOnlyWhereTheyMatter(double seconds, string expected) => Assert.Equal(expected, PairWords.Seconds(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1536, "1.5 kB")]
    [InlineData(1_649_267_441_664, "1.5 TB")]
    [InlineData(725_849_473_024, "676 GB")]
    public void Bytes_AnyCount_TakeThreeDigitsAtMost(long bytes, string expected) => Assert.Equal(expected, PairWords.Bytes(bytes));
}
