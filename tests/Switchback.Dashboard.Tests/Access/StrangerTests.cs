using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Access;

public sealed class StrangerTests
{
    [Theory]
    [InlineData("/", "/sign-in?returnUrl=%2F")]
    [InlineData("/followers?query=lag:%3E0", "/sign-in?returnUrl=%2Ffollowers%3Fquery%3Dlag%3A%253E0")]
    [InlineData("/no-such-page", "/sign-in?returnUrl=%2Fno-such-page")]
    [InlineData("/not-found", "/sign-in?returnUrl=%2Fnot-found")]
    [InlineData("/no-such-file.css", "/sign-in?returnUrl=%2Fno-such-file.css")]
    public async Task Page_AskedForByAStranger_LeadsToSignInAndBack(string path, string expected)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var stranger = dashboard.ClientOf(null);

        using var answer = await stranger.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
        Assert.Empty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "/api/v1/fleet")]
    [InlineData("POST", "/api/v1/anything")]
    [InlineData("GET", "/API/v1/fleet")]
    [InlineData("GET", "/hubs/live")]
    [InlineData("POST", "/hubs/live/negotiate")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/_blazor")]
    [InlineData("POST", "/_blazor/negotiate")]
    public async Task ProgramsAddress_AskedForByAStranger_IsUnauthorizedAndNoRedirect(string method, string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var stranger = dashboard.ClientOf(null);

        using var answer = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).ToString());
        var isApi = path.StartsWith("/api", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(isApi ? "application/problem+json" : "text/plain", answer.Content.Headers.ContentType?.MediaType);
        if (isApi)
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(401, problem.RootElement.GetProperty("status").GetInt32());
            Assert.Equal("An identity is needed", problem.RootElement.GetProperty("title").GetString());
        }
    }

    [Theory]
    [InlineData("Bearer rehearsal-nobody", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer rehearsal-", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer viewer", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer REHEARSAL-viewer", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer rehearsal-viewer,rehearsal-admin", "Bearer error=\"invalid_token\"")]
    [InlineData("Basic cmVoZWFyc2FsOnZpZXdlcg==", "Bearer")]
    public async Task Bearer_WithoutAPersona_IsUnauthorizedEverywhere(string header, string challenge)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var client = dashboard.ClientOf(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        foreach (var path in new[] { "/", "/api/v1/fleet" })
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal(challenge, Assert.Single(answer.Headers.WwwAuthenticate).ToString());
        }
    }

    [Fact]
    public async Task Bearer_WrongBesideAGoodCookie_IsNotHelpedByTheCookie()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();
        await browser.SignInAsync("admin");
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "rehearsal-nobody");

        using var answer = await browser.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task Host_OfAnotherSiteThatPointsHere_IsRefused(string host)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = host;

        using var answer = await dashboard.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
