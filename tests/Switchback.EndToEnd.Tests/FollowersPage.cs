using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>The page as a visitor finds it: opened with its list, rows by the follower's name.</summary>
internal static class FollowersPage
{
    public static ILocator Row(IPage page, string follower) =>
        page.Locator("[data-grid] tbody tr").Filter(new() { Has = page.Locator($"a[title=\"{follower}\"]") });

    /// <summary>The state's name alone, without the reason below it.</summary>
    public static ILocator Status(IPage page, string follower) => Row(page, follower).Locator(".state .word");

    /// <summary>A cell by the head of its column.</summary>
    public static ILocator Cell(IPage page, string follower, string column) =>
        Row(page, follower).GetByRole(AriaRole.Gridcell).Nth(Columns.IndexOf(column) + 1);

    public static ILocator Search(IPage page) => page.GetByRole(AriaRole.Combobox, new() { Name = "Search followers" });

    public static ILocator Rows(IPage page) => page.Locator("[data-grid] tbody tr[data-key]");

    public static async Task<IPage> OpenAsync(Chromium chromium, string url, List<string> complaints, int width = 1440, ColorScheme theme = ColorScheme.Light, string address = "/followers")
    {
        var page = await chromium.OpenAsync(url, complaints, width, theme: theme);
        await page.GotoAsync(address);
        await Expect(Rows(page).First).ToBeVisibleAsync();
        return page;
    }

    private static readonly List<string> Columns = ["Name", "Verdict", "Lag", "Behind", "Last hour", "Remote", "Leader", "Cluster"];
}
