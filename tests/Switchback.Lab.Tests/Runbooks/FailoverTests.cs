using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 4.2: A is down and B takes over.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    private const string A = "clusterA";
    private const string B = "clusterB";

    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync(B, A);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("7.8.1")]
    [InlineData("9")]
    public async Task Failover_TwoShardsAndSeveralFollowers_AllTakeWritesAfterTheFourSteps(string version)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await lab.ConnectAsync(B, A);
        string[] names = ["orders", "customers", "stock"];
        foreach (var name in names) await FollowedAsync(lab, name, shards: 2);
        await lab.DoAsync(B, "PUT /_ccr/auto_follow/logs", """{"remote_cluster":"clusterA","leader_index_patterns":["logs-*"]}""");
        await lab.StopAsync(A);

        await lab.DoAsync(B, "POST /_ccr/auto_follow/logs/pause");
        foreach (var name in names)
        {
            var unfollow = await lab.PromoteAloneAsync(B, name);
            // Both shards have the same lease id: one string is enough to clean up after both.
            Assert.StartsWith($"clusterB/{name}/", unfollow.TextAt("error/failed_to_remove_retention_leases"));
            Assert.Equal("exception", unfollow.Type);
            Assert.Equal("connect_transport_exception", unfollow.TextAt("error/root_cause/0/type"));
        }

        foreach (var name in names)
        {
            await lab.DoAsync(B, $"POST /{name}/_doc", """{"user":"kimchy"}""");
            Assert.Equal(21, await lab.CountAsync(B, name));
            Assert.Equal("""{"follower_indices":[]}""", (await lab.DoAsync(B, $"GET /{name}/_ccr/info")).Text);
        }
        Assert.Equal("""{"indices":[]}""", (await lab.DoAsync(B, "GET /_all/_ccr/stats")).Text);
    }

    /// <summary>Close and open take lists; pause and unfollow take one index a call.</summary>
    [Fact]
    public async Task Failover_WithLists_EndsTheSame()
    {
        await FollowedAsync(_lab, "orders");
        await FollowedAsync(_lab, "customers");
        await _lab.StopAsync(A);

        Assert.Equal("no such index [orders,customers]", (await _lab.OnB("POST /orders,customers/_ccr/pause_follow")).Reason);
        await _lab.DoAsync(B, "POST /orders/_ccr/pause_follow");
        await _lab.DoAsync(B, "POST /customers/_ccr/pause_follow");
        await _lab.DoAsync(B, "POST /orders,customers/_close");
        Assert.Equal(500, (await _lab.OnB("POST /orders/_ccr/unfollow")).Status);
        Assert.Equal(500, (await _lab.OnB("POST /customers/_ccr/unfollow")).Status);
        await _lab.OpenAsync(B, "orders,customers");

        Assert.Equal(40, await _lab.CountAsync(B, "orders,customers"));
    }

    /// <summary>The last follower checkpoint before the first step is the line between what is here and what is lost.</summary>
    [Fact]
    public async Task Failover_BehindItsLeader_LosesWhatLiesAboveTheLine()
    {
        await FollowedAsync(_lab, "orders");
        await _lab.DoAsync(B, "POST /_lab/links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");
        await _lab.WriteAsync(A, "orders", 3, "unsent");
        await _lab.StopAsync(A);

        var line = (long)(await _lab.ShardStatsAsync(B, "orders"))["follower_global_checkpoint"]!;
        await _lab.PromoteAloneAsync(B, "orders");

        Assert.Equal(19, line);
        Assert.Equal([19], await _lab.PositionsAsync(B, "orders"));
        Assert.Equal(20, await _lab.CountAsync(B, "orders"));
    }

    [Fact]
    public async Task Failover_UnfollowRepeated_SaysItIsDone()
    {
        await FollowedAsync(_lab, "orders");
        await _lab.StopAsync(A);
        await _lab.PromoteAloneAsync(B, "orders");

        var again = await _lab.OnB("POST /orders/_ccr/unfollow");

        Assert.Equal((400, "index [orders] is not a follower index"), (again.Status, again.Reason));
    }

    [Fact]
    public async Task Failover_StepsOutOfOrder_RefusedAtTheCloseCheckThenAtThePauseCheck()
    {
        await FollowedAsync(_lab, "orders");
        await _lab.StopAsync(A);

        Assert.EndsWith("because it has not been closed", (await _lab.OnB("POST /orders/_ccr/unfollow")).Reason);
        await _lab.DoAsync(B, "POST /orders/_close");
        Assert.EndsWith("because it has not been paused", (await _lab.OnB("POST /orders/_ccr/unfollow")).Reason);
        Assert.Equal("index_closed_exception", (await _lab.OnB("GET /orders/_search")).Type);
    }

    [Fact]
    public async Task Failover_AliasOfTheLeadersWriteIndex_WritesOnlyAfterItIsSetByHand()
    {
        await _lab.DoAsync(A, "PUT /orders-000001",
            """{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0},"aliases":{"orders":{"is_write_index":true}}}""");
        await _lab.WriteAsync(A, "orders", 5);
        await _lab.FollowAsync(B, "orders-000001", A, "orders-000001");
        await _lab.LevelAsync(B, "orders-000001", A, "orders-000001");
        const string SetWriteIndex = """{"actions":[{"add":{"index":"orders-000001","alias":"orders","is_write_index":true}}]}""";
        await _lab.StopAsync(A);

        Assert.StartsWith("can't modify aliases on indices [orders-000001]", (await _lab.OnB("POST /_aliases", SetWriteIndex)).Reason);
        await _lab.PromoteAloneAsync(B, "orders-000001");
        Assert.Equal("false", (await _lab.DoAsync(B, "GET /orders-000001/_alias")).TextAt("orders-000001/aliases/orders/is_write_index"));
        Assert.Equal(400, (await _lab.OnB("POST /orders/_doc", """{"user":"kimchy"}""")).Status);
        Assert.Equal("source alias [orders] does not point to a write index", (await _lab.OnB("POST /orders/_rollover")).Reason);

        await _lab.DoAsync(B, "POST /_aliases", SetWriteIndex);

        await _lab.DoAsync(B, "POST /orders/_doc", """{"user":"kimchy"}""");
        Assert.Equal(6, await _lab.CountAsync(B, "orders"));
        Assert.Equal("orders-000002", (await _lab.DoAsync(B, "POST /orders/_rollover")).TextAt("new_index"));
    }

    private static async Task FollowedAsync(RunningLab lab, string name, int shards = 1)
    {
        await lab.CreateAsync(A, name, shards);
        await lab.WriteAsync(A, name, 20);
        await lab.FollowAsync(B, name, A, name);
        await lab.LevelAsync(B, name, A, name);
    }
}
