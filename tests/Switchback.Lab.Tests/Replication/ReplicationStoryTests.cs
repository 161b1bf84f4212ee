using Switchback.Lab.Transport;
using static Switchback.Lab.Tests.Replication.FollowerPair;

namespace Switchback.Lab.Tests.Replication;

/// <summary>Contract 3.5 and section 0: how the numbers move when something happens to one side, and what comes of calls that hang.</summary>
public sealed class ReplicationStoryTests : IAsyncLifetime
{
    private readonly FollowerPair _pair = new();

    public ValueTask InitializeAsync() => _pair.InitializeAsync();

    public ValueTask DisposeAsync() => _pair.DisposeAsync();

    [Fact]
    public async Task LeaderWrites_Healthy_EverythingMovesByThem()
    {
        var (leader, follower) = await _pair.MakeAsync(FollowerState.A);
        for (var i = 0; i < 5; i++) await Ok(_pair.Lab.OnA($"PUT /{leader}/_doc/x{i}", "{}"));

        var stats = await _pair.LevelAsync(follower, 7);

        Assert.Equal(("7", "7", "8", "8", "0"), (Shard(stats, "leader_global_checkpoint"), Shard(stats, "last_requested_seq_no"),
            Shard(stats, "operations_read"), Shard(stats, "operations_written"), Shard(stats, "failed_read_requests")));
    }

    [Fact]
    public async Task LeaderStops_ReadsAreRetriedAndTheLastNumbersStay()
    {
        var (_, follower) = await _pair.MakeAsync(FollowerState.A);
        await _pair.Lab.StopAsync("clusterA");

        var stats = await _pair.Lab.UntilAsync("clusterB", $"GET /{follower}/_ccr/stats", answer => answer.At("indices/0/shards/0/read_exceptions/0") is not null);
        Assert.Equal(("2", "2", "connect_transport_exception"), (Shard(stats, "leader_global_checkpoint"), Shard(stats, "follower_global_checkpoint"),
            stats.TextAt("indices/0/shards/0/read_exceptions/0/exception/type")));
        Assert.Null(stats.At("indices/0/shards/0/fatal_exception"));

        await _pair.Lab.StartClusterAsync("clusterA");
        await _pair.Lab.AdvanceAsync(TimeSpan.FromMinutes(2));
        await _pair.Lab.UntilAsync("clusterB", $"GET /{follower}/_ccr/stats", answer => answer.At("indices/0/shards/0/read_exceptions/0") is null);
    }

    [Fact]
    public async Task LeaderFreezes_OnlyTheTimeSinceTheLastReadGrows()
    {
        var (_, follower) = await _pair.MakeAsync(FollowerState.A);
        await _pair.Lab.FreezeAsync("clusterA");
        await _pair.Lab.AdvanceAsync(TimeSpan.FromMinutes(5));

        var stats = await _pair.Lab.OnB($"GET /{follower}/_ccr/stats");

        Assert.Equal(("1", "0"), (Shard(stats, "outstanding_read_requests"), Shard(stats, "failed_read_requests")));
        Assert.True(long.Parse(Shard(stats, "time_since_last_read_millis")!, null) >= 300_000 - 60_000);
    }

    [Fact]
    public async Task LeaderFreezes_FollowAndResumeHangAndHappenAfterTheThaw_UnfollowHasHappened()
    {
        var (leader, _) = await _pair.MakeAsync(FollowerState.N);
        var (_, paused) = await _pair.MakeAsync(FollowerState.P);
        var (_, closed) = await _pair.MakeAsync(FollowerState.PC);
        await _pair.Lab.FreezeAsync("clusterA");
        var follow = _pair.Lab.OnB("PUT /late/_ccr/follow?wait_for_active_shards=1", Body(leader));
        var resume = _pair.Lab.OnB($"POST /{paused}/_ccr/resume_follow");
        var unfollow = _pair.Lab.OnB($"POST /{closed}/_ccr/unfollow");

        var hanging = await _pair.Lab.UntilAsync("clusterB", "GET /_tasks?actions=*ccr/put_follow,*ccr/resume_follow,*ccr/unfollow&group_by=none",
            tasks => tasks.Json?["tasks"]?.AsArray().Count == 3);
        Assert.All(hanging.Json!["tasks"]!.AsArray(), task => Assert.Equal(("transport", "false"), (task!["type"]!.ToString(), task["cancellable"]!.ToString())));
        Assert.Equal(404, (await _pair.Lab.OnB("GET /late")).Status);
        Assert.Equal("""{"follower_indices":[]}""", (await _pair.Lab.OnB($"GET /{closed}/_ccr/info")).Text);

        await _pair.Lab.ThawAsync("clusterA");
        var answers = await Task.WhenAll(follow, resume, unfollow);
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal("active", (await _pair.Lab.OnB($"GET /{paused}/_ccr/info")).TextAt("follower_indices/0/status"));
        Assert.Equal("""{"nodes":{}}""", (await _pair.Lab.OnB("GET /_tasks?actions=*ccr/put_follow,*ccr/resume_follow,*ccr/unfollow")).Text);
    }

