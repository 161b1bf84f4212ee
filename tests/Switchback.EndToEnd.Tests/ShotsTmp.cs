using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

[Trait("Run", "shots-tmp")]
public sealed class ShotsTmp(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    [Fact]
    public async Task Take()
    {
        var complaints = new List<string>();
        foreach (var (width, theme, dark) in new[] { (1280, ColorScheme.Light, "l"), (1600, ColorScheme.Dark, "d"), (390, ColorScheme.Light, "l") })
        {
            var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, complaints, width, theme);
            await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Live");
            await page.ScreenshotAsync(new() { Path = $"/tmp/f-list-{width}{dark}.png" });
            await FollowersPage.Rows(page).First.Locator("[data-open]").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("as of");
            await page.ScreenshotAsync(new() { Path = $"/tmp/f-fly-{width}{dark}.png" });
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
            await FollowersPage.Search(page).FillAsync("verdict:faild lag:>0");
            await Expect(page.Locator("#query-fault")).ToContainTextAsync("no verdict");
            await page.ScreenshotAsync(new() { Path = $"/tmp/f-fault-{width}{dark}.png" });
            await page.GotoAsync("/followers?group=pattern&query=-verdict:following");
            await FollowersPage.Rows(page).First.Locator("[data-select]").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Selection" })).ToBeVisibleAsync();
            await page.ScreenshotAsync(new() { Path = $"/tmp/f-group-{width}{dark}.png" });
            await page.Context.CloseAsync();
        }
        Assert.Empty(complaints);
    }
}
