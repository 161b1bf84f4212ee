using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

/// <summary>A class and a lab of its own: followers sleep on for a while after their leader is back.</summary>
public sealed partial class SilentLeaderTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    private const string Ecommerce = "kibana_sample_data_ecommerce2";

    [Fact]
    public async Task LeaderCluster_Stopped_IsSaidWithItsAgeAndTheLagIsADash()
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, []);
        var lag = FollowersPage.Row(page, Ecommerce).GetByRole(AriaRole.Gridcell).Nth(2);
        await Expect(lag).ToHaveTextAsync(Number());
        try
        {
            await rehearsal.StopAsync("clusterA");

            await Expect(page.GetByText("clusterA has not answered since")).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.List, new() { Name = "Clusters" })).ToContainTextAsync(Silence());
            await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("clusterA silent");
            await Expect(lag).ToHaveTextAsync("–");
            await Expect(FollowersPage.Status(page, Ecommerce)).ToHaveTextAsync("Leader unreachable");
        }
        finally
        {
            await rehearsal.StartAsync("clusterA");
        }

        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Live");
        await Expect(lag).Not.ToHaveTextAsync("–");
    }

    [GeneratedRegex("no answer for [0-9]+ s", RegexOptions.None, 1000)]
    private static partial Regex Silence();

    [GeneratedRegex("^[0-9,]+$", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
