using Microsoft.Playwright;
using Switchback.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>Takes the pictures of the documents anew: <c>./test screenshots</c>. Not part of any other run.</summary>
[Trait("Run", "screenshots")]
public sealed class Screenshots(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    [Theory]
    [InlineData(ColorScheme.Light, "followers.png")]
    [InlineData(ColorScheme.Dark, "followers-dark.png")]
    public async Task Followers_EitherTheme_IsTaken(ColorScheme theme, string file)
    {
        var page = await chromium.OpenAsync(rehearsal.Url, [], 1440, 900, theme);
        await page.GotoAsync("/followers");
        await Expect(page.GetByRole(AriaRole.Row).Nth(10)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Live");
        var path = Repository.File("docs", "images", file);

        await page.ScreenshotAsync(new() { Path = path });

        Assert.InRange(new FileInfo(path).Length, 10_000, 300_000);
    }
}
