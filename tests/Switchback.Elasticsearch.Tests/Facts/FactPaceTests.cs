using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Tests.Facts;

public sealed class FactPaceTests
{
    [Theory]
    [InlineData(FactGroup.Health, 10)]
    [InlineData(FactGroup.Remotes, 10)]
    [InlineData(FactGroup.Patterns, 10)]
    [InlineData(FactGroup.Licence, 60)]
    [InlineData(FactGroup.Nodes, 60)]
    [InlineData(FactGroup.Streams, 60)]
    [InlineData(FactGroup.Indices, 60)]
    [InlineData(FactGroup.Inventory, 120)]
    [InlineData(FactGroup.Privileges, 120)]
    public void AfterAnswer_ThatWasQuick_IsTheGroupsOwnPeriodScaledAndShifted(FactGroup group, int seconds)
    {
        var quick = TimeSpan.FromMilliseconds(20);

        Assert.Equal(seconds, new FactPace().AfterAnswer(group, quick, 0.5).TotalSeconds, 6);
        Assert.Equal(seconds * 0.9, new FactPace().AfterAnswer(group, quick, 0).TotalSeconds, 6);
        Assert.Equal(seconds * 1.1, new FactPace().AfterAnswer(group, quick, 1).TotalSeconds, 6);
        Assert.Equal(seconds * 3, new FactPace(3).AfterAnswer(group, quick, 0.5).TotalSeconds, 6);
    }

    [Theory]
    [InlineData(FactGroup.Health, 1, 20)]
    [InlineData(FactGroup.Health, 4, 80)]
    [InlineData(FactGroup.Inventory, 5, 120)]
    [InlineData(FactGroup.Inventory, 8, 160)]
    public void AfterAnswer_ThatTookLong_LeavesTheClusterAloneForTwentyTimesAsLong(FactGroup group, int took, int seconds)
    {
        Assert.Equal(seconds, new FactPace().AfterAnswer(group, TimeSpan.FromSeconds(took), 0.5).TotalSeconds, 6);
        // Chance never makes it shorter than that.
        Assert.True(new FactPace().AfterAnswer(group, TimeSpan.FromSeconds(took), 0).TotalSeconds >= took * 20);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(6, 60)]
    [InlineData(1000, 60)]
    public void AfterFailure_AgainAndAgain_ComesMoreSeldomUpToAMinute(int inARow, int seconds) =>
        Assert.Equal(seconds, new FactPace().AfterFailure(inARow, 0.5).TotalSeconds, 6);

    [Fact]
    public void StaleAfter_OfEachGroup_IsLongerThanAnyPauseTheScheduleCanMake()
    {
        foreach (var group in Enum.GetValues<FactGroup>())
        {
            var pace = new FactPace();
            Assert.True(pace.StaleAfter(group) > pace.AfterAnswer(group, pace.Deadline, 0.999) + pace.Deadline - TimeSpan.FromMilliseconds(1));
        }
    }
}