    [Fact]
    public async Task LeaderFreezesThenDies_HangingFollowEndsWithoutEffect()
    {
        var (leader, _) = await _pair.MakeAsync(FollowerState.N);
        await _pair.Lab.FreezeAsync("clusterA");
        var follow = _pair.Lab.OnB("PUT /late/_ccr/follow?wait_for_active_shards=1", Body(leader));
        await _pair.Lab.UntilAsync("clusterB", "GET /_tasks?actions=*put_follow", tasks => tasks.Text.Contains("put_follow", StringComparison.Ordinal));

        await _pair.Lab.StopAsync("clusterA");

        Assert.Equal(400, (await follow).Status);
        Assert.Equal(404, (await _pair.Lab.OnB("GET /late")).Status);
    }

    [Fact]
    public async Task LeaderDies_WhileCopying_TheFollowerStaysWithoutShards()
    {
        var (_, follower) = await _pair.MakeAsync(FollowerState.R);

        await _pair.Lab.StopAsync("clusterA");
        await _pair.Lab.AdvanceAsync(TimeSpan.FromMinutes(1));

        await _pair.Lab.UntilAsync("clusterB", $"GET /_cluster/health/{follower}", health => health.TextAt("status") == "red");
        Assert.Equal(("paused", 200), ((await _pair.Lab.OnB($"GET /{follower}/_ccr/info")).TextAt("follower_indices/0/status"),
            (await _pair.Lab.OnB($"DELETE /{follower}")).Status));
    }

    [Fact]
    public async Task FollowerRestarts_TasksGoOnByThemselvesWithCountersAtZero()
    {
        var (leader, follower) = await _pair.MakeAsync(FollowerState.A);
        await _pair.Lab.StopAsync("clusterB");
        await Ok(_pair.Lab.OnA($"PUT /{leader}/_doc/meanwhile", "{}"));
        await _pair.Lab.StartClusterAsync("clusterB");
        await _pair.Lab.AdvanceAsync(TimeSpan.FromSeconds(10));

        var stats = await _pair.LevelAsync(follower, 3);

        Assert.Equal(("1", "1"), (Shard(stats, "operations_read"), Shard(stats, "successful_read_requests")));
    }

    [Fact]
    public async Task FollowerWriteBlocked_WritesFailAndHealWhenTheBlockGoes()
    {
        var (leader, follower) = await _pair.MakeAsync(FollowerState.A);
        await Ok(_pair.Lab.OnB($"PUT /{follower}/_settings", """{"index.blocks.write":true}"""));
        await Ok(_pair.Lab.OnA($"PUT /{leader}/_doc/x", """{"n":1}"""));

        var stats = await _pair.Lab.UntilAsync("clusterB", $"GET /{follower}/_ccr/stats", answer => Shard(answer, "failed_write_requests") is not "0");
        Assert.Equal(("3", "2", "[]"), (Shard(stats, "leader_global_checkpoint"), Shard(stats, "follower_global_checkpoint"), stats.At("indices/0/shards/0/read_exceptions")!.ToJsonString()));

        await Ok(_pair.Lab.OnB($"PUT /{follower}/_settings", """{"index.blocks.write":null}"""));
        await _pair.Lab.AdvanceAsync(TimeSpan.FromMinutes(2));
        await _pair.LevelAsync(follower, 3);
    }

    [Fact]
    public async Task LinkThatSwallows_HealsWithoutAnException()
    {
        var (leader, follower) = await _pair.MakeAsync(FollowerState.A);
        await CutAsync(LinkCut.Swallowed);
        await Ok(_pair.Lab.OnA($"PUT /{leader}/_doc/x", """{"n":1}"""));
        await _pair.Lab.AdvanceAsync(TimeSpan.FromMinutes(10));

        await CutAsync(LinkCut.None);

        var stats = await _pair.LevelAsync(follower, 3);
        Assert.Equal("0", Shard(stats, "failed_read_requests"));
    }

