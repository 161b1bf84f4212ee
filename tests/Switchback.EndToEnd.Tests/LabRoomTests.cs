using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Switchback.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Switchback.EndToEnd.Tests;

public sealed partial class LabRoomTests(Chromium chromium, Rehearsal rehearsal) : IClassFixture<Rehearsal>
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Cluster_StoppedOnThePage_ShowsStoppedAndTheOtherCannotBeStopped()
    {
        var page = await OpenAsync();
        try
        {
            await Button(page, "Stop clusterA").ClickAsync();
            await Expect(Card(page, "clusterA")).ToContainTextAsync("stopped");
            await Expect(Said(page)).ToContainTextAsync("clusterA is stopped: its port refuses connections");
            await Expect(page.GetByText(Seen())).ToBeVisibleAsync();

            await Button(page, "Stop clusterB").ClickAsync();
            await Expect(Said(page)).ToContainTextAsync("'clusterB' is the last cluster that runs");
            await Expect(Card(page, "clusterB")).ToContainTextAsync("runs");
            await Axe.ExpectNothingAsync(page);

            await Button(page, "Start clusterA").ClickAsync();
            await Expect(Said(page)).ToContainTextAsync("clusterA runs again");
            await Expect(Card(page, "clusterA")).ToContainTextAsync("runs");
        }
        finally
        {
            await rehearsal.StartAsync("clusterA");
        }

        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Scenario_BuiltAfterTheQuestion_SaysSoAndItsFollowerCanBeMadeFatal()
    {
        var page = await OpenAsync();

        await Button(page, "Build healthy-pair").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep what is there" }).ClickAsync();
        await Expect(Button(page, "Build healthy-pair")).ToBeFocusedAsync();
        await Button(page, "Build healthy-pair").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset and build" }).ClickAsync();
        await Expect(Said(page)).ToContainTextAsync("Scenario healthy-pair is built.");

        var fatal = page.GetByRole(AriaRole.Group, new() { Name = "Make a follower fatal" });
        await fatal.GetByLabel("Follower index").FillAsync("orders");
        await fatal.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Said(page)).ToContainTextAsync("Replication of orders on clusterB failed for good");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Clock_AdvancedByAnHour_IsAheadOfRealTimeUntilTheLabIsReset()
    {
        var page = await OpenAsync();

        await Button(page, "Advance by 1 h").ClickAsync();
        await Expect(Said(page)).ToContainTextAsync("The lab's clock went ahead by 1 h 0 min");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Clock" })).ToContainTextAsync(Ahead());

        var reset = Button(page, "Reset the lab");
        await Expect(reset).ToHaveAttributeAsync("aria-disabled", "true");
        await page.GetByLabel("to confirm").FillAsync("reset");
        await Expect(reset).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await reset.ClickAsync();
        await Expect(Said(page)).ToContainTextAsync("The lab is reset");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Clock" })).ToContainTextAsync("as real time");
    }

    [Fact]
    public async Task Keyboard_Alone_FreezesAndThawsAndKeepsItsPlace()
    {
        var page = await OpenAsync();
        await Button(page, "Stop clusterB").FocusAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(Button(page, "Freeze clusterB")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Said(page)).ToContainTextAsync("clusterB is frozen");
        await Expect(Button(page, "Thaw clusterB")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(Said(page)).ToContainTextAsync("clusterB goes on where it was");
        await Expect(Button(page, "Freeze clusterB")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 1024)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_EitherThemeAndAnyWidth_IsAccessibleAndDoesNotScrollSideways(ColorScheme theme, int width)
    {
        var page = await OpenAsync(width, theme);

        await Axe.ExpectNothingAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
    }

    [Fact]
    public async Task Page_WithRealClusters_SaysThatThereIsNoRoom()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--Clusters:clusterA:Urls", "http://127.0.0.1:1");
        var page = await chromium.OpenAsync(dashboard.Url, _complaints);
        await page.GotoAsync("/lab");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no rehearsal room here");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToHaveCountAsync(0);
        await Axe.ExpectNothingAsync(page);
    }

    [Fact]
    public async Task Lab_ThatIsNotThere_IsSaidInWords()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var page = await chromium.OpenAsync(dashboard.Url, _complaints);
        await page.GotoAsync("/lab");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("The lab is not there");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing listens on ports 1 and 2.");
        await Axe.ExpectNothingAsync(page);
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Card(IPage page, string cluster) => page.GetByRole(AriaRole.Article, new() { Name = cluster });

    private static ILocator Said(IPage page) => page.GetByRole(AriaRole.Status, new() { Name = "What became of it" });

    private async Task<IPage> OpenAsync(int width = 1440, ColorScheme theme = ColorScheme.Light)
    {
        var page = await chromium.OpenAsync(rehearsal.Url, _complaints, width, theme: theme);
        await page.GotoAsync("/lab");
        await Expect(Card(page, "clusterB")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>The cluster is seen stopped, and a moment later its followers cut off: two steps, one soon after the other.</summary>
    [GeneratedRegex("[12] of 7 seen", RegexOptions.None, 1000)]
    private static partial Regex Seen();

    [GeneratedRegex("(59 min|1 h 0 min).* ahead of real time", RegexOptions.None, 1000)]
    private static partial Regex Ahead();
}
