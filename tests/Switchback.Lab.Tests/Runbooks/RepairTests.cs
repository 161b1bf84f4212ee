using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 4.5 to 4.7 and 4.10: recreate, change parameters, end the following of one index, clean up leases.</summary>
public sealed class RepairTests : IAsyncLifetime
{
    private const string A = "clusterA";
    private const string B = "clusterB";

    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync(B, A);
        await _lab.CreateAsync(A, "foo");
        await _lab.WriteAsync(A, "foo", 10);
        await _lab.FollowAsync(B, "bar", A, "foo", """, "max_read_request_operation_count":100,"read_poll_timeout":"30s" """);
        await _lab.LevelAsync(B, "bar", A, "foo");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Recreate_AfterOperationsAreNoLongerAvailable_CopiesAnewAndFollowsOn()
    {
        await LoseHistoryAsync();
        var fatal = (await _lab.ShardStatsAsync(B, "bar"))["fatal_exception"]!;
        Assert.Equal("resource_not_found_exception", (string?)fatal["type"]);
        Assert.StartsWith("Operations are no longer available for replicating.", (string?)fatal["reason"]);

        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        await _lab.DoAsync(B, "POST /bar/_close");
        await _lab.FollowAsync(B, "bar", A, "foo");

        await _lab.LevelAsync(B, "bar", A, "foo");
        await _lab.WriteAsync(A, "foo", 3, "after");
        await _lab.LevelAsync(B, "bar", A, "foo");
        Assert.Equal(13, await _lab.CountAsync(B, "bar"));
        Assert.Null((await _lab.ShardStatsAsync(B, "bar"))["fatal_exception"]);
    }

    [Fact]
    public async Task Recreate_FatalFollowerResumedWithoutPause_IsRefused()
    {
        await LoseHistoryAsync();

        var resumed = await _lab.OnB("POST /bar/_ccr/resume_follow");

        Assert.Equal((400, "resource_already_exists_exception"), (resumed.Status, resumed.Type));
        Assert.Matches(@"^task with id \{.+-0\} already exist$", resumed.Reason);
    }

    /// <summary>Contract 0.4: the numbers of a fatal follower stand still where it was lost, so the lag reads 0.</summary>
    [Fact]
    public async Task FatalFollower_ShowsNoLag_AndActive()
    {
        await LoseHistoryAsync();
        await _lab.WriteAsync(A, "foo", 5, "more");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(5));

        var stats = await _lab.ShardStatsAsync(B, "bar");

