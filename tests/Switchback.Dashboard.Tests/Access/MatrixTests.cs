using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Dashboard.Access;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Access;

/// <summary>Every endpoint that the running app has, with nobody and with each persona (law 12).</summary>
public sealed class MatrixTests
{
    [Fact]
    public async Task Endpoints_EveryOne_HasARuleAndIsOpenOnlyWhenTheRuleSaysSo()
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        var endpoints = Endpoints(dashboard);

        Assert.Empty(endpoints.Where(endpoint => Rule.For(endpoint) is null).Select(endpoint => endpoint.DisplayName));
        Assert.Empty(endpoints.Where(endpoint => Rule.IsOpen(endpoint) != (Rule.For(endpoint) == Rule.Nobody)).Select(endpoint => endpoint.DisplayName));
        Assert.Contains(endpoints, endpoint => Rule.Address(endpoint) == "/_blazor");
        Assert.Contains(endpoints, endpoint => Rule.Address(endpoint) == "/followers");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("approver")]
    [InlineData("second-approver")]
    [InlineData("admin")]
    public async Task Endpoints_EveryOne_AnswersThisPersonaAsItsRuleSays(string? persona)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var client = dashboard.ClientOf(persona);
        var wrong = new List<string>();

        foreach (var endpoint in Endpoints(dashboard).Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null))
        {
            foreach (var method in Rule.Methods(endpoint))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Rule.Address(endpoint));
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                var (expected, got) = (Expected(Rule.For(endpoint), persona), Outcome(answer));
                if (expected != got)
                {
                    wrong.Add($"{method} {request.RequestUri}: {got} ({(int)answer.StatusCode}), expected {expected}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task StaticFiles_EveryOne_AreServedToAStranger()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var stranger = dashboard.ClientOf(null);
        var files = Endpoints(dashboard).Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            .Select(Rule.Address).Distinct(StringComparer.Ordinal).Where(address => !address.EndsWith('x')).ToList();

        Assert.True(files.Count > 20, $"only {files.Count} files");
        foreach (var file in files)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, file);
            using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{file}: {answer.StatusCode}");
        }
    }

    private static List<RouteEndpoint> Endpoints(RunningDashboard dashboard) =>
        [.. dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    private static string Expected(string? rule, string? persona) => (rule, persona) switch
    {
        (Rule.Nobody, _) => "in",
        (_, null) => "who are you",
        _ => rule!.Split('|').Any(Roles.HeldBy([Persona.Find(persona)!.Role]).Contains) ? "in" : "not you",
    };

    private static string Outcome(HttpResponseMessage answer) => answer switch
    {
        { StatusCode: HttpStatusCode.Unauthorized } => "who are you",
        { StatusCode: HttpStatusCode.Redirect, Headers.Location.OriginalString: var to } when to.StartsWith("/sign-in", StringComparison.Ordinal) => "who are you",
        { StatusCode: HttpStatusCode.Forbidden } => "not you",
        _ => "in",
    };
}
