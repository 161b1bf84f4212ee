using Microsoft.Extensions.DependencyInjection;
using Switchback.Dashboard.OffHost;
using Switchback.Dashboard.Tests.Notices;

namespace Switchback.Dashboard.Tests.OffHost;

/// <summary>When and where scripts are kept, with the whole app over a lab.</summary>
public sealed class ScriptKeepingTests
{
    [Fact]
    public async Task Folder_OnAChange_HasTheNewScriptAndTheOneBefore()
    {
        await using var lab = await ScriptLab.StartAsync(("orders", "orders2"));
        await lab.WatchAsync("--OffHost:Folder", lab.Folder);
        var first = await lab.UntilAsync("orders-failover.sh", text => text.Contains("orders2", StringComparison.Ordinal));

        await lab.AskAsync("clusterA", HttpMethod.Put, "/audit", "{}");
        await lab.AskAsync("clusterB", HttpMethod.Put, "/audit/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"audit"}""");

        await lab.UntilAsync("orders-failover.sh", text => text.Contains("'audit'", StringComparison.Ordinal));
        Assert.DoesNotContain("'audit'", await File.ReadAllTextAsync(Path.Combine(lab.Folder, "orders-failover.sh.previous"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("'audit'", first);
        var age = lab.App.Services.GetRequiredService<ScriptState>().Of("orders");
        Assert.NotNull(age.WrittenAt);
        Assert.Null(age.Trouble);
    }

    [Fact]
    public async Task Folder_ThatIsNotThere_IsSaidAndTheAppGoesOn()
    {
        await using var lab = await ScriptLab.StartAsync(("orders", "orders2"));
        await lab.WatchAsync("--OffHost:Folder", Path.Combine(lab.Folder, "unmounted"));
        var state = lab.App.Services.GetRequiredService<ScriptState>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (state.Of("orders").Trouble is null) await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);

        Assert.Contains("is not there", state.Of("orders").Trouble);
        Assert.Null(state.Of("orders").WrittenAt);
        Assert.Contains("live", await lab.App.Client.GetStringAsync("/health/live", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Address_Configured_GetsBothScriptsWithTheToken()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var lab = await ScriptLab.StartAsync(("orders", "orders2"));
        await lab.WatchAsync("--OffHost:Url", $"{receiver.Url}/kept", "--OffHost:Bearer", "a token of ours");

        var came = await receiver.UntilAsync(2);

        Assert.Equal(["PUT /kept/orders-failover.sh", "PUT /kept/orders-failback.sh"], came.Take(2).Select(one => $"{one.Method} {one.Path}"));
        Assert.All(came, one => Assert.Equal("Bearer a token of ours", one.Headers["Authorization"]));
        Assert.All(came, one => Assert.StartsWith("#!/bin/sh\n", System.Text.Encoding.UTF8.GetString(one.Body)));
    }
}
