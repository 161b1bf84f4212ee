using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>A class and a lab of its own: followers sleep on for a while after their leader is back.</summary>
public sealed partial class SilentLeaderTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    private const string Ecommerce = "kibana_sample_data_ecommerce2";

    [Fact]
    public async Task LeaderCluster_Stopped_IsSaidWithItsAgeAndTheLagIsNoLongerExact()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, []);
        var lag = FollowersPage.Cell(page, Ecommerce, "Lag");
        await Expect(lag).ToHaveTextAsync(Number());
        try
        {
            await rehearsal.StopAsync("clusterA");

            await Expect(page.GetByText("clusterA does not answer.")).ToBeVisibleAsync();
            await Expect(page.GetByText("It last answered at")).ToContainTextAsync(Age());
            await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("clusterA does not answer");
            await Expect(lag).ToContainTextAsync("≥");
            await Expect(FollowersPage.Cell(page, Ecommerce, "Behind")).ToHaveTextAsync("frozen");
            await Expect(FollowersPage.Status(page, Ecommerce)).ToHaveTextAsync("Leader unreachable");
        }
        finally
        {
            await rehearsal.StartAsync("clusterA");
        }

        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Live");
        await Expect(lag).ToHaveTextAsync(Number());
    }

    [GeneratedRegex("[0-9]+ s ago", RegexOptions.None, 1000)]
    private static partial Regex Age();

    [GeneratedRegex("^[0-9,]+$", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
