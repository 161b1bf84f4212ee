using System.Net;
using System.Text.RegularExpressions;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests;

public sealed partial class StaticFileTests
{
    [Fact]
    public async Task BlazorScript_RunningApp_IsServedWithItsFingerprintInTheName()
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        var page = await dashboard.Client.GetStringAsync("/", TestContext.Current.CancellationToken);
        var address = BlazorScript().Match(page).Groups[1].Value;
        var script = await dashboard.Client.GetStringAsync(address, TestContext.Current.CancellationToken);

        Assert.Matches(@"^_framework/blazor\.web\.[a-z0-9]{10}\.js$", address);
        Assert.Contains("components-reconnect-rejected", script);
    }

    [Theory]
    [InlineData("tokens.css", "text/css")]
    [InlineData("site.css", "text/css")]
    [InlineData("shell.css", "text/css")]
    [InlineData("radzen.css", "text/css")]
    [InlineData("js/reconnect.js", "text/javascript")]
    [InlineData("js/prefs.js", "text/javascript")]
    [InlineData("js/keys.js", "text/javascript")]
    [InlineData("favicon.svg", "image/svg+xml")]
    public async Task TopLevelFile_RunningApp_IsServedByItsFingerprintedName(string file, string type)
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        var page = await dashboard.Client.GetStringAsync("/", TestContext.Current.CancellationToken);
        var pattern = Regex.Escape(Path.ChangeExtension(file, null)) + @"\.[a-z0-9]{10}" + Regex.Escape(Path.GetExtension(file));
        var address = Regex.Match(page, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        using var answer = await dashboard.Client.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            await File.ReadAllBytesAsync(Repository.File("wwwroot", file), TestContext.Current.CancellationToken),
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Page_RunningApp_NamesOnlyFilesThatAreThere()
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        var page = await dashboard.Client.GetStringAsync("/", TestContext.Current.CancellationToken);
        var addresses = Reference().Matches(page).Select(match => match.Groups[1].Value).ToList();
        var missing = new List<string>();
        foreach (var address in addresses)
        {
            using var answer = await dashboard.Client.GetAsync(address, TestContext.Current.CancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                missing.Add(address);
            }
        }

        Assert.True(addresses.Count >= 8, $"only {addresses.Count} files are named");
        Assert.Empty(missing);
    }

    [GeneratedRegex("""src="(_framework/[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex BlazorScript();

    [GeneratedRegex("""<(?:script|link)[^>]+(?:src|href)="([^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