    [Fact]
    public async Task Lease_IsRenewedEvery30SecondsPastTheCheckpoint_AndTakenAnewWhenForgotten()
    {
        var (leader, follower) = await _pair.MakeAsync(FollowerState.A);
        Assert.Equal("0", await RetainedAsync(leader));

        await _pair.Lab.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal("3", await RetainedAsync(leader));

        var uuid = _pair.Uuid("clusterB", follower);
        var forgotten = await _pair.Lab.OnA($"POST /{leader}/_ccr/forget_follower",
            $$"""{"follower_cluster":"clusterB","follower_index":"{{follower}}","follower_index_uuid":"{{uuid}}","leader_remote_cluster":"clusterA"}""");
        Assert.Equal("""{"_shards":{"total":1,"successful":1,"failed":0}}""", forgotten.Text);
        Assert.Null(await RetainedAsync(leader));

        await _pair.Lab.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal("3", await RetainedAsync(leader));
    }

    [Fact]
    public async Task Lease_PausedPastItsPeriod_IsGoneAndResumeStillWorks()
    {
        var (leader, follower) = await _pair.MakeAsync(FollowerState.P);
        await _pair.Lab.AdvanceAsync(TimeSpan.FromHours(12));
        Assert.NotNull(await RetainedAsync(leader));
        await _pair.Lab.AdvanceAsync(TimeSpan.FromSeconds(61));
        Assert.Null(await RetainedAsync(leader));

        await Ok(_pair.Lab.OnB($"POST /{follower}/_ccr/resume_follow"));

        await _pair.LevelAsync(follower, 2);
    }

    [Fact]
    public async Task Unfollow_LeaderDown_Answers500AndHasHappened_ForgetFollowerCleansUpLater()
    {
        var (leader, follower) = await _pair.MakeAsync(FollowerState.PC);
        await _pair.Lab.StopAsync("clusterA");

        var answer = await _pair.Lab.OnB($"POST /{follower}/_ccr/unfollow");

        var lease = $"clusterB/{follower}/{_pair.Uuid("clusterB", follower)}-following-clusterA/{leader}/{_pair.Uuid("clusterA", leader)}";
        Assert.Equal((500, "exception", lease), (answer.Status, answer.Type, answer.TextAt("error/failed_to_remove_retention_leases")));
        Assert.Equal("connect_transport_exception", answer.TextAt("error/root_cause/0/type"));
        Assert.Equal($"index [{follower}] is not a follower index", (await _pair.Lab.OnB($"POST /{follower}/_ccr/unfollow")).Reason);
    }

    [Fact]
    public async Task Costs_FollowFive_PauseOne_UnfollowOne()
    {
        var (leader, follower) = await _pair.MakeAsync(FollowerState.N);
        Assert.Equal(5, await CostAsync($"PUT /{follower}/_ccr/follow?wait_for_active_shards=1", Body(leader)));
        await _pair.LevelAsync(follower, 2);
        Assert.Equal(1, await CostAsync($"POST /{follower}/_ccr/pause_follow"));
        await Ok(_pair.Lab.OnB($"POST /{follower}/_close"));
        await _pair.Lab.UntilAsync("clusterB", $"GET /_cluster/health/{follower}", health => health.TextAt("initializing_shards") == "0");
        Assert.Equal(1, await CostAsync($"POST /{follower}/_ccr/unfollow"));
    }

    private async Task<long> CostAsync(string call, string? body = null)
    {
        var before = _pair.Lab.Laboratory["clusterB"].Master.Updates;
        await Ok(_pair.Lab.OnB(call, body));
        return _pair.Lab.Laboratory["clusterB"].Master.Updates - before;
    }

    private Task CutAsync(LinkCut cut) => _pair.Lab.Laboratory.Loop.InvokeAsync(() =>
        _pair.Lab.Laboratory.Network.Cut(_pair.Lab.Laboratory["clusterB"], _pair.Lab.Laboratory["clusterA"], cut));

    /// <summary>The number that the follower's lease retains; null where there is none.</summary>
    private async Task<string?> RetainedAsync(string leader)
    {
        var stats = await _pair.Lab.OnA($"GET /{leader}/_stats/get?level=shards");
        return stats.At($"indices/{leader}/shards/0/0/retention_leases/leases")!.AsArray().FirstOrDefault(lease => lease!["source"]!.ToString() == "ccr")?["retaining_seq_no"]?.ToString();
    }
}
