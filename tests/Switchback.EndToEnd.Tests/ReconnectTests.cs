using Microsoft.Playwright;
using Switchback.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

public sealed class ReconnectTests(Chromium chromium)
{
    [Fact]
    public async Task ServerRestarted_UnderAnOpenPage_PageSaysFrozenAndComesBackByItself()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var page = await chromium.OpenAsync(dashboard.Url, []);
        await page.GotoAsync("/followers");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await page.EvaluateAsync("() => window.before = true");
        var frozen = page.GetByText("What you see is frozen since");
        await Expect(frozen).ToBeHiddenAsync();

        await dashboard.StopAsync();

        await Expect(frozen).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await dashboard.StartAgainAsync();

        await page.WaitForFunctionAsync("() => window.before === undefined");
        await Expect(frozen).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ThemeSwitch_Pressed_SurvivesAReloadBecauseTheServerKnowsIt()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var complaints = new List<string>();
        var page = await chromium.OpenAsync(dashboard.Url, complaints);
        await page.GotoAsync("/followers");
        var root = page.Locator("html");
        await Expect(root).ToHaveAttributeAsync("data-theme", "system");

        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Expect(root).ToHaveAttributeAsync("data-theme", "dark");
        var document = await (await page.ReloadAsync())!.TextAsync();

        Assert.Contains("<html lang=\"en\" data-theme=\"dark\">", document);
        Assert.Empty(complaints);
    }
}
