using Switchback.Core.Fleet;

namespace Switchback.Core.Tests.Fleet;

public sealed class SourceTrailTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 3, 0, 0, TimeSpan.Zero);

    private readonly SourceTrail _trail = new();

    [Fact]
    public void Behind_NothingRemembered_IsNotKnown() => Assert.Null(_trail.Behind(0, Start));

    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 0)]
    [InlineData(20, 10)]
    [InlineData(25, 5)]
    [InlineData(10, 20)]
    public void Behind_BetweenReadings_IsWhereTheSourceStoodThen(long position, double seconds)
    {
        // 10 operations each 10 seconds: 10 at the start, 30 now.
        for (var i = 0; i <= 2; i++) _trail.Note(Start.AddSeconds(i * 10), 10 + (i * 10));

        Assert.Equal(TimeSpan.FromSeconds(seconds), _trail.Behind(position, Start.AddSeconds(20)));
    }

    [Fact]
    public void Behind_SourceStoodStillForAnHour_CountsFromTheLastReadingThatProvesIt()
    {
        _trail.Note(Start, 10);
        _trail.Note(Start.AddHours(1), 10);
        _trail.Note(Start.AddHours(1).AddSeconds(2), 20);

        Assert.Equal(TimeSpan.FromSeconds(2), _trail.Behind(10, Start.AddHours(1).AddSeconds(2)));
    }

    [Fact]
    public void Behind_ToldOnceThatTheSourceStood_IsAsIfEachReadingHadBeenNoted()
    {
        _trail.Note(Start, 10);
        _trail.Stood(Start.AddHours(1));
        _trail.Note(Start.AddHours(1).AddSeconds(2), 20);

        Assert.Equal(TimeSpan.FromSeconds(2), _trail.Behind(10, Start.AddHours(1).AddSeconds(2)));
    }

    [Fact]
    public void Behind_OlderThanAllThatIsRemembered_IsNotInvented()
    {
        _trail.Note(Start, 100);

        Assert.Null(_trail.Behind(99, Start.AddSeconds(1)));
    }

    [Fact]
    public void Note_PositionGoesBack_IsAnotherSource()
    {
        _trail.Note(Start, 100);
        _trail.Note(Start.AddSeconds(2), 5);

        Assert.Equal(TimeSpan.Zero, _trail.Behind(5, Start.AddSeconds(3)));
        Assert.Null(_trail.Behind(4, Start.AddSeconds(3)));
    }

    [Fact]
    public void Note_ForADay_KeepsHoursInAFixedNumberOfPoints()
    {
        for (var i = 0; i < 43_200; i++) _trail.Note(Start.AddSeconds(i * 2), i);
        var now = Start.AddSeconds(86_398);

        var recent = _trail.Behind(43_199 - 5, now)!.Value;
        var old = _trail.Behind(43_199 - 3600, now);

        Assert.InRange(recent.TotalSeconds, 8, 12);
        // Two hours back: still remembered, and no further off than the points lie apart.
        Assert.NotNull(old);
        Assert.InRange(old.Value.TotalSeconds, 7000, 7400);
    }
}
