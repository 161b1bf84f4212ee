using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Tests.Layout;

public sealed class ViewerClockTests
{
    private static readonly DateTimeOffset Moment = new(2026, 7, 1, 22, 30, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("utc", "Asia/Tokyo", "22:30:05", "2026-07-01 22:30:05", "UTC")]
    [InlineData("browser", "Asia/Tokyo", "07:30:05", "2026-07-02 07:30:05", "Asia/Tokyo")]
    [InlineData("browser", "Europe/Berlin", "00:30:05", "2026-07-02 00:30:05", "Europe/Berlin")]
    [InlineData("server", "Asia/Tokyo", "18:30:05", "2026-07-01 18:30:05", "America/New_York")]
    [InlineData("browser", null, "18:30:05", "2026-07-01 18:30:05", "America/New_York")]
    [InlineData("browser", "Moon/Tranquility", "18:30:05", "2026-07-01 18:30:05", "America/New_York")]
    public void Moment_InTheChosenZone_ReadsAsThereOnTheWall(string choice, string? here, string clock, string moment, string name)
    {
        var viewer = new ViewerClock(new NewYork());

        viewer.Choose(choice, here);

        Assert.Equal(clock, viewer.Clock(Moment));
        Assert.Equal(clock, Words.Clock(Moment, viewer));
        Assert.Equal(moment, viewer.Moment(Moment));
        Assert.Equal(name, viewer.Name);
        Assert.Equal(Moment, viewer.GetUtcNow());
    }

    private sealed class NewYork : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
