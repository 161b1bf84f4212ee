using Microsoft.Playwright;
using Switchback.Lab.Hosting;
using Switchback.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

public sealed class EmptyStateTests(Chromium chromium)
{
    [Fact]
    public async Task Clusters_WithoutFollowers_AreSaidToHaveNone()
    {
        await using var lab = await LabHost.StartAsync(new LabOptions(), TestContext.Current.CancellationToken);
        await using var dashboard = await RunningDashboard.StartAsync("--Clusters:clusterA:Urls", lab.Url("clusterA"), "--Clusters:clusterB:Urls", lab.Url("clusterB"));

        var page = await OpenAsync(dashboard);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("There are no follower indices");
        await Axe.ExpectNothingAsync(page);
    }

    [Fact]
    public async Task Clusters_ThatNeverAnswered_ShowNoListAndNoZero()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--Clusters:clusterA:Urls", "http://127.0.0.1:1");

        var page = await OpenAsync(dashboard);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("No cluster has answered yet");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("It has not answered since this app started.");
        await Axe.ExpectNothingAsync(page);
    }

    private async Task<IPage> OpenAsync(RunningDashboard dashboard)
    {
        var page = await chromium.OpenAsync(dashboard.Url, []);
        await page.GotoAsync("/followers");
        return page;
    }
}
