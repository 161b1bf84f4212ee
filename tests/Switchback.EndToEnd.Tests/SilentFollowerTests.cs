using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

public sealed class SilentFollowerTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task FollowerCluster_Stopped_KeepsItsRowsMarkedAndNeverGreen(ColorScheme theme)
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, [], theme: theme);
        await Expect(FollowersPage.Status(page, "customers")).ToHaveTextAsync("Following");
        try
        {
            await rehearsal.StopAsync("clusterB");

            await Expect(FollowersPage.Status(page, "customers")).ToHaveTextAsync("Unknown, was: Following");
            await Expect(page.Locator(".table .word.ok")).ToHaveCountAsync(0);
            await Expect(page.GetByText("clusterB does not answer.")).ToBeVisibleAsync();
            await FollowersPage.ExpectAccessibleAsync(page);
        }
        finally
        {
            await rehearsal.StartAsync("clusterB");
        }

        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Live");
    }
}
