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
}
