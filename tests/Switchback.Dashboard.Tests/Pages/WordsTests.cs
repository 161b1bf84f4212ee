using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0.4, "now")]
    [InlineData(1, "1 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(252, "4 min 12 s")]
    [InlineData(33_120, "9 h 12 min")]
    [InlineData(273_600, "3 d 4 h")]
    public void Span_AnyLength_TakesTwoUnitsAtMost(double seconds, string expected)
    {
        Assert.Equal(expected, Words.Span(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Count_Large_IsGrouped()
    {
        Assert.Equal("1,204,118", Words.Count(1_204_118));
        Assert.Equal("1 follower", Words.Count(1, "follower", "followers"));
        Assert.Equal("0 followers", Words.Count(0, "follower", "followers"));
    }
}
