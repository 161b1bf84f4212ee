using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Pages.Followers.Detail;
using Switchback.Lab.Hosting;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Pages.Followers;

public sealed class FollowerDetailsTests
{
    [Fact]
    public async Task Details_LookedAtByTwo_AreReadOnceAndNoMoreWhenBothHaveGone()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = await LabHost.StartAsync(new LabOptions(), cancel);
        using var http = new HttpClient();
        using var scenario = await http.PostAsync(new Uri(new Uri(lab.Url("clusterA")), "_lab/scenarios/start"), null, cancel);
        await using var dashboard = await RunningDashboard.StartAsync("--Clusters:clusterA:Urls", lab.Url("clusterA"), "--Clusters:clusterB:Urls", lab.Url("clusterB"));
        var item = await FindAsync(dashboard.Services.GetRequiredService<FleetMonitor>(), "catalog-items");
        var details = dashboard.Services.GetRequiredService<FollowerDetails>();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());

        using var one = details.Open(item.Member, item.Name, () => first.TrySetResult());
        using var other = details.Open(item.Member, item.Name, () => second.TrySetResult());
        await Task.WhenAll(first.Task, second.Task).WaitAsync(TimeSpan.FromSeconds(30), cancel);

        Assert.Equal(1, details.Watching);
        Assert.Same(one.Reading, other.Reading);
        Assert.Null(one.Reading.Tasks.Fault);
        Assert.Equal("In step", Assert.Single(ShardRows.Of(one.Reading)).Word);
        Assert.NotEmpty(Assert.Single(one.Reading.Leader.Value!).Leases);
        Assert.Equal("catalog-items", one.Reading.Info.Value!.LeaderIndex);
        Assert.NotEmpty(one.Reading.LeaderSettings.Value!);
        Assert.Contains("\"follower_index\"", (await details.RawAsync(item.Member, item.Name, cancel)).Info, StringComparison.Ordinal);

        one.Dispose();
        Assert.Equal(1, details.Watching);
        other.Dispose();
        other.Dispose();
        Assert.Equal(0, details.Watching);
    }

    private static async Task<Item> FindAsync(FleetMonitor monitor, string name)
    {
        using var subscription = monitor.Subscribe();
        while (true)
        {
            if (subscription.Latest.Items.FirstOrDefault(item => item.Name == name && item.Source.Member is not null) is { } item) return item;
            await subscription.NextAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }
}
