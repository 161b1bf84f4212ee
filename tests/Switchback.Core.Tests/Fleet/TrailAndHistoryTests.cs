using Switchback.Core.Fleet;

namespace Switchback.Core.Tests.Fleet;

public sealed class TrailAndHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void LagTrail_MinutesWithoutAReading_AreAbsentAndNotZero()
    {
        var trail = LagTrail.Empty.With(100, 5).With(103, 7);

        Assert.Equal([5, float.NaN, float.NaN, 7], trail.Points.ToArray());
        Assert.Equal(103, trail.LastMinute);
    }

    [Fact]
    public void LagTrail_MoreThanAnHour_KeepsTheLastHour()
    {
        var trail = LagTrail.Empty;
        for (var minute = 1; minute <= 200; minute++) trail = trail.With(minute, minute);

        Assert.Equal(Enumerable.Range(141, 60).Select(minute => (float)minute), trail.Points.ToArray());
    }

    [Fact]
    public void LagTrail_AfterALongSilence_IsAllAbsentButTheNewest()
    {
        var trail = LagTrail.Empty.With(1, 5).With(10_000, 3);

        Assert.Equal(LagTrail.Minutes, trail.Points.Length);
        Assert.Equal(59, trail.Points.ToArray().Count(float.IsNaN));
    }

    [Fact]
    public void LagTrail_TheSameMinuteAgain_IsTheSameTrail()
    {
        var trail = LagTrail.Empty.With(5, 1);

        Assert.Same(trail, trail.With(5, 9));
    }

    [Fact]
    public void PairHistory_ADayOfPolls_StaysBoundedAndLosesNoPeak()
    {
        var history = new PairHistory();
        for (var i = 0; i < 43_200; i++) history.Note(new PairMoment(Start.AddSeconds(i * 2), i == 25_000 ? 9_999 : 1, null));

        var moments = history.Moments();

        Assert.InRange(moments.Count, 360, PairHistory.MostPoints + 2);
        Assert.Equal(9_999, moments.Max(moment => moment.Operations));
        Assert.Equal(moments.OrderBy(moment => moment.At), moments);
        Assert.InRange((moments[^1].At - moments[0].At).TotalHours, 12, 13.5);
    }

    [Fact]
    public void PairHistory_NothingKnown_IsAbsent()
    {
        var history = new PairHistory();
        history.Note(new PairMoment(Start, null, null));
        history.Note(new PairMoment(Start.AddSeconds(2), 0, 0));

        Assert.Equal([new PairMoment(Start, 0, 0)], history.Moments());
    }
}
