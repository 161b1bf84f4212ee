using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Lab;

/// <summary>What calls on followers and patterns mean in each state, on the oldest and the newest server there is a lab of.</summary>
public sealed class FollowingTests
{
    public static TheoryData<string> Versions => ["7.8.1", Switchback.Lab.Clusters.Profile.Newest.Version.ToString()];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Calls_InTheWrongState_MeanWhatTheRulesSay(string version)
    {
        await using var pair = await LabPair.StartAsync(version);
        await pair.FollowAsync("foo", "bar");
        await pair.MakeAsync("plain", 0);
        var order = new FollowOrder("clusterA", "foo", new FollowParameters());

        // Refused, and nothing there that could be this call's effect.
        Assert.IsType<Effect<Acknowledged>.NotDone>(await pair.B.Following.UnfollowAsync("bar", Cancel));
        // Running already; open already; gone: the effect may be there, the probe decides.
        Assert.IsType<Effect<Acknowledged>.Unknown>(await pair.B.Following.ResumeAsync("bar", new FollowParameters(), Cancel));
        Assert.IsType<Effect<FollowResult>.Unknown>(await pair.B.Following.FollowAsync("bar", order, Cancel));
        Assert.IsType<Fault.Missing>(Assert.IsType<Effect<Acknowledged>.Unknown>(await pair.B.Following.PauseAsync("none", Cancel)).Fault);
        Assert.IsType<Effect<Acknowledged>.Unknown>(await pair.A.Following.UnfollowAsync("plain", Cancel));
        LabPair.Done(await pair.B.Following.PauseAsync("bar", Cancel));
        Assert.IsType<Effect<Acknowledged>.Unknown>(await pair.B.Following.PauseAsync("bar", Cancel));
        // A read that names only paused followers.
        Assert.IsType<Fault.Missing>(Assert.IsType<Answer<FollowStats>.Failure>(await pair.B.Following.StatsOfAsync(["bar"], Cancel)).Fault);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Unfollow_WithTheLeaderDown_OwesTheLeasesThatForgetRemovesLater(string version)
    {
        await using var pair = await LabPair.StartAsync(version);
        await pair.FollowAsync("foo", "bar");
        LabPair.Done(await pair.B.Following.PauseAsync("bar", Cancel));
        LabPair.Done(await pair.B.Indices.CloseAsync(["bar"], Cancel));
        await pair.SteerAsync("/clusters/clusterA/stop");

        var unfollowed = Assert.IsType<Effect<Acknowledged>.Unknown>(await pair.B.Following.UnfollowAsync("bar", Cancel));
        Assert.IsType<Fault.Unreachable>(Assert.IsType<Answer<License>.Failure>(await pair.A.Self.LicenseAsync(Cancel)).Fault);
        // A refusal where the remote may not be skipped, a yes that says "skipped" where it may.
        var poked = await pair.B.Remotes.PokeAsync("clusterA", "foo", TimeSpan.FromSeconds(5), Cancel);
        Assert.False(poked is Answer<PokeResult>.Success { Value.RemoteAnswered: true });

        await pair.SteerAsync("/clusters/clusterA/start");
        var lease = Assert.Single(unfollowed.LeasesOwed);
        Assert.Equal(("clusterB", "bar", "clusterA", "foo"), (lease.FollowerCluster, lease.FollowerIndex, lease.Remote, lease.LeaderIndex));
        var forgotten = await LabPair.UntilAsync(() => pair.A.Following.ForgetAsync(lease, Cancel), effect => effect is Effect<ForgetResult>.Done { Value.Shards: > 0 });
        Assert.Equal((1L, 0L), (LabPair.Done(forgotten).Successful, LabPair.Done(forgotten).Failed));
        var again = LabPair.Done(await pair.A.Following.ForgetAsync(lease, Cancel));
        Assert.Equal("retention_lease_not_found_exception", Assert.Single(again.Failures).Type);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Patterns_PutPausedResumedDeleted_ReadAsPut(string version)
    {
        await using var pair = await LabPair.StartAsync(version);
        var order = new PatternOrder("clusterA", ["logs-*"], [], "{{leader_index}}-copy", new FollowParameters { MaxOutstandingReadRequests = 2 });

        LabPair.Done(await pair.B.Patterns.PutAsync("p", order, Cancel));
        var pattern = LabPair.Value(await pair.B.Patterns.GetAsync("p", Cancel));
        Assert.Equal(("p", true, "clusterA", "{{leader_index}}-copy", 2), (pattern.Name, pattern.Active, pattern.Remote, pattern.FollowPattern, pattern.Parameters.MaxOutstandingReadRequests));
        Assert.Equal(["logs-*"], pattern.LeaderPatterns);
        Assert.Empty(pattern.Excluded);
        LabPair.Done(await pair.B.Patterns.PauseAsync("p", Cancel));
        Assert.False(Assert.Single(LabPair.Value(await pair.B.Patterns.ListAsync(Cancel))).Active);
        LabPair.Done(await pair.B.Patterns.ResumeAsync("p", Cancel));
        Assert.Equal("clusterA", Assert.Single((await LabPair.UntilAsync(async () => LabPair.Value(await pair.B.Following.AutoFollowStatsAsync(Cancel)), stats => stats.Clusters.Count > 0)).Clusters).Remote);
        LabPair.Done(await pair.B.Patterns.DeleteAsync("p", Cancel));
        Assert.IsType<Fault.Missing>(Assert.IsType<Answer<AutoFollowPattern>.Failure>(await pair.B.Patterns.GetAsync("p", Cancel)).Fault);
        Assert.IsType<Effect<Acknowledged>.Unknown>(await pair.B.Patterns.DeleteAsync("p", Cancel));
    }
}
