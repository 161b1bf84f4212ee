using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Replication;

/// <summary>Contract 1.3: what each call on a follower answers in each state. {foo}, {bar} and {uuid} stand for leader, follower and its uuid.</summary>
public sealed class FollowerStateTests(FollowerPair pair) : IClassFixture<FollowerPair>
{
    private const string OpenIndex = "[_ccr_clusterA:_latest_/_latest_] cannot restore index [{bar}] because an open index with same name already exists in the cluster. "
        + "Either close or delete the existing index or restore the index under a different name by providing a rename pattern and replacement name";

    private const string NotClosed = "cannot convert the follower index [{bar}] to a non-follower, because it has not been closed";
    private const string NotPaused = "cannot convert the follower index [{bar}] to a non-follower, because it has not been paused";
    private const string NoTasks = "no shard follow tasks for [{bar}]";
    private const string NotAFollower = "index [{bar}] is not a follower index";
    private const string NoMetadata = "follow index [{bar}] does not have ccr metadata";
    private const string Missing = "no such index [{bar}]";
    private const string Exists = "task with id {{uuid}-0} already exist";
    private const string Illegal = "illegal_argument_exception";
    private const string NotFound = "index_not_found_exception";

    [Theory]
    [InlineData(FollowerState.N)]
    [InlineData(FollowerState.PC)]
    [InlineData(FollowerState.UC)]
    public async Task Follow_ClosedOrMissing_CopiesAnew(FollowerState state)
    {
        var (leader, follower) = await pair.MakeAsync(state);

        var answer = await pair.Lab.OnB($"PUT /{follower}/_ccr/follow?wait_for_active_shards=1", FollowerPair.Body(leader));

        Assert.Equal("""{"follow_index_created":true,"follow_index_shards_acked":true,"index_following_started":true}""", answer.Text);
        await pair.LevelAsync(follower, 2);
    }

    [Theory]
    [InlineData(FollowerState.R, 500, "snapshot_restore_exception", OpenIndex)]
    [InlineData(FollowerState.A, 500, "snapshot_restore_exception", OpenIndex)]
    [InlineData(FollowerState.F, 500, "snapshot_restore_exception", OpenIndex)]
    [InlineData(FollowerState.P, 500, "snapshot_restore_exception", OpenIndex)]
    [InlineData(FollowerState.G, 500, "snapshot_restore_exception", OpenIndex)]
    [InlineData(FollowerState.AC, 400, "resource_already_exists_exception", Exists)]
    public Task Follow_OtherStates_Refused(FollowerState state, int status, string type, string reason) =>
        RefusedAsync(state, "PUT /{bar}/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"{foo}"}""", status, type, reason);

    [Theory]
    [InlineData(FollowerState.A)]
    [InlineData(FollowerState.F)]
    [InlineData(FollowerState.AC)]
    public async Task Pause_WithTasks_EndsThem(FollowerState state)
    {
        var (_, follower) = await pair.MakeAsync(state);

        Assert.Equal("""{"acknowledged":true}""", (await pair.Lab.OnB($"POST /{follower}/_ccr/pause_follow")).Text);

        Assert.Equal("paused", await StatusAsync(follower));
        Assert.Equal((404, $"No shard follow tasks for follower indices [{follower}]"), StatusAndReason(await pair.Lab.OnB($"GET /{follower}/_ccr/stats")));
    }

    [Theory]
    [InlineData(FollowerState.N, 404, NotFound, Missing)]
    [InlineData(FollowerState.R, 400, Illegal, NoTasks)]
    [InlineData(FollowerState.P, 400, Illegal, NoTasks)]
    [InlineData(FollowerState.PC, 400, Illegal, NoTasks)]
    [InlineData(FollowerState.UC, 400, Illegal, NotAFollower)]
    [InlineData(FollowerState.G, 400, Illegal, NotAFollower)]
    public Task Pause_OtherStates_Refused(FollowerState state, int status, string type, string reason) =>
        RefusedAsync(state, "POST /{bar}/_ccr/pause_follow", null, status, type, reason);

    [Fact]
    public async Task Resume_Paused_GoesOnWithCountersAtZeroAndDefaults()
    {
        var (leader, follower) = await pair.MakeAsync(FollowerState.P);
        await pair.Lab.OnA($"PUT /{leader}/_doc/new", "{}");

        Assert.Equal("""{"acknowledged":true}""", (await pair.Lab.OnB($"POST /{follower}/_ccr/resume_follow")).Text);

        var stats = await pair.LevelAsync(follower, 3);
        Assert.Equal(("1", "1"), (FollowerPair.Shard(stats, "operations_read"), FollowerPair.Shard(stats, "operations_written")));
    }

