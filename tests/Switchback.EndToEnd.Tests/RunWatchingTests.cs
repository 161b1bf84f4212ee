using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>Runs that two people watch, over a server that is killed and over a question whose time runs out.</summary>
public sealed class RunWatchingTests(Chromium chromium, ClockedRehearsal rehearsal) : IClassFixture<ClockedRehearsal>
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task ServerKilled_InTheMiddleOfARun_BothBrowsersComeBackAndSeeItToItsEnd()
    {
        // The call is held back for longer than anybody waits; the next one is not.
        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "_lab/faults", new { cluster = "clusterB", method = "POST", path = "/customers/_ccr/pause_follow", when = "before", @do = "delay", delay = "10m" });
        var pages = new[] { await chromium.OpenAsync(rehearsal.Url, []), await chromium.OpenAsync(rehearsal.Url, [], theme: ColorScheme.Dark, persona: "approver") };
        foreach (var page in pages)
        {
            await page.GotoAsync("/runs");
            await Expect(page.Locator("h1")).ToBeFocusedAsync();
        }

        // The app gives a call up after half a minute: by then both have to have seen it.
        var run = await rehearsal.BeginAsync("pause", "customers");
        foreach (var page in pages)
        {
            await page.GotoAsync($"/runs/{run}");
            await Expect(page.GetByText("1 call is out")).ToBeVisibleAsync();
            await page.EvaluateAsync("() => window.before = true");
        }

        await rehearsal.Dashboard.StopAsync();
        foreach (var page in pages) await Expect(page.GetByText("What you see is frozen since")).ToBeVisibleAsync();
        await rehearsal.Dashboard.StartAgainAsync();

        foreach (var page in pages)
        {
            await page.WaitForFunctionAsync("() => window.before === undefined");
            await Expect(State(page)).ToContainTextAsync("Done");
            await Expect(page.GetByText("went on with it after a restart").First).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Question_IsToldWhereverOneLooks_AndOnceItsTimeIsOverNobodyCanAgree()
    {
        var pages = new[] { await chromium.OpenAsync(rehearsal.Url, _complaints, persona: "approver"), await chromium.OpenAsync(rehearsal.Url, _complaints, theme: ColorScheme.Dark, persona: "second-approver") };
        foreach (var page in pages)
        {
            await page.GotoAsync("/remotes");
            await Expect(page.Locator("h1")).ToBeFocusedAsync();
        }

        var run = await rehearsal.BeginAsync("recreate", "metrics-hosts-000117");

        foreach (var page in pages)
        {
            var toast = page.Locator(".toast").GetByRole(AriaRole.Link, new() { Name = "Waits for you: Recreate metrics-hosts-000117 on clusterB" });
            await Expect(toast).ToBeVisibleAsync();
            // It came without taking the focus.
            await Expect(page.Locator("h1")).ToBeFocusedAsync();
            await Axe.ExpectNothingAsync(page);
            await toast.ClickAsync();
            await Expect(page).ToHaveURLAsync($"{rehearsal.Url}/runs/{run}");
            await Expect(Approve(page)).ToBeVisibleAsync();
        }

        var tab = await pages[0].Context.NewPageAsync();
        await tab.GotoAsync("/remotes");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Notices, 1 unread" }).ClickAsync();
        await Expect(tab.Locator("#notices").GetByRole(AriaRole.Link)).ToHaveTextAsync("Waits for you: Recreate metrics-hosts-000117 on clusterB");
        await Axe.ExpectNothingAsync(tab);
        await Expect(pages[0].GetByRole(AriaRole.Button, new() { Name = "Notices", Exact = true })).ToBeVisibleAsync();

        rehearsal.Clock.Move(TimeSpan.FromHours(25));

        foreach (var page in pages)
        {
            await Expect(Approve(page)).ToHaveCountAsync(0);
            await Expect(State(page)).ToContainTextAsync("Nobody agreed in time, and that means no.");
        }

        Assert.Empty(_complaints);
    }

    private static ILocator Approve(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true });

    private static ILocator State(IPage page) => page.Locator(".run-state");
}
