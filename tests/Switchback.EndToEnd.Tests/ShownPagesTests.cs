using Microsoft.Playwright;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using static Microsoft.Playwright.Assertions;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.EndToEnd.Tests;

/// <summary>Fleet, pair and wall in every state that a lab reaches only with patience.</summary>
public sealed class ShownPagesTests(Chromium chromium, ShownFleet fleet) : IClassFixture<ShownFleet>
{
    private readonly List<string> _complaints = [];

    public static TheoryData<string, ColorScheme, int> Pages
    {
        get
        {
            var all = new TheoryData<string, ColorScheme, int>();
            foreach (var path in new[] { "/", "/pairs/orders", "/pairs/metrics", "/pairs/nowhere", "/wall", "/wall/orders" })
            {
                foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    foreach (var width in new[] { 390, 1440 })
                    {
                        all.Add(path, theme, width);
                    }
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_EitherThemeAndWidth_HasNothingThatAxeObjectsToAndDoesNotScrollSideways(string path, ColorScheme theme, int width)
    {
        var page = await OpenAsync(ShownPairs.Night(), path, width, theme);

        await Axe.ExpectNothingAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Fleet_ManyPairs_ShowsTheWorstFirstAndItsAlarmAbove()
    {
        var page = await OpenAsync(ShownPairs.Night(), "/");

        await Expect(page.GetByRole(AriaRole.Article).First).ToContainTextAsync("Home unreachable");
        var alarm = page.GetByRole(AriaRole.Region, new() { Name = "Alarm of orders" });
        await Expect(alarm).ToContainTextAsync("orders: home (clusterA) has not answered for 4 min");
        await Expect(alarm).ToContainTextAsync("would lose at least 318 operations");
        await Expect(page.GetByRole(AriaRole.Article).Filter(new() { HasText = "metrics" }).GetByRole(AriaRole.Link, new() { Name = "Follower indices of metrics" }))
            .ToHaveAttributeAsync("href", "/followers?query=pair%3Ametrics%20verdict%3Afailed");
        await Expect(page.GetByText("clusterE copies 3 indices from clusterA")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Fleet_ByKeyboardAlone_LeadsToThePairAndItsCharts()
    {
        var page = await OpenAsync(ShownPairs.Night(), "/");
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Pair orders" });

        for (var i = 0; i < 60 && !await link.EvaluateAsync<bool>("link => link === document.activeElement"); i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("orders");
        var slider = page.GetByRole(AriaRole.Slider, new() { Name = "Moment" });
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator("output.said")).ToContainTextAsync("operations");
    }

    [Fact]
    public async Task Pair_NotConfigured_IsSaidWithTheOnesThatAre()
    {
        var page = await OpenAsync(ShownPairs.Night(), "/pairs/nowhere");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no pair nowhere");
        await Expect(page.GetByText("Configured are: logs, orders, catalog, metrics.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280, 720)]
    [InlineData(1920, 1080)]
    [InlineData(3840, 2160)]
    public async Task Wall_AnySize_FitsWithoutScrollingOrClippingAndHasNothingToTouch(int width, int height)
    {
        var page = await OpenAsync(ShownPairs.Night(5), "/wall", width, ColorScheme.Dark, height);
        await Expect(page.GetByText("operations lost at least if we fail over now")).ToBeVisibleAsync();

        Assert.Equal(0, await page.Locator("main a, main button, main input, main select, main textarea, main summary, main [tabindex='0']").CountAsync());
        var cut = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.wall .pane, .wall .numbers > div, .wall .needs')].filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map(e => e.className + ': ' + e.textContent.trim().slice(0, 60))");
        Assert.Empty(cut);
        var bottom = await page.Locator(".wall > footer").EvaluateAsync<double>("footer => footer.getBoundingClientRect().bottom");
        Assert.InRange(bottom, height * 0.9, height);
    }

    [Fact]
    public async Task Wall_NewSnapshot_MovesNothing()
    {
        var page = await OpenAsync(ShownPairs.Night(), "/wall", 1920, ColorScheme.Dark, 1080);
        const string boxes = "() => JSON.stringify([...document.querySelectorAll('.wall .pane, .wall .numbers > div')].map(e => { const r = e.getBoundingClientRect(); return [r.width, r.height].map(Math.round); }))";
        await Expect(page.GetByText("≥318")).ToBeVisibleAsync();
        // Until the letters are there, others of another height stand in for them.
        await page.EvaluateAsync("() => document.fonts.load('650 1em Inter').then(() => document.fonts.ready).then(() => true)");
        var before = await page.EvaluateAsync<string>(boxes);

        var night = ShownPairs.Night();
        fleet.Show(night with { Pairs = [.. night.Pairs.Select(pair => pair.Options.Id == "orders" ? pair with { Exposure = pair.Exposure with { Operations = 98_765 } } : pair)] });

        await Expect(page.GetByText("≥98,765")).ToBeVisibleAsync();
        Assert.Equal(before, await page.EvaluateAsync<string>(boxes));
    }

    [Fact]
    public async Task Wall_NoClusterAnswersAnyMore_TurnsGreyAndSaysHowOldItIs()
    {
        var gone = Snapshot([Pair(state: HomeUnreachable)], [Member("clusterA", NotAnswering(90), 90), Member("clusterB", NotAnswering(60), 60)]);

        var page = await OpenAsync(gone, "/wall", 1920, ColorScheme.Dark, 1080);

        await Expect(page.GetByText("OLD: no cluster has answered for 1 min")).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-wall-old", "");
    }

    [Fact]
    public async Task Fleet_NothingHeardYet_ShowsNoZero()
    {
        var asking = Snapshot(
            [Pair(state: Asking, copiesAway: 0, isRecorded: false, counts: [], protection: Protection.Unknown, exposure: new Exposure(null, false, null, 0, 0, null))],
            [Core.Fleet.Member.NotAskedYet("clusterA", TimeSpan.FromSeconds(2)), Core.Fleet.Member.NotAskedYet("clusterB", TimeSpan.FromSeconds(2))]);

        var page = await OpenAsync(asking, "/");

        await Expect(page.GetByText("Waiting for the first answers of clusterA, clusterB.")).ToBeVisibleAsync();
        await Expect(page.GetByText("1 pair · – follower indices · 2 clusters")).ToBeVisibleAsync();
        Assert.DoesNotContain("0 ops", await page.GetByRole(AriaRole.Article).InnerTextAsync());
    }

    private async Task<IPage> OpenAsync(FleetSnapshot snapshot, string path, int width = 1440, ColorScheme theme = ColorScheme.Light, int height = 900)
    {
        fleet.Show(snapshot);
        var page = await chromium.OpenAsync(fleet.Url, _complaints, width, height, theme);
        await page.GotoAsync(path);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        // Widths are those of our own letters, once they are there.
        await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
        return page;
    }
}
