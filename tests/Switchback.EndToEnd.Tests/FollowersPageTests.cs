using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

public sealed partial class FollowersPageTests(Chromium chromium, SharedRehearsal rehearsal)
{
    private const string Ecommerce = "kibana_sample_data_ecommerce2";

    private readonly List<string> _complaints = [];

    [Fact]
    public async Task FirstLook_StartScenario_ListsFollowersOfAllStatesTheWorstFirst()
    {
        var page = await OpenAsync();

        await Expect(FollowersPage.Status(page, Ecommerce)).ToHaveTextAsync("Following");
        await Expect(FollowersPage.Cell(page, Ecommerce, "Lag")).ToHaveTextAsync("0");
        await Expect(FollowersPage.Cell(page, Ecommerce, "Behind")).ToHaveTextAsync("in step");
        await Expect(FollowersPage.Cell(page, Ecommerce, "Leader")).ToHaveTextAsync("kibana_sample_data_ecommerce");
        await Expect(FollowersPage.Cell(page, Ecommerce, "Cluster")).ToHaveTextAsync("clusterB");
        await Expect(FollowersPage.Rows(page).First.Locator(".state .word")).ToHaveTextAsync("Failed");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Verdict" })).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(Chip(page, "Paused and closed")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-as-of]")).ToHaveTextAsync(AsOf());
        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Live");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Search_TypedAndClicked_StandsInTheAddressAndBack()
    {
        var page = await OpenAsync();

        await page.Keyboard.PressAsync("/");
        await Expect(FollowersPage.Search(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("verd");
        var option = page.Locator("#query-list").GetByRole(AriaRole.Option).First;
        await Expect(option).ToContainTextAsync("verdict:");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Expect(FollowersPage.Search(page)).ToHaveValueAsync("verdict:");
        await Expect(FollowersPage.Search(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("failed ");
        await Expect(FollowersPage.Rows(page)).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(new Regex("/followers\\?query=verdict:failed$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(Chip(page, "Failed")).ToHaveAttributeAsync("aria-pressed", "true");

        await Chip(page, "Paused and closed").ClickAsync();
        await Expect(FollowersPage.Rows(page)).ToHaveCountAsync(2);
        await Expect(FollowersPage.Search(page)).ToHaveValueAsync("verdict:failed,paused-and-closed");
        await page.GetByRole(AriaRole.Button, new() { Name = "all", Exact = false }).First.ClickAsync();
        await Expect(FollowersPage.Search(page)).ToHaveValueAsync("");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Query_ThatCannotBeUnderstood_SaysWhereAndKeepsTheRows()
    {
        var page = await OpenAsync("/followers?query=verdict:faild");

        await Expect(page.Locator("#query-fault mark")).ToHaveTextAsync("faild");
        await Expect(page.Locator("#query-fault")).ToContainTextAsync("Did you mean failed?");
        await Expect(FollowersPage.Search(page)).ToHaveAttributeAsync("aria-invalid", "true");
        await Axe.ExpectNothingAsync(page);
    }

    [Fact]
    public async Task Query_ThatMatchesNone_OffersToClearIt()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        await page.GotoAsync("/followers?query=no-such-name");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("No follower matches");
        await Axe.ExpectNothingAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear the query" }).ClickAsync();
        await Expect(FollowersPage.Rows(page).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Flyout_OpenedByKeys_HasAnAddressAndGivesTheFocusBack()
    {
        var page = await OpenAsync("/followers?query=name:catalog&sort=name");
        await page.Locator("[data-grid]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        var row = page.Locator("[data-grid] tbody tr:focus");
        await Expect(row).ToHaveAttributeAsync("aria-rowindex", "3");
        var key = (await row.GetAttributeAsync("data-key"))!;

        await page.Keyboard.PressAsync(" ");
        await Expect(page.GetByText("1 selected")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        var flyout = page.GetByRole(AriaRole.Dialog);
        await Expect(flyout).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/followers/{key}\\?query=name:catalog&sort=name$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(flyout.GetByRole(AriaRole.Table, new() { Name = "Shards" })).ToContainTextAsync("In step");
        await Axe.ExpectNothingAsync(page);

        await page.Keyboard.PressAsync("Escape");
        await Expect(flyout).ToHaveCountAsync(0);
        await Expect(page.Locator($"[data-key=\"{key}\"]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("[data-grid] tbody tr:focus")).ToHaveAttributeAsync("aria-rowindex", (await page.Locator("[data-grid]").GetAttributeAsync("aria-rowcount"))!);
        Assert.Empty(_complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Flyout_OfAFailedFollower_SaysWhatToDoByHandAndShowsWhatElasticsearchSaid(ColorScheme theme, int width)
    {
        var page = await OpenAsync("/followers/clusterB/metrics-hosts-000117", width, theme);
        var flyout = page.GetByRole(AriaRole.Dialog);

        await Expect(flyout).ToContainTextAsync("What to do: Recreate");
        await flyout.GetByText("By hand, in").ClickAsync();
        await Expect(flyout).ToContainTextAsync("PUT /metrics-hosts-000117/_ccr/follow?wait_for_active_shards=1");
        await Expect(flyout).ToContainTextAsync("resource_not_found_exception");
        await flyout.GetByRole(AriaRole.Button, new() { Name = "Read it now" }).ClickAsync();
        await Expect(flyout).ToContainTextAsync("\"follower_index\": \"metrics-hosts-000117\"");
        await Axe.ExpectNothingAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Flyout_OfNobody_SaysSo()
    {
        var page = await OpenAsync("/followers/clusterB/nobody");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("clusterB has no follower called nobody.");
        await Axe.ExpectNothingAsync(page);
    }

    [Fact]
    public async Task Groups_ByPattern_FoldAndSelectionExportsWhatWasSelected()
    {
        var page = await OpenAsync("/followers?group=pair&query=verdict:paused");
        var group = page.Locator("[data-grid] tr.group button").First;
        await Expect(group).ToHaveAttributeAsync("aria-expanded", "true");

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "that match" }).CheckAsync();
        await Expect(page.GetByText("2 selected")).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export CSV" }).ClickAsync());
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        Assert.Equal(3, (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await Axe.ExpectNothingAsync(page);

        await group.ClickAsync();
        await Expect(group).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(FollowersPage.Rows(page)).ToHaveCountAsync(0);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Columns_Chosen_StandInTheAddress()
    {
        var page = await OpenAsync();

        await page.GetByText("Columns", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Lease clock" }).CheckAsync();

        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Lease clock" })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("columns=name,.*lease$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lease clock" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Lease clock" })).ToHaveAttributeAsync("aria-sort", "ascending");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_EitherThemeAndWidth_HasNothingThatAxeObjectsTo(ColorScheme theme, int width)
    {
        var page = await OpenAsync(width: width, theme: theme);

        await Axe.ExpectNothingAsync(page);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1024)]
    public async Task Page_NarrowWindow_DoesNotScrollSideways(int width)
    {
        var page = await OpenAsync(width: width);

        Assert.Equal(width, await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(1440)]
    [InlineData(1600)]
    public async Task Table_WideWindow_ShowsAllItsColumnsInRowsOfOneHeight(int width)
    {
        var page = await OpenAsync(width: width);

        Assert.Equal(0, await page.Locator("[data-scroll]").EvaluateAsync<int>("table => table.scrollWidth - table.clientWidth"));
        // The place of a line is reckoned from one height for all, with a reason or without.
        Assert.Single(await page.EvaluateAsync<double[]>("() => [...new Set([...document.querySelectorAll('[data-grid] tbody tr[data-key]')].map(row => row.getBoundingClientRect().height))]"));
    }

    private Task<IPage> OpenAsync(string address = "/followers", int width = 1440, ColorScheme theme = ColorScheme.Light) =>
        FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints, width, theme, address);

    private static ILocator Chip(IPage page, string word) =>
        page.GetByRole(AriaRole.Group, new() { Name = "Followers by verdict" }).GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{word} *\\d", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    [GeneratedRegex(@"^as of \d\d:\d\d:\d\d", RegexOptions.None, 1000)]
    private static partial Regex AsOf();

    [Fact]
    public async Task RowMenu_ByKeys_OffersWhatCanBeDone_AndSaysWhyTheRestCannot()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints, address: "/followers?query=name:sessions");
        await Expect(FollowersPage.Rows(page)).ToHaveCountAsync(1);
        await page.Locator("[data-grid]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Shift+F10");

        var menu = page.Locator("#row-menu");
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = "Restart …" })).ToBeVisibleAsync();
        await Expect(menu.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToHaveAccessibleDescriptionAsync("It is not paused.");
        await Expect(menu).ToBeFocusedAsync();
        await Axe.ExpectNothingAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToBeHiddenAsync();
        Assert.Empty(_complaints);
    }
}
