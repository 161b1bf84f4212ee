using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

public sealed partial class FollowersPageTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    private const string Ecommerce = "kibana_sample_data_ecommerce2";

    private readonly List<string> _complaints = [];

    [Fact]
    public async Task FirstLook_StartScenario_ListsFollowersOfAllStatesWithBothSidesPositions()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);

        var cells = FollowersPage.Row(page, Ecommerce).GetByRole(AriaRole.Gridcell);
        await Expect(cells.Nth(1)).ToHaveTextAsync("Following");
        await Expect(cells.Nth(2)).ToHaveTextAsync("0");
        await Expect(cells.Nth(5)).ToHaveTextAsync("clusterB");
        await Expect(cells.Nth(6)).ToHaveTextAsync("clusterA:kibana_sample_data_ecommerce");
        await Expect(cells.Nth(7)).ToHaveTextAsync(Clock());
        var tally = page.GetByRole(AriaRole.List, new() { Name = "Followers by status" });
        await Expect(tally).ToContainTextAsync("Failed");
        await Expect(tally).ToContainTextAsync("Paused and closed");
        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Rehearsal: simulated clusters");
        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Live");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Write_OnTheLeader_ShowsOnTheOpenPageWithoutAReload()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);
        var leaderHas = FollowersPage.Row(page, "catalog-items").GetByRole(AriaRole.Gridcell).Nth(3);
        var followerHas = FollowersPage.Row(page, "catalog-items").GetByRole(AriaRole.Gridcell).Nth(4);
        await Expect(followerHas).ToHaveTextAsync(Number());
        var before = long.Parse(await followerHas.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

        await rehearsal.SendAsync("clusterA", HttpMethod.Post, "catalog-items/_doc", new { name = "a new item" });

        var after = (before + 1).ToString("N0", CultureInfo.InvariantCulture);
        await Expect(leaderHas).ToHaveTextAsync(after);
        await Expect(followerHas).ToHaveTextAsync(after);
    }

    [Fact]
    public async Task Pause_ByAnyone_ShowsOnTheOpenPage()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);
        var status = FollowersPage.Status(page, "catalog-prices");
        await Expect(status).ToHaveTextAsync("Following");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "catalog-prices/_ccr/pause_follow");
        await Expect(status).ToHaveTextAsync("Paused");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "catalog-prices/_ccr/resume_follow", new { });
        await Expect(status).ToHaveTextAsync("Following");
    }

    [Fact]
    public async Task Close_OfAPausedFollower_IsNotTakenForACopyUnderWay()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);
        var status = FollowersPage.Status(page, "invoices-2026");
        await Expect(status).ToHaveTextAsync("Following");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "invoices-2026/_close");
        await Expect(status).ToHaveTextAsync("Closed while following");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "invoices-2026/_ccr/pause_follow");
        await Expect(status).ToHaveTextAsync("Paused and closed");
        await Expect(FollowersPage.Row(page, "invoices-2026").GetByRole(AriaRole.Gridcell).Nth(2)).ToContainTextAsync("Open it, then resume it.");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "invoices-2026/_open");
        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "invoices-2026/_ccr/resume_follow", new { });
        await Expect(status).ToHaveTextAsync("Following");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_EitherThemeAndWidth_HasNothingThatAxeObjectsTo(ColorScheme theme, int width)
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints, width, theme);

        await FollowersPage.ExpectAccessibleAsync(page);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1024)]
    public async Task Page_NarrowWindow_DoesNotScrollSideways(int width)
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints, width);

        Assert.Equal(width, await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(1440)]
    [InlineData(1600)]
    public async Task Table_WideWindow_ShowsAllItsColumnsWithoutScrollingSideways(int width)
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints, width);

        var widest = await page.EvaluateAsync<int>("() => Math.max(...[...document.querySelectorAll('.table, .table *')].filter(e => getComputedStyle(e).overflowX !== 'visible' && !e.closest('td')).map(e => e.scrollWidth - e.clientWidth))");
        Assert.Equal(0, widest);
        var right = await page.GetByRole(AriaRole.Columnheader).Last.EvaluateAsync<double>("header => header.getBoundingClientRect().right");
        Assert.InRange(right, 0, width - 24);
        // The grid reckons where a row is from one height for all, with a reason or without.
        Assert.Single(await page.EvaluateAsync<double[]>("() => [...new Set([...document.querySelectorAll('.table tbody tr.rz-data-row')].map(row => row.getBoundingClientRect().height))]"));
    }

    [Fact]
    public async Task Address_OfNoPage_SaysSoAndLeadsBack()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        await page.GotoAsync("/no-such-page");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no page here");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to the follower indices" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Follower indices");
    }

    [GeneratedRegex(@"^\d\d:\d\d:\d\d$", RegexOptions.None, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex("^[0-9,]+$", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
