using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Indices;

/// <summary>Contract 0.25: how many updates of the cluster state each call costs its master, one by one and for a list.</summary>
public sealed class MasterCostTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        foreach (var name in new[] { "a", "b", "c" }) await _lab.OnA($"PUT /{name}", """{"settings":{"number_of_replicas":0}}""");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("POST /a/_close", null, 4)]
    [InlineData("POST /a,b,c/_close", null, 4)]
    [InlineData("DELETE /a", null, 1)]
    [InlineData("DELETE /a,b,c", null, 1)]
    [InlineData("PUT /a/_settings", """{"index.blocks.write":true}""", 1)]
    [InlineData("PUT /d", null, 2)]
    [InlineData("POST /a/_open", null, 0)]
    public async Task Call_OnOpenIndices_CostsSoManyUpdates(string call, string? body, int updates) => Assert.Equal(updates, await CostAsync(call, body));

    [Theory]
    [InlineData("POST /a/_open", 2)]
    [InlineData("POST /a,b,c/_open", 2)]
    [InlineData("POST /a,b,c/_close", 0)]
    [InlineData("DELETE /a,b,c", 1)]
    public async Task Call_OnClosedIndices_CostsSoManyUpdates(string call, int updates)
    {
        await _lab.OnA("POST /a,b,c/_close");

        Assert.Equal(updates, await CostAsync(call, null));
    }

    private async Task<long> CostAsync(string call, string? body)
    {
        await SettleAsync();
        var before = _lab.Laboratory["clusterA"].Master.Updates;
        Assert.Equal(200, (await _lab.OnA(call, body)).Status);
        await SettleAsync();
        return _lab.Laboratory["clusterA"].Master.Updates - before;
    }

    private Task SettleAsync() => _lab.UntilAsync("clusterA", "GET /_cluster/health", health => health.TextAt("initializing_shards") == "0" && health.TextAt("number_of_pending_tasks") == "0");
}
