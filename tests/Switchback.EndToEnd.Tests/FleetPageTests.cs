using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>Fleet, pair and wall over clusters that stop and come back.</summary>
public sealed class FleetPageTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task ActiveSide_StoppedAndStarted_IsSaidOnFleetPairAndWallWithItsAge()
    {
        var fleet = await OpenAsync("/");
        var pair = await OpenAsync("/pairs/orders");
        var wall = await OpenAsync("/wall");
        await Expect(fleet.GetByRole(AriaRole.Article)).ToContainTextAsync("answered");

        await rehearsal.StopAsync("clusterA");
        try
        {
            await Expect(fleet.GetByText("orders: home (clusterA) has not answered for").First).ToBeVisibleAsync();
            await Expect(fleet.GetByRole(AriaRole.Article)).ToContainTextAsync("Home unreachable");
            await Expect(fleet.GetByRole(AriaRole.Article)).ToContainTextAsync("no answer for");
            await Expect(pair.GetByRole(AriaRole.Region, new() { Name = "Alarm" })).ToContainTextAsync("has not answered for");
            await Expect(wall.GetByText("without an answer from clusterA")).ToBeVisibleAsync();
            await Expect(wall.GetByText("Decide: fail over, or wait for home.")).ToBeVisibleAsync();
        }
        finally
        {
            await rehearsal.StartAsync("clusterA");
        }

        await Expect(fleet.GetByText("orders: home (clusterA) has not answered for")).ToHaveCountAsync(0);
        await Expect(wall.GetByText("without an answer from clusterA")).ToHaveCountAsync(0);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task ActiveSide_RecordedByAnOperator_StandsOnThePageWithWhoAndWhy()
    {
        var viewer = await OpenAsync("/pairs/orders", "viewer");
        await Expect(viewer.GetByText("You may look. Recording needs the role operator")).ToBeVisibleAsync();
        await Expect(viewer.GetByRole(AriaRole.Button, new() { Name = "Record" })).ToBeDisabledAsync();
        await Expect(viewer.GetByText("Nobody has recorded which side is active.")).ToBeVisibleAsync();

        var page = await OpenAsync("/pairs/orders");
        await page.GetByRole(AriaRole.Radio, new() { Name = "clusterA (home) leads" }).CheckAsync();
        await page.GetByLabel("Why you are sure").FillAsync("the load balancer says so");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record clusterA (home) as active" }).ClickAsync();

        foreach (var open in new[] { page, viewer })
        {
            await Expect(open.GetByText("clusterA (home) is recorded as active since")).ToContainTextAsync("by rehearsal:operator: the load balancer says so");
        }

        Assert.Empty(_complaints);
    }

    private async Task<IPage> OpenAsync(string path, string persona = "operator")
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints, persona: persona);
        await page.GotoAsync(path);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        return page;
    }
}
