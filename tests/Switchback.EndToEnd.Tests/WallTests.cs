using Microsoft.Playwright;
using Switchback.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

public sealed class WallTests(Chromium chromium)
{
    [Fact]
    public async Task Wall_ServerRestartsUnderIt_SaysFrozenGoesOnTickingAndComesBackByItself()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var page = await chromium.OpenAsync(dashboard.Url, [], 1920, 1080, persona: "viewer");
        await page.GotoAsync("/wall");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Replication");
        await page.EvaluateAsync("() => window.before = true");
        var frozen = page.GetByText("FROZEN: no connection to Switchback");
        await Expect(frozen).ToBeHiddenAsync();

        await dashboard.StopAsync();

        await Expect(frozen).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        var shown = await page.Locator("[data-clock]").InnerTextAsync();
        await Expect(page.Locator("[data-clock]")).Not.ToHaveTextAsync(shown);

        await dashboard.StartAgainAsync();

        await page.WaitForFunctionAsync("() => window.before === undefined");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Replication");
        await Expect(frozen).ToBeHiddenAsync();
        Assert.EndsWith("/wall", page.Url);
    }

    [Fact]
    public async Task Wall_SignInRanOutWhileTheServerWasAway_StaysAndSaysSoAndComesBackOnceSignedIn()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var page = await chromium.OpenAsync(dashboard.Url, [], 1920, 1080, persona: "viewer");
        await page.GotoAsync("/wall");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Replication");
        await page.EvaluateAsync("() => window.before = true");

        await dashboard.StopAsync();
        await page.Context.ClearCookiesAsync();
        await dashboard.StartAgainAsync();

        await Expect(page.GetByText("FROZEN: the sign-in of this wall has run out.")).ToBeVisibleAsync();
        Assert.EndsWith("/wall", page.Url);

        await Chromium.SignInAsync(page.Context.APIRequest, "viewer");

        await page.WaitForFunctionAsync("() => window.before === undefined");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Replication");
        Assert.EndsWith("/wall", page.Url);
    }

    [Fact]
    public async Task Wall_BeatStopsWhileTheServerAnswers_LoadsItselfAgain()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var page = await chromium.OpenAsync(dashboard.Url, [], 1920, 1080, persona: "viewer");
        await page.GotoAsync("/wall");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Replication");

        // Nothing reaches the beat any more, and the browser's time runs a hundred times as fast.
        await page.EvaluateAsync(
            """
            () => {
              window.before = true;
              const wall = document.querySelector('[data-wall]');
              wall.setAttribute = (name, value) => { if (name !== 'data-beat') Element.prototype.setAttribute.call(wall, name, value); };
              const real = performance.now.bind(performance);
              const from = real();
              performance.now = () => from + (real() - from) * 100;
            }
            """);

        await page.WaitForFunctionAsync("() => window.before === undefined");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Replication");
    }
}
