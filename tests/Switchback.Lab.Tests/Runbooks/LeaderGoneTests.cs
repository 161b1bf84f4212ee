using System.Text;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 0: what nobody expects when the leader cluster stops, freezes and returns.</summary>
public sealed class LeaderGoneTests : IAsyncLifetime
{
    private const string A = "clusterA";
    private const string B = "clusterB";

    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync(B, A);
        await _lab.CreateAsync(A, "foo");
        await _lab.WriteAsync(A, "foo", 5);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    /// <summary>0.3: the other side is long back, and nobody has asked for it.</summary>
    [Fact]
    public async Task RemoteInfo_OtherSideIsBack_SaysNotConnectedUntilItIsUsed()
    {
        await _lab.StopAsync(A);
        await _lab.ReturnAsync(A, "foo");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("false", (await _lab.DoAsync(B, "GET /_remote/info")).TextAt("clusterA/connected"));

        await _lab.DoAsync(B, "GET /clusterA:foo/_search?size=0");

        Assert.Equal("true", (await _lab.DoAsync(B, "GET /_remote/info")).TextAt("clusterA/connected"));
    }

    /// <summary>0.28: the back-off has grown to a minute; the leader takes writes, and the follower looks well and does nothing.</summary>
    [Fact]
    public async Task Follower_LeaderIsBack_SleepsOnUntilPausedAndResumed()
    {
        await FollowedAsync();
        await _lab.StopAsync(A);
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(40));
        // It has just tried once more, and sleeps for a minute now.
        await _lab.SoonAsync(B, "GET /bar/_ccr/stats",
            stats => (long)stats.At("indices/0/shards/0/time_since_last_read_millis")! < 3000, TimeSpan.FromSeconds(1));

