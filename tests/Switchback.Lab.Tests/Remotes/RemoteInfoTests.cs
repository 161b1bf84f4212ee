using Switchback.Lab.Http;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Remotes;

/// <summary>Contract 2.11 and 0.3: what <c>_remote/info</c> shows, and when a remote counts as connected.</summary>
public sealed class RemoteInfoTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await RunningLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Info_NoRemote_Empty() => Assert.Equal("{}", (await _lab.OnB("GET /_remote/info")).Text);

    [Fact]
    public async Task Info_SniffAndProxy_EachWithItsFields()
    {
        await _lab.OnB("PUT /_cluster/settings", """
            {"persistent":{"cluster.remote.s.seeds":["{a}"],"cluster.remote.p":{"mode":"proxy","proxy_address":"{a}","server_name":"n","proxy_socket_connections":5}}}
            """);

        Assert.Equal(_lab.Fill("""
            {"p":{"connected":true,"mode":"proxy","proxy_address":"{a}","server_name":"n","num_proxy_sockets_connected":5,"max_proxy_socket_connections":5,"initial_connect_timeout":"30s","skip_unavailable":false},
            """.Trim() + """
            "s":{"connected":true,"mode":"sniff","seeds":["{a}"],"num_nodes_connected":1,"max_connections_per_cluster":3,"initial_connect_timeout":"30s","skip_unavailable":false}}
            """.Trim()), (await _lab.OnB("GET /_remote/info")).Text);
    }

    [Theory]
    [InlineData("7.8.1", false)]
    [InlineData("7.17", false)]
    [InlineData("8", true)]
    [InlineData("9", true)]
    public async Task Info_SkipUnavailable_DefaultDependsOnVersion(string version, bool expected)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await lab.ConnectAsync();

        Assert.Equal(expected, (bool)(await lab.OnB("GET /_remote/info")).At("clusterA/skip_unavailable")!);
    }

    [Fact]
    public async Task Info_AddressOfNoCluster_NotConnected()
    {
        await _lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.dead.seeds":["127.0.0.1:9"]}}""");

        var info = await _lab.OnB("GET /_remote/info");

        Assert.Equal(("false", "0"), (info.TextAt("dead/connected"), info.TextAt("dead/num_nodes_connected")));
    }

    [Fact]
    public async Task Info_OtherSideStoppedAndBack_StaysUnconnectedUntilUsed()
    {
        await _lab.ConnectAsync();
        await _lab.StopAsync("clusterA");
        Assert.Equal("false", await ConnectedAsync());
        await _lab.StartClusterAsync("clusterA");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("false", await ConnectedAsync());

        await UseAsync("clusterA");

        Assert.Equal("true", await ConnectedAsync());
    }

    [Fact]
    public async Task Info_OtherSideFrozen_StaysConnected()
    {
        await _lab.ConnectAsync();
        await _lab.FreezeAsync("clusterA");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal("true", await ConnectedAsync());
    }

    [Fact]
    public async Task Info_OwnProcessRestarted_ConnectsAgainByItself()
    {
        await _lab.ConnectAsync();
        await _lab.StopAsync("clusterB");
        await _lab.StartClusterAsync("clusterB");

        await _lab.UntilAsync("clusterB", "GET /_remote/info", answer => answer.TextAt("clusterA/connected") == "true");
    }

    [Fact]
    public async Task Info_ClusterItself_Connected()
    {
        await _lab.OnA("PUT /_cluster/settings", """{"persistent":{"cluster.remote.self.seeds":"{a}"}}""");

        Assert.Equal("true", (await _lab.OnA("GET /_remote/info")).TextAt("self/connected"));
    }

    [Fact]
    public async Task Use_UnknownAlias_NoSuchRemote()
    {
        var failure = await Assert.ThrowsAsync<ElasticException>(() => UseAsync("none"));

        Assert.Equal((404, "no_such_remote_cluster_exception", "no such remote cluster: [none]"), (failure.Status, failure.Type, failure.Reason));
    }

    [Fact]
    public async Task Use_OtherSideStopped_RefusedThroughSniffing()
    {
        await _lab.ConnectAsync();
        await _lab.StopAsync("clusterA");

        var failure = await Assert.ThrowsAsync<ElasticException>(() => UseAsync("clusterA"));

        Assert.Equal(("connect_transport_exception", $"[][{_lab.Transport("clusterA")}] connect_exception"), (failure.Type, failure.Reason));
    }

    [Theory]
    [InlineData("7.8.1", "illegal_state_exception", "Unable to open any proxy connections to remote cluster [p]")]
    [InlineData("9", "no_seed_node_left_exception", "Unable to open any proxy connections to cluster [p] at address [127.0.0.1:9]")]
    public async Task Use_ProxyRefuses_SaysSo(string version, string type, string reason)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.p":{"mode":"proxy","proxy_address":"127.0.0.1:9"}}}""");

        var failure = await Assert.ThrowsAsync<ElasticException>(() =>
            lab.Laboratory.Loop.InvokeAsync(() => lab.Laboratory["clusterB"].Remotes.ConnectAsync("p")));

        Assert.Equal((type, reason), (failure.Type, failure.Reason));
    }

    [Fact]
    public async Task Use_NewConnectionToFrozenSide_GivesUpAfterTheHandshakesTime()
    {
        await _lab.FreezeAsync("clusterA");
        var put = _lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.clusterA.seeds":["{a}"]}}""");
        await _lab.UntilAsync("clusterB", "GET /_remote/info", answer => answer.TextAt("clusterA/connected") == "false");
        var use = UseAsync("clusterA");
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(31));

        Assert.Equal(200, (await put).Status);
        var failure = await Assert.ThrowsAsync<ElasticException>(() => use);
        Assert.Equal($"[][{_lab.Transport("clusterA")}] handshake_timeout[30s]", failure.Reason);
    }

    private Task UseAsync(string alias) => _lab.Laboratory.Loop.InvokeAsync(() =>
        _lab.Laboratory["clusterB"].Remotes.SendAsync(alias, "cluster:monitor/main", target => Task.FromResult(target.Name)));

    private async Task<string?> ConnectedAsync() => (await _lab.OnB("GET /_remote/info")).TextAt("clusterA/connected");
}