    [Theory]
    [InlineData(FollowerState.N, 404, NotFound, Missing)]
    [InlineData(FollowerState.R, 400, Illegal, "Not all copies of follow shard are started")]
    [InlineData(FollowerState.A, 400, "resource_already_exists_exception", Exists)]
    [InlineData(FollowerState.F, 400, "resource_already_exists_exception", Exists)]
    [InlineData(FollowerState.PC, 400, Illegal, "leader and follow index must be open")]
    [InlineData(FollowerState.AC, 400, Illegal, "leader and follow index must be open")]
    [InlineData(FollowerState.UC, 400, Illegal, NoMetadata)]
    [InlineData(FollowerState.G, 400, Illegal, NoMetadata)]
    public Task Resume_OtherStates_Refused(FollowerState state, int status, string type, string reason) =>
        RefusedAsync(state, "POST /{bar}/_ccr/resume_follow", null, status, type, reason);

    [Fact]
    public async Task Unfollow_PausedAndClosed_MakesItRegularAndTakesTheLeaseAway()
    {
        var (leader, follower) = await pair.MakeAsync(FollowerState.PC);
        Assert.Contains("-following-", await LeasesAsync(leader), StringComparison.Ordinal);

        Assert.Equal("""{"acknowledged":true}""", (await pair.Lab.OnB($"POST /{follower}/_ccr/unfollow")).Text);

        Assert.Equal("""{"follower_indices":[]}""", (await pair.Lab.OnB($"GET /{follower}/_ccr/info")).Text);
        Assert.DoesNotContain("-following-", await LeasesAsync(leader), StringComparison.Ordinal);
        Assert.DoesNotContain("following_index", (await pair.Lab.OnB($"GET /{follower}/_settings")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FollowerState.N, 404, NotFound, Missing)]
    [InlineData(FollowerState.R, 400, Illegal, NotClosed)]
    [InlineData(FollowerState.A, 400, Illegal, NotClosed)]
    [InlineData(FollowerState.F, 400, Illegal, NotClosed)]
    [InlineData(FollowerState.P, 400, Illegal, NotClosed)]
    [InlineData(FollowerState.AC, 400, Illegal, NotPaused)]
    [InlineData(FollowerState.UC, 400, Illegal, NotAFollower)]
    [InlineData(FollowerState.G, 400, Illegal, NotAFollower)]
    public Task Unfollow_OtherStates_Refused(FollowerState state, int status, string type, string reason) =>
        RefusedAsync(state, "POST /{bar}/_ccr/unfollow", null, status, type, reason);

    [Theory]
    [InlineData(FollowerState.R, "paused", 404)]
    [InlineData(FollowerState.A, "active", 200)]
    [InlineData(FollowerState.F, "active", 200)]
    [InlineData(FollowerState.P, "paused", 404)]
    [InlineData(FollowerState.PC, "paused", 404)]
    [InlineData(FollowerState.AC, "active", 200)]
    [InlineData(FollowerState.UC, null, 404)]
    [InlineData(FollowerState.G, null, 404)]
    public async Task InfoAndStats_SayWhatTheStateIs(FollowerState state, string? info, int stats)
    {
        var (_, follower) = await pair.MakeAsync(state);

        Assert.Equal(info, await StatusAsync(follower));
        Assert.Equal(stats, (await pair.Lab.OnB($"GET /{follower}/_ccr/stats")).Status);
        if (state == FollowerState.R) await pair.EndCopiesAsync();
    }

    [Theory]
    [InlineData("POST /{bar}/_close", "Cannot close indices that are being restored: [[{bar}/{uuid}]]")]
    public async Task Close_WhileCopying_Refused(string call, string reason)
    {
        await RefusedAsync(FollowerState.R, call, null, 400, Illegal, reason);
    }

    [Fact]
    public async Task Delete_WhileActive_EndsTheTaskAndLeavesTheLeaseBehind()
    {
        var (leader, follower) = await pair.MakeAsync(FollowerState.A);

        await FollowerPair.Ok(pair.Lab.OnB($"DELETE /{follower}"));

        Assert.Equal(404, (await pair.Lab.OnB($"GET /{follower}/_ccr/stats")).Status);
        Assert.Contains(follower, await LeasesAsync(leader), StringComparison.Ordinal);
    }

    private async Task RefusedAsync(FollowerState state, string call, string? body, int status, string type, string reason)
    {
        var (leader, follower) = await pair.MakeAsync(state);
        var uuid = pair.Uuid("clusterB", follower);

        var answer = await pair.Lab.OnB(Fill(call), body is null ? null : Fill(body));

        Assert.Equal((status, type, Fill(reason)), (answer.Status, answer.Type, answer.Reason));
        if (state == FollowerState.R) await pair.EndCopiesAsync();

        string Fill(string text) => text.Replace("{foo}", leader, StringComparison.Ordinal).Replace("{bar}", follower, StringComparison.Ordinal)
            .Replace("{uuid}", uuid, StringComparison.Ordinal);
    }

    private async Task<string?> StatusAsync(string follower) => (await pair.Lab.OnB($"GET /{follower}/_ccr/info")).TextAt("follower_indices/0/status");

    private async Task<string> LeasesAsync(string leader) => (await pair.Lab.OnA($"GET /{leader}/_stats?level=shards&filter_path=**.leases")).Text;

    private static (int, string?) StatusAndReason(Answer answer) => (answer.Status, answer.Reason);
}
