using System.Net;
using System.Net.Http.Headers;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests;

public sealed class BrowserTrustTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/tokens.css")]
    [InlineData("/health/live")]
    public async Task Answer_AnyPath_CarriesTheSecurityHeaders(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        using var answer = await dashboard.Client.GetAsync(path, TestContext.Current.CancellationToken);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Socket_OpenedByAnotherSite_IsRefusedBeforeACircuitExists()
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await UpgradeAsync(dashboard, "http://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await UpgradeAsync(dashboard, "null"));
        Assert.Equal(HttpStatusCode.Forbidden, await UpgradeAsync(dashboard, $"http://127.0.0.1:{dashboard.Client.BaseAddress!.Port + 1}"));
    }

    [Fact]
    public async Task Socket_OpenedByOurOwnPage_IsAccepted()
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await UpgradeAsync(dashboard, $"http://127.0.0.1:{dashboard.Client.BaseAddress!.Port}"));
    }

    [Theory]
    [InlineData("/api/v1/brake")]
    [InlineData("/api/v1/brake/lift")]
    [InlineData("/api/v1/runs/x/pause")]
    [InlineData("/api/v1/runs/x/abort")]
    [InlineData("/sign-out")]
    public async Task Post_FromAPageOfAnotherSite_IsRefusedWithTheCookieThatComesWithIt(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(dashboard, path, "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(dashboard, path, "null"));
        Assert.NotEqual(HttpStatusCode.Forbidden, await PostAsync(dashboard, path, $"http://127.0.0.1:{dashboard.Client.BaseAddress!.Port}"));
    }

    private static async Task<HttpStatusCode> PostAsync(RunningDashboard dashboard, string path, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "rehearsal-approver");
        using var answer = await dashboard.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> UpgradeAsync(RunningDashboard dashboard, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "c3dpdGNoYmFja3N3aXRjaA==");
        request.Headers.Add("Origin", origin);
        using var answer = await dashboard.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
