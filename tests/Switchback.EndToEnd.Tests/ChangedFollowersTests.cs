using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>Followers that somebody changes under an open page. Each test leaves them as it found them.</summary>
public sealed class ChangedFollowersTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    [Fact]
    public async Task Pause_ByAnyone_ShowsOnTheOpenPage()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, []);
        var status = FollowersPage.Status(page, "catalog-prices");
        await Expect(status).ToHaveTextAsync("Following");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "catalog-prices/_ccr/pause_follow");
        await Expect(status).ToHaveTextAsync("Paused");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "catalog-prices/_ccr/resume_follow", new { });
        await Expect(status).ToHaveTextAsync("Following");
    }

    [Fact]
    public async Task Close_OfAPausedFollower_IsNotTakenForACopyUnderWay()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, []);
        var status = FollowersPage.Status(page, "invoices-2026");
        await Expect(status).ToHaveTextAsync("Following");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "invoices-2026/_close");
        await Expect(status).ToHaveTextAsync("Closed while following");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "invoices-2026/_ccr/pause_follow");
        await Expect(status).ToHaveTextAsync("Paused and closed");

        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "invoices-2026/_open");
        await rehearsal.SendAsync("clusterB", HttpMethod.Post, "invoices-2026/_ccr/resume_follow", new { });
        await Expect(status).ToHaveTextAsync("Following");
    }

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
            await Axe.ExpectNothingAsync(page);
        }
        finally
        {
            await rehearsal.StartAsync("clusterB");
        }

        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Live");
    }
}
