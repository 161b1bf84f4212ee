using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Hosting;

namespace Switchback.Dashboard.Tests.Access;

/// <summary>The named policies over HTTP, on an app that has nothing but them.</summary>
public sealed class RoleTests
{
    [Theory]
    [InlineData(Roles.Viewer, "viewer operator approver second-approver admin")]
    [InlineData(Roles.Operator, "operator admin")]
    [InlineData(Roles.Approver, "approver second-approver admin")]
    [InlineData(Roles.Admin, "admin")]
    public async Task Policy_EachPersona_LetsInWhoHoldsTheRoleAndForbidsTheOthers(string role, string letIn)
    {
        await using var app = await StartAsync();
        foreach (var persona in Persona.All)
        {
            var expected = letIn.Split(' ').Contains(persona.Id) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            Assert.Equal((persona.Id, expected), (persona.Id, (await GetAsync(app, $"/api/{role}", persona.Id)).StatusCode));
            Assert.Equal((persona.Id, expected), (persona.Id, (await GetAsync(app, $"/{role}", persona.Id)).StatusCode));
        }
    }

    [Fact]
    public async Task Forbidden_OnTheApi_IsAProblemInWords()
    {
        await using var app = await StartAsync();

        using var answer = await GetAsync(app, "/api/operator", "viewer");

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Your role does not allow this", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Cookie_OfSomebodyNoProviderVouchesFor_IsNobodys()
    {
        await using var app = await StartAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };

        // Signed by the right key, and of another provider's person who happens to be called like a persona.
        (await browser.GetAsync("/forge", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        using var answer = await browser.GetAsync("/viewer", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAccess(new StartSettings(["http://127.0.0.1:0"], "unused"));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        foreach (var role in Roles.All)
        {
            app.MapGet($"/api/{role}", () => "in").RequireAuthorization(role);
            app.MapGet($"/{role}", () => "in").RequireAuthorization(role);
        }

        app.MapGet("/forge", (HttpContext context) => context.SignInAsync(AccessRegistration.CookieScheme, new ClaimsPrincipal(
            new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "admin", null, "elsewhere"), new(ClaimTypes.Role, Roles.Admin)], "elsewhere")))).AllowAnonymous();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<HttpResponseMessage> GetAsync(WebApplication app, string path, string persona)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"rehearsal-{persona}");
        return await client.GetAsync(path, TestContext.Current.CancellationToken);
    }
}
