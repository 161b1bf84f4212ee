using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Lab;

/// <summary>A follower's life by our client's calls, on the oldest and the newest server there is a lab of.</summary>
public sealed class FollowerLifeTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Follower_FromFollowToPromotion_AnswersEveryCall(string version)
    {
        await using var pair = await LabPair.StartAsync(version);
        await pair.FollowAsync("foo", "bar");

        var info = Assert.Single(LabPair.Value(await pair.B.Following.InfoAsync(Cancel)));
        Assert.Equal(("bar", "clusterA", "foo", FollowerStatus.Active), (info.Index, info.Remote, info.LeaderIndex, info.Status));
        Assert.Equal(FollowParameters.Defaults, info.Parameters);
        var metadata = LabPair.Value(await pair.B.Self.FollowMetadataAsync(["bar"], Cancel))["bar"];
        Assert.Equal(("clusterA", "foo", true), (metadata.Remote, metadata.LeaderIndex, metadata.IsOpen));

        var stats = LabPair.Value(await pair.B.Following.StatsAsync(new FollowStatsReader(), new FollowStats(), Cancel));
        Assert.Equal(["bar"], stats.Followers.ToArray().Select(row => row.Index));
        Assert.Equal(0, stats.Shards[0].ReadErrorCount);
        Assert.False(stats.Shards[0].IsFatal);
        var whole = LabPair.Value(await pair.B.Following.StatsOfAsync(["bar"], Cancel));
        Assert.Equal(("clusterA", "foo"), (whole.Shards[0].Remote, whole.Shards[0].LeaderIndex));

        var behind = await LabPair.UntilAsync(async () => await PositionAsync(pair.B, "bar"), position => position.GlobalCheckpoint == 4);
        var leader = await PositionAsync(pair.A, "foo", PositionExtras.Leases | PositionExtras.WriteTotals);
        Assert.Equal((4L, 4L, 5L), (leader.MaxSeqNo, behind.MaxSeqNo, leader.IndexedTotal));

        LabPair.Done(await pair.B.Following.PauseAsync("bar", Cancel));
        Assert.Equal(FollowerStatus.Paused, Assert.Single(LabPair.Value(await pair.B.Following.InfoAsync(Cancel, ["bar"]))).Status);
        var changed = FollowParameters.Defaults with { MaxReadRequestSize = "1024kb", MaxOutstandingReadRequests = 3 };
        LabPair.Done(await pair.B.Following.ResumeAsync("bar", changed, Cancel));
        Assert.Equal(changed, Assert.Single(LabPair.Value(await pair.B.Following.InfoAsync(Cancel))).Parameters);

        LabPair.Done(await pair.B.Following.PauseAsync("bar", Cancel));
        Assert.Empty(LabPair.Done(await pair.B.Indices.CloseAsync(["bar"], Cancel)).Refused);
        LabPair.Done(await pair.B.Following.UnfollowAsync("bar", Cancel));
        LabPair.Done(await pair.B.Indices.OpenAsync(["bar"], Cancel));
        Assert.Empty(LabPair.Value(await pair.B.Following.InfoAsync(Cancel)));
        Assert.Empty(LabPair.Value(await pair.B.Self.FollowMetadataAsync(["bar"], Cancel)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Unfollow_WithASilentLeader_IsUnknownAndStillInFlight(string version)
    {
        await using var pair = await LabPair.StartAsync(version);
        await pair.FollowAsync("foo", "bar");
        LabPair.Done(await pair.B.Following.PauseAsync("bar", Cancel));
        LabPair.Done(await pair.B.Indices.CloseAsync(["bar"], Cancel));
        await pair.SteerAsync("/clusters/clusterA/freeze");

        var unfollowed = Assert.IsType<Effect<Acknowledged>.Unknown>(await pair.B.Following.UnfollowAsync("bar", Cancel, TimeSpan.FromSeconds(1)));
        var inFlight = LabPair.Value(await pair.B.Self.CcrCallsInFlightAsync(Cancel));

        Assert.IsType<Fault.TimedOut>(unfollowed.Fault);
        Assert.Contains(inFlight.Tasks, task => task.Action.EndsWith("ccr/unfollow", StringComparison.Ordinal));
        Assert.Empty(LabPair.Value(await pair.B.Self.FollowMetadataAsync(["bar"], Cancel)));
        await pair.SteerAsync("/clusters/clusterA/thaw");
        await LabPair.UntilAsync(async () => LabPair.Value(await pair.B.Self.CcrCallsInFlightAsync(Cancel)), tasks => tasks.Tasks.Count == 0);
    }

    private static async Task<ShardPosition> PositionAsync(ElasticsearchCluster cluster, string index, PositionExtras extras = PositionExtras.None)
    {
        var positions = LabPair.Value(await cluster.Indices.PositionsAsync(new PositionsReader(), new Positions(), Cancel, extras));
        var row = positions.Indices.ToArray().Single(row => row.Name == index);
        var shard = Assert.Single(positions.ShardsOf(row).ToArray());
        if (extras.HasFlag(PositionExtras.Leases)) Assert.Equal("bar", Assert.Single(positions.LeasesOf(shard).ToArray()).Parts()!.FollowerIndex);
        return shard;
    }
}
