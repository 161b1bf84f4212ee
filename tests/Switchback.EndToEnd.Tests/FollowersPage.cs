using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>The page as a visitor finds it: opened with its list, rows by the follower's name.</summary>
internal static class FollowersPage
{
    public static ILocator Row(IPage page, string follower) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByTitle(follower, new() { Exact = true }) });

    /// <summary>The state's name alone, without the reason below it.</summary>
    public static ILocator Status(IPage page, string follower) => Row(page, follower).Locator(".verdict .word");

    public static async Task ExpectAccessibleAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
    }

    public static async Task<IPage> OpenAsync(Chromium chromium, string url, List<string> complaints, int width = 1440, ColorScheme theme = ColorScheme.Light)
    {
        var page = await chromium.OpenAsync(url, complaints, width, theme: theme);
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Row)).Not.ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Row).Nth(2)).ToBeVisibleAsync();
        return page;
    }
}