        await _lab.ReturnAsync(A, "foo");
        await _lab.WriteAsync(A, "foo", 20, "after");
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(5));

        var asleep = await _lab.ShardStatsAsync(B, "bar");
        Assert.Equal((4, 4), ((long)asleep["leader_global_checkpoint"]!, (long)asleep["follower_global_checkpoint"]!));
        Assert.Equal("active", (await _lab.DoAsync(B, "GET /bar/_ccr/info")).TextAt("follower_indices/0/status"));
        Assert.Equal([4], await _lab.PositionsAsync(B, "bar"));
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        await _lab.DoAsync(B, "POST /bar/_ccr/resume_follow");
        await _lab.SoonAsync(B, "GET /bar/_ccr/stats",
            stats => stats.TextAt("indices/0/shards/0/follower_global_checkpoint") == "24", TimeSpan.FromMilliseconds(10));
        Assert.Empty((await _lab.ShardStatsAsync(B, "bar"))["read_exceptions"]!.AsArray());
    }

    [Fact]
    public async Task Follower_LeaderIsBack_WakesByItselfWithinItsPollTimeout()
    {
        await FollowedAsync();
        await _lab.StopAsync(A);
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(40));
        await _lab.ReturnAsync(A, "foo");
        await _lab.WriteAsync(A, "foo", 20, "after");

        await _lab.AdvanceAsync(TimeSpan.FromSeconds(70));

        await _lab.LevelAsync(B, "bar", A, "foo");
    }

    /// <summary>0.31: a cluster that holds its connections and answers nothing looks healthy; only the time since the last read grows.</summary>
    [Fact]
    public async Task FrozenLeader_LooksHealthy_ExceptForTheTimeSinceTheLastRead()
    {
        await FollowedAsync();
        await _lab.FreezeAsync(A);
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(5));

        var stats = await _lab.ShardStatsAsync(B, "bar");

        Assert.Equal("true", (await _lab.DoAsync(B, "GET /_remote/info")).TextAt("clusterA/connected"));
        Assert.Equal("active", (await _lab.DoAsync(B, "GET /bar/_ccr/info")).TextAt("follower_indices/0/status"));
        Assert.Empty(stats["read_exceptions"]!.AsArray());
        Assert.Null(stats["fatal_exception"]);
        Assert.True((long)stats["time_since_last_read_millis"]! > 240_000, stats.ToJsonString());
    }

    /// <summary>0.31: pause and close answer at once; unfollow hangs although it has happened.</summary>
    [Fact]
    public async Task FrozenLeader_UnfollowHangs_AndHasHappened()
    {
        await FollowedAsync();
        await _lab.FreezeAsync(A);
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        await _lab.DoAsync(B, "POST /bar/_close");

        var hanging = _lab.OnB("POST /bar/_ccr/unfollow");
        await HangsAsync("unfollow");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.False(hanging.IsCompleted);
        Assert.Equal("""{"follower_indices":[]}""", (await _lab.DoAsync(B, "GET /bar/_ccr/info")).Text);
        await _lab.OpenAsync(B, "bar");
        await _lab.DoAsync(B, "POST /bar/_doc", """{"user":"kimchy"}""");
        await _lab.ThawAsync(A);
        Assert.Equal(200, (await hanging).Status);
    }

    /// <summary>0.31: what hangs has not happened, and happens later: "no effect now" proves nothing while the call is in the list.</summary>
    [Fact]
    public async Task FrozenLeader_ResumeAndFollowHang_AndHappenAfterTheThaw()
    {
        await FollowedAsync();
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        await _lab.FreezeAsync(A);

        var resume = _lab.OnB("POST /bar/_ccr/resume_follow");
        var follow = _lab.OnB("PUT /fresh/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"foo"}""");
        await HangsAsync("resume_follow");
        await HangsAsync("put_follow");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.False(resume.IsCompleted || follow.IsCompleted);
        Assert.Equal("paused", (await _lab.DoAsync(B, "GET /bar/_ccr/info")).TextAt("follower_indices/0/status"));
        Assert.Equal(404, (await _lab.OnB("HEAD /fresh")).Status);
        await _lab.ThawAsync(A);

        Assert.Equal((200, 200), ((await resume).Status, (await follow).Status));
        foreach (var index in new[] { "bar", "fresh" })
            Assert.Equal("active", (await _lab.DoAsync(B, $"GET /{index}/_ccr/info")).TextAt("follower_indices/0/status"));
    }

    /// <summary>0.31: a call that its caller has given up still happens when the leader answers again.</summary>
    [Fact]
    public async Task FrozenLeader_FollowWhoseCallerIsGone_HappensAfterTheThaw()
    {
        await FollowedAsync();
        await _lab.FreezeAsync(A);
        using var http = new HttpClient();
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var body = new StringContent("""{"remote_cluster":"clusterA","leader_index":"foo"}""", Encoding.UTF8, "application/json");
        var follow = http.PutAsync($"{_lab.Host.Url(B)}/fresh/_ccr/follow", body, impatience.Token);
        await HangsAsync("put_follow");
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follow);

        await HangsAsync("put_follow");
        Assert.Equal(404, (await _lab.OnB("HEAD /fresh")).Status);
        await _lab.ThawAsync(A);

        await _lab.SoonAsync(B, "GET /fresh/_ccr/info", info => info.TextAt("follower_indices/0/status") == "active");
    }

    [Fact]
    public async Task FrozenLeader_DiesInstead_HangingResumeEndsWithoutEffect()
    {
        await FollowedAsync();
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        await _lab.FreezeAsync(A);
        var resume = _lab.OnB("POST /bar/_ccr/resume_follow");
        await HangsAsync("resume_follow");

        await _lab.StopAsync(A);

        Assert.NotEqual(200, (await resume).Status);
        Assert.Equal("paused", (await _lab.DoAsync(B, "GET /bar/_ccr/info")).TextAt("follower_indices/0/status"));
    }

    /// <summary>0.33: while the leader's shards recover, resume is refused; a moment later the same call works.</summary>
    [Fact]
    public async Task Resume_RightAfterTheLeadersRestart_IsRefusedThenWorks()
    {
        await FollowedAsync();
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        await _lab.StopAsync(A);
        await _lab.StartClusterAsync(A);

        var early = await _lab.OnB("POST /bar/_ccr/resume_follow");

        Assert.Equal(400, early.Status);
        Assert.Contains(early.Reason, (string[])["no index stats available for the leader index", "leader index's commit stats are missing"]);
        await _lab.HealthyAsync(A, "foo");
        await _lab.DoAsync(B, "POST /bar/_ccr/resume_follow");
        await _lab.LevelAsync(B, "bar", A, "foo");
    }

    private Task<Answer> HangsAsync(string call) => _lab.SoonAsync(B, $"GET /_tasks?actions=*ccr/{call}",
        tasks => tasks.Text.Contains($"ccr/{call}\"", StringComparison.Ordinal));

    private async Task FollowedAsync()
    {
        await _lab.FollowAsync(B, "bar", A, "foo");
        await _lab.LevelAsync(B, "bar", A, "foo");
        await _lab.SoonAsync(B, "GET /bar/_ccr/stats", stats => stats.TextAt("indices/0/shards/0/leader_global_checkpoint") == "4");
    }
}
