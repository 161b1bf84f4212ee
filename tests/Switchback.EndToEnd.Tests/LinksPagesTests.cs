using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

public sealed class LinksPagesTests(Chromium chromium, SharedRehearsal rehearsal)
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Patterns_StartScenario_AreListedWithTheirFollowers()
    {
        var page = await OpenAsync("/auto-follow");

        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Active");
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("clusterB");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Remote_PokedByAnOperator_SaysThatTheOtherSideAnswered()
    {
        var page = await OpenAsync("/remotes");

        await page.GetByRole(AriaRole.Button, new() { Name = "Poke" }).ClickAsync();

        await Expect(page.GetByText("The other side answered through the remote.")).ToBeVisibleAsync();
        await Expect(page.GetByText("clusterA has no remote that leads to clusterB")).ToBeVisibleAsync();
        Assert.Empty(_complaints);
    }

    /// <summary>Law 12: who only watches has no way to it.</summary>
    [Fact]
    public async Task Law12_Remote_SeenByAViewer_CannotBePoked()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints, persona: "viewer");
        await page.GotoAsync("/remotes");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Poke" })).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Theory]
    [InlineData("/auto-follow", ColorScheme.Light, 1440)]
    [InlineData("/auto-follow", ColorScheme.Dark, 390)]
    [InlineData("/remotes", ColorScheme.Dark, 1440)]
    [InlineData("/remotes", ColorScheme.Light, 390)]
    public async Task Page_EitherThemeAndWidth_HasNothingThatAxeObjectsToAndFits(string address, ColorScheme theme, int width)
    {
        var page = await OpenAsync(address, theme, width);

        await Axe.ExpectNothingAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
    }

    private async Task<IPage> OpenAsync(string address, ColorScheme theme = ColorScheme.Light, int width = 1440)
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints, width, theme: theme);
        await page.GotoAsync(address);
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
        return page;
    }
}
