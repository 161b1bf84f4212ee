using Switchback.Core.Fleet;

namespace Switchback.Core.Tests.Fleet;

public sealed class FlowTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void PerSecond_OneReading_IsNotKnown()
    {
        var flow = new Flow();
        flow.Note(Start, 10);

        Assert.Null(flow.PerSecond);
    }

    [Fact]
    public void PerSecond_EvenPace_IsThatPace()
    {
        var flow = Running(perSecond: 100, seconds: 60);

        Assert.Equal(100, flow.PerSecond!.Value, 6);
    }

    [Fact]
    public void PerSecond_StandsStillForAMinute_HasForgottenItsPace()
    {
        var flow = Running(perSecond: 100, seconds: 60);
        for (var i = 1; i <= 30; i++) flow.Note(Start.AddSeconds(60 + (i * 2)), 6000);

        Assert.InRange(flow.PerSecond!.Value, 0, 1);
        Assert.Equal(Start.AddSeconds(60), flow.MovedAt);
    }

    [Fact]
    public void PerSecond_PositionGoesBack_BeginsAnew()
    {
        var flow = Running(perSecond: 100, seconds: 60);
        flow.Note(Start.AddSeconds(62), 3);

        Assert.Null(flow.PerSecond);
    }

    [Theory]
    [InlineData(0, 5.0, 5.0, 0.0)]
    [InlineData(1000, 50.0, 150.0, 10.0)]
    [InlineData(1000, 0.0, 100.0, 10.0)]
    public void CatchUp_Closing_IsTheGapOverTheDifference(long gap, double source, double own, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Flow.CatchUp(gap, source, own));

    [Theory]
    [InlineData(1000, 100.0, 100.0)]
    [InlineData(1000, 101.0, 100.0)]
    [InlineData(1000, null, 100.0)]
    [InlineData(1000, 100.0, null)]
    [InlineData(long.MaxValue, 0.0, 1.0)]
    public void CatchUp_NotClosing_IsNotInvented(long gap, double? source, double? own) => Assert.Null(Flow.CatchUp(gap, source, own));

    private static Flow Running(long perSecond, int seconds)
    {
        var flow = new Flow();
        for (var i = 0; i <= seconds / 2; i++) flow.Note(Start.AddSeconds(i * 2), i * 2 * perSecond);
        return flow;
    }
}