        Assert.Equal((9, 9), ((long)stats["leader_global_checkpoint"]!, (long)stats["follower_global_checkpoint"]!));
        Assert.Equal(1, (int)stats["outstanding_read_requests"]!);
        Assert.Equal("0", stats["read_exceptions"]![0]!["retries"]!.ToString());
        Assert.Equal("active", (await _lab.DoAsync(B, "GET /bar/_ccr/info")).TextAt("follower_indices/0/status"));
        Assert.Equal([34], await _lab.PositionsAsync(A, "foo"));
        Assert.Equal([9], await _lab.PositionsAsync(B, "bar"));
    }

    /// <summary>Contract 0.8: the call is refused only after it has copied: the index is open, its data replaced, the old task goes on.</summary>
    [Fact]
    public async Task Recreate_WithoutThePause_IsRefusedAfterTheCopyHasHappened()
    {
        await _lab.DoAsync(B, "POST /bar/_close");
        await _lab.WriteAsync(A, "foo", 4, "meanwhile");
        await _lab.DoAsync(A, "POST /foo/_flush");

        var answer = await _lab.OnB("PUT /bar/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"foo"}""");

        Assert.Equal((400, "resource_already_exists_exception"), (answer.Status, answer.Type));
        Assert.Matches(@"^task with id \{.+-0\} already exist$", answer.Reason);
        Assert.Equal("open", (await _lab.DoAsync(B, "GET /_cat/indices/bar?format=json")).TextAt("0/status"));
        await _lab.SoonAsync(B, "GET /bar/_count", count => count.TextAt("count") == "14");
        await _lab.WriteAsync(A, "foo", 2, "after");
        await _lab.SoonAsync(B, "GET /bar/_count", count => count.TextAt("count") == "16", TimeSpan.FromSeconds(1));
        // The parameters are those of the first follow: it is the old task.
        Assert.Equal("30s", (await _lab.DoAsync(B, "GET /bar/_ccr/info")).TextAt("follower_indices/0/parameters/read_poll_timeout"));
    }

    [Fact]
    public async Task ChangeParameters_PauseThenResumeWithTheFullSet_KeepsTheOthers()
    {
        var parameters = (await _lab.DoAsync(B, "GET /bar/_ccr/info")).At("follower_indices/0/parameters")!.AsObject();
        parameters["max_outstanding_read_requests"] = 3;
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        Assert.Null((await _lab.DoAsync(B, "GET /bar/_ccr/info")).At("follower_indices/0/parameters"));

        await _lab.DoAsync(B, "POST /bar/_ccr/resume_follow", parameters.ToJsonString());

        Assert.Equal(parameters.ToJsonString(), (await _lab.DoAsync(B, "GET /bar/_ccr/info")).At("follower_indices/0/parameters")!.ToJsonString());
    }

    [Fact]
    public async Task ChangeParameters_ResumeWithoutBody_FallsBackToTheDefaults()
    {
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");

        await _lab.DoAsync(B, "POST /bar/_ccr/resume_follow");

        var parameters = (await _lab.DoAsync(B, "GET /bar/_ccr/info")).At("follower_indices/0/parameters")!;
        Assert.Equal((5120, "1m"), ((int)parameters["max_read_request_operation_count"]!, (string?)parameters["read_poll_timeout"]));
    }

    [Fact]
    public async Task EndOne_LeaderUp_UnfollowTakesItsLeaseWithIt()
    {
        await _lab.CreateAsync(A, "other");
        await _lab.FollowAsync(B, "other", A, "other");
        Assert.Single(await _lab.LeasesAsync(A, "foo"));

        await _lab.PromoteAsync(B, "bar");

        Assert.Empty(await _lab.LeasesAsync(A, "foo"));
        await _lab.DoAsync(B, "POST /bar/_doc", """{"user":"kimchy"}""");
        Assert.Equal(11, await _lab.CountAsync(B, "bar"));
        Assert.Equal(10, await _lab.CountAsync(A, "foo"));
        Assert.Equal("active", (await _lab.DoAsync(B, "GET /other/_ccr/info")).TextAt("follower_indices/0/status"));
    }

    [Fact]
    public async Task CleanUp_AfterAnUnfollowThatDidNotReachTheLeader_ForgetFollowerTakesTheLease()
    {
        await _lab.StopAsync(A);
        var leaseId = (await _lab.PromoteAloneAsync(B, "bar")).TextAt("error/failed_to_remove_retention_leases")!;
        await _lab.ReturnAsync(A, "foo");
        Assert.Equal([leaseId], (await _lab.LeasesAsync(A, "foo")).Select(lease => (string?)lease["id"]));

        // The id's parts are the call: cluster/index/uuid-following-alias/leader/uuid.
        var parts = leaseId.Split('/');
        var (uuid, alias) = (parts[2].Split("-following-")[0], parts[2].Split("-following-")[1]);
        var body = $$"""{"follower_cluster":"{{parts[0]}}","follower_index":"{{parts[1]}}" """
            + $$""","follower_index_uuid":"{{uuid}}","leader_remote_cluster":"{{alias}}"}""";
        var forgotten = await _lab.DoAsync(A, "POST /foo/_ccr/forget_follower", body);

        Assert.Equal("""{"_shards":{"total":1,"successful":1,"failed":0}}""", forgotten.Text);
        Assert.Empty(await _lab.LeasesAsync(A, "foo"));
        var again = await _lab.DoAsync(A, "POST /foo/_ccr/forget_follower", body);
        Assert.Equal(("0", "1"), (again.TextAt("_shards/successful"), again.TextAt("_shards/failed")));
        Assert.Equal("NOT_FOUND", again.TextAt("_shards/failures/0/status"));
    }

    /// <summary>While bar is paused every document is written twice; the first of the two writes is then merged away.</summary>
    private async Task LoseHistoryAsync()
    {
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        await _lab.WriteAsync(A, "foo", 10);
        await _lab.WriteAsync(A, "foo", 10);
        await _lab.DoAsync(A, "POST /_lab/history/merge", """{"cluster":"clusterA","index":"foo"}""");
        await _lab.DoAsync(B, "POST /bar/_ccr/resume_follow");
        await _lab.SoonAsync(B, "GET /bar/_ccr/stats", stats => stats.At("indices/0/shards/0/fatal_exception") is not null);
    }
}
