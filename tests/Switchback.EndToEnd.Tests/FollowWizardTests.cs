using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>From a list of leaders to followers that follow.</summary>
public sealed class FollowWizardTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Follower_ChosenNamedAndMade_ByKeysAlone()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        await page.GotoAsync("/operate/follow");
        var grid = page.Locator("[data-grid]");
        await Expect(grid.GetByText("Followed already, as sessions")).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("coup");
        await Expect(grid).ToHaveAttributeAsync("aria-rowcount", "2");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-grid] tbody tr:focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByText("The name is free.")).ToBeVisibleAsync();

        await TabToAsync(page, page.Locator("#template"));
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("sessions");
        await Expect(page.GetByText("clusterB has an index of this name already.")).ToBeVisibleAsync();
        await Axe.ExpectNothingAsync(page);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("{{leader_index}}-copy");
        await Expect(page.Locator(".name-row")).ToContainTextAsync("coupons-copy");
        await TabToAsync(page, page.Locator("#settings"));
        await page.Keyboard.TypeAsync("{\"index.number_of_replicas\": 0}");
        await TabToAsync(page, page.Locator("#reason"));
        await page.Keyboard.TypeAsync("by keys");
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Review the plan" }));
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("PUT /coupons-copy/_ccr/follow").First).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Go on to confirm" }));
        await page.Keyboard.PressAsync("Enter");
        var begin = page.GetByRole(AriaRole.Button, new() { Name = "Begin" });
        await Expect(begin).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await TabToAsync(page, begin);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".run-state")).ToContainTextAsync("Done");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Choice_LedBackFromTheReview_IsAsItWas_AndWhatIsKeptNoMoreIsSaid()
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints);
        await page.GotoAsync("/operate/follow?items=clusterB/customers&with=remote%3DclusterA&with=name%3Dsecond-%7B%7Bleader_index%7D%7D&with=max_retry_delay%3D9m");
        await Expect(page.GetByText("1 value needs a change first.")).ToBeVisibleAsync();
        await page.Locator("#field-max_retry_delay").FillAsync("2s");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review the plan" }).ClickAsync();
        await Expect(page.GetByText("this makes a second copy")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back", Exact = true }).ClickAsync();

        await Expect(page.Locator("#template")).ToHaveValueAsync("second-{{leader_index}}");
        await Expect(page.Locator("#field-max_retry_delay")).ToHaveValueAsync("2s");
        await Expect(page.Locator(".name-row")).ToContainTextAsync("second-customers");
        await page.GotoAsync("/operate/pause?selection=nobody");
        await Expect(page.GetByText("What was chosen is not kept any more")).ToBeVisibleAsync();
        Assert.Empty(_complaints);
    }

    private static async Task TabToAsync(IPage page, ILocator aim)
    {
        var wanted = await aim.ElementHandleAsync();
        for (var i = 0; i < 60; i++)
        {
            if (await page.EvaluateAsync<bool>("wanted => document.activeElement === wanted", wanted)) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail("It cannot be reached by keys.");
    }
}
