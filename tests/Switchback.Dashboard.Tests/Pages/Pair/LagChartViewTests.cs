using Switchback.Core.Fleet;
using Switchback.Dashboard.Pages.Pair;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class LagChartViewTests
{
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(60);

    [Fact]
    public void Chart_Nothing_HasNothingToDraw()
    {
        var chart = Chart([]);

        Assert.False(chart.HasAny);
        Assert.Equal("", chart.Operations.Path);
    }

    [Fact]
    public void Slot_ManyMoments_IsTheWorstOfThem()
    {
        var slot = Chart([At(0, 5, 1), At(-5, 318, 0.2), At(-6, null, null)]).Slots[^1];

        Assert.Equal((318L, 1.0), (slot.Operations, slot.Seconds));
    }

    [Fact]
    public void Path_TimeWithoutAReading_IsAGapAndALoneMomentADot()
    {
        var chart = Chart([At(-90, 10, 1), At(-60, 0, 0), At(0, 5, 1)]);

        Assert.Equal("M116.5 0h0L117.5 100M119.5 50h0", chart.Operations.Path);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(11, 20)]
    [InlineData(200, 200)]
    [InlineData(318, 500)]
    [InlineData(1_204_118, 2_000_000)]
    public void Top_AnyHighest_IsTheRoundNumberAbove(long operations, double top) => Assert.Equal(top, Chart([At(0, operations, 0)]).Operations.Top);

    [Fact]
    public void Target_AboveTheTop_IsNotDrawn()
    {
        Assert.Null(Chart([At(0, 1, 2)]).TargetAt);
        Assert.Equal(40, Chart([At(0, 1, 90)]).TargetAt);
    }

    [Fact]
    public void Ticks_OneHour_StandAtWholeTenMinutes()
    {
        var words = Chart([]).Ticks.Select(tick => tick.Word);

        Assert.Equal(["02:20", "02:30", "02:40", "02:50", "03:00", "03:10"], words);
    }

    [Fact]
    public void Rows_OfTheTable_AreFewerNewestFirstAndAsBad()
    {
        var rows = Chart([At(0, 7, 1), At(-60, 318, 3)]).Rows().ToList();

        Assert.Equal(24, rows.Count);
        Assert.Equal(318, rows[0].Operations);
        Assert.Null(rows[^1].Operations);
    }

    [Fact]
    public void Say_UnknownAndKnown_AreSentences()
    {
        var chart = Chart([At(0, 1, null)]);

        Assert.Equal("03:14: 1 operation, – s behind", LagChartView.Say(chart.Slots[^1], new Utc()));
        Assert.Equal("03:13: not known", LagChartView.Say(chart.Slots[^2], new Utc()));
    }

    private static PairMoment At(int seconds, long? operations, double? behind) => new(Now.AddSeconds(seconds), operations, behind);

    private static LagChartView Chart(PairMoment[] moments) => LagChartView.Of(moments, Now, 1, Target, new Utc());

    private sealed class Utc : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
