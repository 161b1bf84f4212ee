using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>What stands around every page: search, keys, menus, and what the browser remembers.</summary>
public sealed partial class ShellTests(Chromium chromium, SharedRehearsal rehearsal)
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Keys_OnThePage_FindHelpAndGo()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);
        var help = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" });

        await page.Keyboard.PressAsync("?");
        await Expect(help).ToBeVisibleAsync();
        await Expect(help).ToContainTextAsync("Follower indices");
        await page.Keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("i");
        await Expect(page).ToHaveURLAsync(rehearsal.Url + "/followers");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Follower indices" })).ToHaveAttributeAsync("aria-current", "page");

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("f");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Fleet");
        // Arriving takes the focus to the heading; what is pressed before that is pressed on the page before.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("/");
        var find = page.GetByRole(AriaRole.Searchbox);
        await Expect(find).ToBeFocusedAsync();
        await find.FillAsync("orders & g?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(Query());
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Keys_SwitchedOff_AreLettersAgain()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keyboard help" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "On" })).ToBeCheckedAsync();
        await page.GetByText("Off", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("t");
        await page.Keyboard.PressAsync("/");

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "system");
        await Expect(page.GetByRole(AriaRole.Searchbox)).Not.ToBeFocusedAsync();
    }

    [Fact]
    public async Task Display_ThemeAndRows_AreKnownToTheServerFromTheFirstByteOfTheNextPage()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);
        var row = FollowersPage.Rows(page).First;
        Assert.Equal(40, await HeightAsync(row));

        await page.Keyboard.PressAsync("t");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Display" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Light" })).ToBeCheckedAsync();
        await page.GetByText("Dark", new() { Exact = true }).ClickAsync();
        await page.GetByText("Dense", new() { Exact = true }).ClickAsync();
        Assert.Equal(24, await HeightAsync(row));
        var document = await (await page.ReloadAsync())!.TextAsync();

        Assert.Contains("data-theme=\"dark\" data-rows=\"dense\"", document);
        await Expect(row).ToBeVisibleAsync();
        Assert.Single(await page.EvaluateAsync<double[]>("() => [...new Set([...document.querySelectorAll('[data-grid] tbody tr[data-key]')].map(row => row.getBoundingClientRect().height))]"));
        Assert.Equal(24, await HeightAsync(row));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Display_TimeZone_IsTheBrowsersUntilAnotherIsChosen()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        await page.Context.AddCookiesAsync([new Cookie { Name = "tz-here", Value = "Asia/Kathmandu", Url = rehearsal.Url }]);
        await page.GotoAsync("/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Display" }).ClickAsync();
        await Expect(page.GetByText("Times on this page are in")).ToHaveTextAsync("Times on this page are in Asia/Kathmandu.");
        var reloaded = page.WaitForRequestAsync(request => request.IsNavigationRequest);
        await page.GetByText("UTC", new() { Exact = true }).ClickAsync();
        await reloaded;
        await page.GetByRole(AriaRole.Button, new() { Name = "Display" }).ClickAsync();

        await Expect(page.GetByText("Times on this page are in")).ToHaveTextAsync("Times on this page are in UTC.");
    }

    [Fact]
    public async Task Person_SignsOutAndInAsAnother_ComesBackToWhereTheyWere()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints, persona: "viewer");
        await page.GotoAsync("/followers?query=orders");
        await page.GetByRole(AriaRole.Button, new() { Name = "Signed in as Vera (viewer)" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Be someone else" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ada (admin)" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(rehearsal.Url + "/followers?query=orders");

        await page.GetByRole(AriaRole.Button, new() { Name = "Signed in as Ada (admin)" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Who are you today?");
        await page.GotoAsync("/followers");
        await Expect(page).ToHaveURLAsync(rehearsal.Url + "/sign-in?returnUrl=%2Ffollowers");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task SignOut_InOneTab_LeadsTheOthersToTheSignIn()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/pairs/orders?hours=1");
        await Expect(other.GetByRole(AriaRole.Radio, new() { Name = "clusterA (home) leads" })).ToBeEnabledAsync();
        var stranger = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints);

        await page.GetByRole(AriaRole.Button, new() { Name = "Signed in as" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(other).ToHaveURLAsync(rehearsal.Url + "/sign-in?returnUrl=%2Fpairs%2Forders%3Fhours%3D1");
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Who are you today?");
        // Signed in as the same person, elsewhere.
        await Expect(FollowersPage.Rows(stranger).First).ToBeVisibleAsync();
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Phone_MenuButton_OpensThePagesAndAFollowedLinkClosesThem()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints, 390);
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Follower indices" });
        await Expect(link).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pages" }).ClickAsync();
        await Axe.ExpectNothingAsync(page);
        await link.ClickAsync();

        await Expect(page).ToHaveURLAsync(rehearsal.Url + "/followers");
        await Expect(link).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Menus_Open_HaveNothingThatAxeObjectsTo(ColorScheme theme, int width)
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, _complaints, width, theme);
        await page.GetByRole(AriaRole.Button, new() { Name = "Display" }).ClickAsync();
        await Axe.ExpectNothingAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Signed in as" }).ClickAsync();
        await Axe.ExpectNothingAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Axe.ExpectNothingAsync(page);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task SignIn_EitherThemeAndWidth_HasNothingThatAxeObjectsToAndDoesNotScrollSideways(ColorScheme theme, int width)
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints, width, theme: theme, persona: null);
        await page.GotoAsync("/");

        await Expect(page.GetByRole(AriaRole.Button)).ToHaveCountAsync(5);
        await Axe.ExpectNothingAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
        Assert.Empty(_complaints);
    }

    [GeneratedRegex(@"/followers\?query=orders%20%26%20g%3F$", RegexOptions.None, 1000)]
    private static partial Regex Query();

    private static Task<double> HeightAsync(ILocator element) => element.EvaluateAsync<double>("element => element.getBoundingClientRect().height");
}
