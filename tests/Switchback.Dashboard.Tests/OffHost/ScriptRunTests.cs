namespace Switchback.Dashboard.Tests.OffHost;

/// <summary>The scripts as the app leaves them in the second folder, run by a shell and curl on a lab, with no Switchback in between.</summary>
public sealed class ScriptRunTests
{
    private const string Odd = "it's&odd;$(id)`x`%41!é";

    [Fact]
    public async Task Failover_WithTheLeadersGone_PromotesEveryFollower_AndMayBeRunAgain()
    {
        await using var lab = await ScriptLab.StartAsync(("orders", "orders2"), (Odd, Odd));
        await lab.WatchAsync("--OffHost:Folder", lab.Folder);
        var script = await lab.UntilAsync("orders-failover.sh", text => text.Contains("orders2", StringComparison.Ordinal) && text.Contains("odd", StringComparison.Ordinal));
        await lab.App.StopAsync();
        await lab.SteerAsync("clusters/clusterA/stop");
        var (_, _, uuid) = await lab.SightAsync("clusterB", "orders2");
        Assert.Contains(uuid, script);

        // Somebody who types something else changes nothing.
        var refused = await lab.RunAsync("orders-failover.sh", "yes");
        Assert.Equal(1, refused.Code);
        Assert.Equal((true, "open", uuid), await lab.SightAsync("clusterB", "orders2"));

        var (code, said) = await lab.RunAsync("orders-failover.sh", "orders");

        Assert.True(code == 0, said);
        Assert.Equal((false, "open", uuid), await lab.SightAsync("clusterB", "orders2"));
        Assert.Equal((false, "open"), await lab.SightAsync("clusterB", Odd) is var odd ? (odd.Follows, odd.State) : default);
        await lab.WriteAsync("clusterB", "orders2", "new");
        await lab.WriteAsync("clusterB", Odd, "new");
        Assert.Equal(6, await lab.CountAsync("clusterB", "orders2"));

        var again = await lab.RunAsync("orders-failover.sh", "orders");
        Assert.True(again.Code == 0, again.Said);
        Assert.Equal(6, await lab.CountAsync("clusterB", "orders2"));
        await lab.App.StartAgainAsync();
    }

    [Fact]
    public async Task Failover_OnAnIndexMadeAnew_StopsBeforeAnythingIsDone()
    {
        await using var lab = await ScriptLab.StartAsync(("orders", "orders2"), ("audit", "audit"));
        await lab.WatchAsync("--OffHost:Folder", lab.Folder);
        await lab.UntilAsync("orders-failover.sh", text => text.Contains("orders2", StringComparison.Ordinal) && text.Contains("audit", StringComparison.Ordinal));
        await lab.App.StopAsync();
        await lab.AskAsync("clusterB", HttpMethod.Delete, "/orders2");
        await lab.AskAsync("clusterB", HttpMethod.Put, "/orders2/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"orders"}""");

        var (code, said) = await lab.RunAsync("orders-failover.sh", "orders");

        Assert.Equal(1, code);
        Assert.Contains("orders2 is not the index that it was when this was written", said);
        Assert.True((await lab.SightAsync("clusterB", "audit")).Follows);
        await lab.App.StartAgainAsync();
    }

    [Fact]
    public async Task Failover_ThatFailsWhileAListIsClosed_OpensItAgain()
    {
        await using var lab = await ScriptLab.StartAsync(("orders", "orders2"));
        await lab.WatchAsync("--OffHost:Folder", lab.Folder);
        await lab.UntilAsync("orders-failover.sh", text => text.Contains("orders2", StringComparison.Ordinal));
        await lab.App.StopAsync();
        await lab.SteerAsync("faults", """{"cluster":"clusterB","method":"POST","path":"/orders2/_open","when":"before","do":"fail","status":503,"type":"busy","reason":"no"}""");

        var (code, said) = await lab.RunAsync("orders-failover.sh", "orders");

        Assert.Equal(1, code);
        Assert.Contains("It is open.", said);
        Assert.Equal("open", (await lab.SightAsync("clusterB", "orders2")).State);
        await lab.App.StartAgainAsync();
    }

    [Fact]
    public async Task Failback_StopsUntilAPersonKnowsWhatIsLost_AndThenFollowsTheOtherWay()
    {
        await using var lab = await ScriptLab.StartAsync(("orders", "orders2"));
        await lab.WatchAsync("--OffHost:Folder", lab.Folder);
        await lab.UntilAsync("orders-failback.sh", text => text.Contains("B was at", StringComparison.Ordinal) && !text.Contains("was at -", StringComparison.Ordinal));
        var early = await lab.RunAsync("orders-failback.sh", "destroy 1 on clusterA");
        Assert.Equal(1, early.Code);
        Assert.Contains("fail over first", early.Said);

        // Three writes that only A has; then A is gone, B takes over and goes on.
        await lab.SteerAsync("links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");
        foreach (var id in (string[])["x", "y", "z"]) await lab.WriteAsync("clusterA", "orders", id);
        await lab.SteerAsync("clusters/clusterA/stop");
        var promoted = await lab.RunAsync("orders-failover.sh", "orders");
        Assert.True(promoted.Code == 0, promoted.Said);
        for (var i = 0; i < 40; i++) await lab.WriteAsync("clusterB", "orders2", $"after-{i}");
        await lab.UntilAsync("orders-failback.sh", text => text.Contains("(promoted)", StringComparison.Ordinal));
        await lab.SteerAsync("links", """{"from":"clusterB","to":"clusterA","cut":"none"}""");
        await lab.SteerAsync("clusters/clusterA/start");
        await lab.App.StopAsync();
        var (_, _, uuid) = await lab.SightAsync("clusterA", "orders");

        var (refusedCode, refusedSaid) = await lab.RunAsync("orders-failback.sh", "yes");

        // B has moved far beyond A by now; what only A has is counted all the same.
        Assert.Equal(1, refusedCode);
        Assert.True(refusedSaid.Contains("In all: up to 3 operations that only A may have, and 0 shards of which that is not known.", StringComparison.Ordinal), refusedSaid);
        Assert.Equal((false, "open", uuid), await lab.SightAsync("clusterA", "orders"));
        Assert.Equal(8, await lab.CountAsync("clusterA", "orders"));

        var (code, said) = await lab.RunAsync("orders-failback.sh", "destroy 1 on clusterA");

        Assert.True(code == 0, said);
        Assert.True((await lab.SightAsync("clusterA", "orders")).Follows);
        Assert.Equal(45, await lab.CountAsync("clusterA", "orders"));
        var info = await lab.AskAsync("clusterA", HttpMethod.Get, "/orders/_ccr/info");
        Assert.Equal(5, (int)info["follower_indices"]![0]!["parameters"]!["max_outstanding_read_requests"]!);
        var again = await lab.RunAsync("orders-failback.sh", "destroy 1 on clusterA");
        Assert.True(again.Code == 0, again.Said);
        await lab.App.StartAgainAsync();
    }
}
