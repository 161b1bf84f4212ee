using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Replication;

/// <summary>A follower's aliases are its leader's: whoever would change them is told so first.</summary>
public sealed class FollowerAliasTests : IAsyncLifetime
{
    private const string Refusal = "can't modify aliases on indices [bar]; aliases of following indices are self-replicated from their leader indices";

    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync();
        await _lab.OnA("PUT /foo");
        await _lab.OnB("PUT /own");
        var followed = await _lab.OnB("PUT /bar/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"foo"}""");
        Assert.Equal(200, followed.Status);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("PUT /bar/_alias/x", null, 403, Refusal)]
    [InlineData("DELETE /bar/_alias/x", null, 403, Refusal)]
    [InlineData("POST /_aliases", """{"actions":[{"remove":{"index":"bar","alias":"x"}}]}""", 403, Refusal)]
    [InlineData("POST /_aliases", """{"actions":[{"remove_index":{"index":"bar"}}]}""", 403, Refusal)]
    [InlineData("POST /_aliases", """{"actions":[{"remove":{"index":"own","alias":"x"}},{"remove_index":{"index":"bar"}}]}""", 404, "aliases [x] missing")]
    [InlineData("POST /_aliases", """{"actions":[{"add":{"index":"own","alias":"x"}},{"remove_index":{"index":"bar"}}]}""", 403, Refusal)]
    [InlineData("POST /_aliases", """{"actions":[{"add":{"index":"bar"}}]}""", 400, "One of [alias] or [aliases] is required")]
    public async Task Change_OfAFollowersAliases_IsRefusedAndLeavesAllAsItWas(string call, string? body, int status, string reason)
    {
        var answer = await _lab.OnB(call, body);

        Assert.Equal((status, reason), (answer.Status, answer.Reason));
        Assert.Equal(200, (await _lab.OnB("HEAD /bar")).Status);
        Assert.Equal("{}", (await _lab.OnB("GET /own/_alias")).At("own/aliases")!.ToJsonString());
    }
}
