using Microsoft.Playwright;
using Switchback.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>Takes the pictures of the documents anew: <c>./test screenshots</c>. Not part of any other run.</summary>
[Trait("Run", "screenshots")]
public sealed class Screenshots(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    [Theory]
    [InlineData("/", ColorScheme.Light, "fleet.png")]
    [InlineData("/", ColorScheme.Dark, "fleet-dark.png")]
    [InlineData("/followers", ColorScheme.Light, "followers.png")]
    [InlineData("/followers", ColorScheme.Dark, "followers-dark.png")]
    [InlineData("/pairs/orders", ColorScheme.Light, "pair.png")]
    [InlineData("/wall", ColorScheme.Dark, "wall.png")]
    public async Task Page_InItsTheme_IsTaken(string address, ColorScheme theme, string file)
    {
        var page = await chromium.OpenAsync(rehearsal.Url, [], 1440, 900, theme);
        await page.GotoAsync(address);
        await Expect(page.GetByText("Failed").Or(page.GetByText("need a person")).First).ToBeVisibleAsync();
        await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
        var path = Repository.File("docs", "images", file);

        await page.ScreenshotAsync(new() { Path = path });

        Assert.InRange(new FileInfo(path).Length, 10_000, 300_000);
    }

    [Fact]
    public async Task Review_OfAPlan_IsTaken()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, [], 1440, 1000);
        await page.GotoAsync("/operate/recreate?items=clusterB/metrics-hosts-000117");
        await page.Locator("#reason").FillAsync("fatal since 03:10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review the plan" }).ClickAsync();
        await Expect(page.GetByText("Point of no return.")).ToBeVisibleAsync();
        await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
        var path = Repository.File("docs", "images", "review.png");

        await page.ScreenshotAsync(new() { Path = path });

        Assert.InRange(new FileInfo(path).Length, 10_000, 300_000);
    }
}
