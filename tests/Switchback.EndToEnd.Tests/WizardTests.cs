using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>From a verdict's remedy to a finished run, through the real app, the real driver and simulated clusters.</summary>
public sealed class WizardTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Recreate_FromTheRemedy_IsAgreedToInASecondBrowser_AndBothSeeItEnd()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        await page.GotoAsync("/followers/clusterB/metrics-hosts-000117");
        await page.GetByRole(AriaRole.Link, new() { Name = "Recreate …" }).First.ClickAsync();
        await Expect(page.GetByText("metrics-hosts-000117").First).ToBeVisibleAsync();
        await page.Locator("#reason").FillAsync("fatal since 03:10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review the plan" }).ClickAsync();
        await Expect(page.GetByText("Point of no return.")).ToBeVisibleAsync();
        await Expect(page.GetByText("PUT /metrics-hosts-000117/_ccr/follow").First).ToBeVisibleAsync();
        await Axe.ExpectNothingAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on to confirm" }).ClickAsync();
        var ask = page.GetByRole(AriaRole.Button, new() { Name = "Ask for approval" });
        await Expect(ask).ToHaveAttributeAsync("aria-disabled", "true");
        await page.GetByLabel("Type metrics-hosts-000117 to confirm").FillAsync("metrics-hosts-000117");
        await ask.ClickAsync();
        await Expect(page.GetByText("Waits for approval").First).ToBeVisibleAsync();
        // Who asked cannot agree.
        await Expect(Approve(page)).ToHaveCountAsync(0);
        await Axe.ExpectNothingAsync(page);

        var second = await chromium.OpenAsync(rehearsal.Url, _complaints, theme: ColorScheme.Dark, persona: "approver");
        await second.GotoAsync("/approvals");
        await Expect(second.GetByText("is replaced by a new copy of clusterA's metrics-hosts-000117")).ToBeVisibleAsync();
        await Axe.ExpectNothingAsync(second);
        await second.GetByRole(AriaRole.Link, new() { Name = "Look at every call and decide" }).ClickAsync();
        await Approve(second).ClickAsync();

        await Expect(State(second)).ToContainTextAsync("Done");
        await Expect(State(page)).ToContainTextAsync("Done");
        await Axe.ExpectNothingAsync(second);
        await page.GotoAsync("/audit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Expect(page.GetByText("The chain is whole:")).ToBeVisibleAsync();
        await Axe.ExpectNothingAsync(page);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task PauseAndResume_ByKeysAlone_AreDone()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        foreach (var verb in (string[])["pause", "resume"])
        {
            await page.GotoAsync($"/operate/{verb}?items=clusterB/sessions");
            await Expect(page.Locator("main").GetByText("sessions").First).ToBeVisibleAsync();
            await HeadingAsync(page);
            await page.Locator("#reason").FocusAsync();
            await page.Keyboard.TypeAsync("by keys");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Enter");
            var on = page.GetByRole(AriaRole.Link, new() { Name = "Go on to confirm" });
            await Expect(on).ToBeVisibleAsync();
            await HeadingAsync(page);
            await on.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            var begin = page.GetByRole(AriaRole.Button, new() { Name = "Begin" });
            await Expect(begin).ToBeVisibleAsync();
            await HeadingAsync(page);
            await begin.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(State(page)).ToContainTextAsync("Done");
            // The watch has to see it before the next one is planned on it.
            await page.GotoAsync("/followers/clusterB/sessions");
            await Expect(page.GetByText(verb == "pause" ? "Paused" : "Following").First).ToBeVisibleAsync();
        }

        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Refused_IsSaidWithWhyAndWhatLiftsIt_AndAViewerHasNoWay()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        await page.GotoAsync("/operate/pause?items=clusterB/coupons");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review the plan" }).ClickAsync();
        await Expect(page.GetByText("It cannot be planned like this")).ToBeVisibleAsync();
        await Expect(page.GetByText("there is no such follower")).ToBeVisibleAsync();
        await Axe.ExpectNothingAsync(page);

        var viewer = await chromium.OpenAsync(rehearsal.Url, _complaints, persona: "viewer");
        await viewer.GotoAsync("/operate/pause?items=clusterB/sessions");
        await Expect(viewer.GetByText("Planning takes the role operator")).ToBeVisibleAsync();
        await Expect(viewer.GetByRole(AriaRole.Button, new() { Name = "Brake" })).ToHaveCountAsync(0);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Brake_IsSeenOnEveryPage_AndLiftedByAnApprover()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the brake on" }).First.ClickAsync();
        await page.Locator("#brake-why").FillAsync("something is odd");
        await page.Locator("#brake").GetByRole(AriaRole.Button, new() { Name = "Put the brake on" }).ClickAsync();
        await page.GotoAsync("/remotes");
        await Expect(page.GetByText("The brake is on.").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Lift it" })).ToHaveCountAsync(0);

        var approver = await chromium.OpenAsync(rehearsal.Url, _complaints, persona: "approver");
        await approver.GotoAsync("/runs");
        await approver.GetByRole(AriaRole.Button, new() { Name = "Lift it" }).ClickAsync();

        await Expect(page.GetByText("The brake is on.")).ToHaveCountAsync(0);
        Assert.Empty(_complaints);
    }

    /// <summary>A page that was gone to puts the focus on its heading; a key pressed before that lands elsewhere.</summary>
    private static Task HeadingAsync(IPage page) => Expect(page.Locator("h1")).ToBeFocusedAsync();

    private static ILocator Approve(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true });

    private static ILocator State(IPage page) => page.Locator(".run-state");
}
