using Switchback.Dashboard.Fleet;

namespace Switchback.Dashboard.Tests.Fleet;

public sealed class FollowerListTests
{
    [Fact]
    public void Line_BothClustersAnswer_ShowsEachSidesOwnPositionAndTheLagBetweenThem()
    {
        var line = Assert.Single(List(Some.Leader(Some.At(41)), Some.Away(own: Some.At(37))));

        Assert.Equal(
            new FollowerLine("clusterB", "orders2", "clusterA", "orders", new FollowerVerdict(Grade.Fine, "Following"), 42, 38, 4, Some.Now.AddSeconds(-1), false),
            line);
    }

    [Fact]
    public void Line_ItsClusterSilent_KeepsTheRowWithItsAgeAndIsNeverFine()
    {
        var line = Assert.Single(List(Some.Leader(), Some.Away(line: Some.Silent(240), ageSeconds: 241)));

        Assert.True(line.IsStale);
        Assert.Equal(Grade.Unknown, line.Verdict.Grade);
        Assert.Equal("Unknown, was: Following", line.Verdict.Word);
        Assert.Null(line.Lag);
        Assert.Equal(Some.Now.AddSeconds(-241), line.AsOf);
    }

    [Fact]
    public void Line_LeadersClusterSilent_HasNoLagBecauseAnOldPositionWouldMakeItUp()
    {
        var line = Assert.Single(List(Some.Leader(line: Some.Silent(30), ageSeconds: 32), Some.Away()));

        Assert.False(line.IsStale);
        Assert.Null(line.LeaderAt);
        Assert.Null(line.Lag);
    }

    [Fact]
    public void Line_NoConfiguredClusterHasTheLeader_LeavesTheLeadersSideUnknown()
    {
        var line = Assert.Single(List(Some.Away()));

        Assert.Null(line.LeaderAt);
        Assert.Null(line.Lag);
        Assert.Equal(42, line.FollowerAt);
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public void Line_TheAliasNamesAClusterWithAnotherIndexOfThatName_HasNoLag(string? leaderUuid)
    {
        var line = Assert.Single(List(Some.Leader(Some.At(900)), Some.Away(Some.Follower() with { LeaderUuid = leaderUuid })));

        Assert.Null(line.LeaderAt);
        Assert.Null(line.Lag);
    }

    [Fact]
    public void Line_TheRemoteHasAnAliasOfItsOwn_FindsTheLeaderByItsUuid()
    {
        var impostor = Some.Leader(Some.At(900) with { Uuid = "another" }) with { Name = "east" };
        var line = Assert.Single(List(impostor, Some.Leader(Some.At(41)), Some.Away(Some.Follower() with { Remote = "east" }, Some.At(37))));

        Assert.Equal((42, 4, "east:orders"), (line.LeaderAt, line.Lag, line.Leader));
    }

    [Fact]
    public void Line_AnsweringClusterWithAnOldAnswer_IsStale()
    {
        Assert.True(Assert.Single(List(Some.Away(ageSeconds: 7))).IsStale);
        Assert.False(Assert.Single(List(Some.Away(ageSeconds: 6))).IsStale);
    }

    [Fact]
    public void Line_PositionsUnread_IsNotTakenForACopyUnderWay()
    {
        var line = Assert.Single(List(Some.Away(Some.Follower(status: Elasticsearch.Calls.FollowerStatus.Paused)) with { Positions = null }));

        Assert.Equal("Paused", line.Verdict.Word);
    }

    private static IReadOnlyList<FollowerLine> List(params ClusterView[] clusters) =>
        FollowerList.Of(Some.Snapshot(clusters), Some.Now, Some.FreshFor);
}
