using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Dashboard.Api;

namespace Switchback.Dashboard.Tests.Api;

public sealed class DescriptionTests
{
    private static readonly Dictionary<string, string> Addresses = new(StringComparer.Ordinal)
    {
        ["/api/v1/fleet"] = "/api/v1/fleet",
        ["/api/v1/pairs"] = "/api/v1/pairs",
        ["/api/v1/pairs/{pair}"] = "/api/v1/pairs/orders",
        ["/api/v1/clusters"] = "/api/v1/clusters",
        ["/api/v1/followers"] = "/api/v1/followers",
        ["/api/v1/followers/{cluster}/{index}"] = "/api/v1/followers/clusterB/orders-3",
        ["/api/v1/auto-follow"] = "/api/v1/auto-follow",
        ["/api/v1/remotes"] = "/api/v1/remotes",
    };

    [Fact]
    public async Task Description_OfEveryAddress_IsThereWithWordsAndRefusals()
    {
        await using var app = await QuietDashboard.StartAsync();

        var description = await DescriptionAsync(app);

        var endpoints = app.Running.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(pattern => pattern.StartsWith("/api", StringComparison.Ordinal) && pattern != "/api/{**rest}");
        var described = description["paths"]!.AsObject().Select(path => path.Key);
        Assert.Equal(endpoints.Distinct().Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        var reads = description["paths"]!.AsObject().Where(path => path.Value!["get"]?["tags"]![0]!.GetValue<string>() == "reads").ToList();
        Assert.Equal(Addresses.Keys.Order(StringComparer.Ordinal), reads.Select(path => path.Key).Order(StringComparer.Ordinal));
        foreach (var (path, operations) in reads)
        {
            var get = operations!["get"]!;
            Assert.NotEmpty(get["summary"]!.GetValue<string>());
            Assert.NotEmpty(get["description"]!.GetValue<string>());
            Assert.NotNull(get["responses"]!["304"]);
            Assert.NotNull(get["responses"]!["401"]!["content"]!["application/problem+json"]);
            if (path.Contains('{'))
            {
                Assert.NotNull(get["responses"]!["404"]!["content"]!["application/problem+json"]!["example"]!["next"]);
            }
        }
    }

    [Fact]
    public async Task Description_OfPlansAndRuns_HasWordsAndExamplesForEveryMethod()
    {
        await using var app = await QuietDashboard.StartAsync();

        var description = await DescriptionAsync(app);

        var acts = description["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, Operation: operation.Value!)))
            .Where(act => act.Operation["tags"]![0]!.GetValue<string>() == "runs").ToList();
        Assert.True(acts.Count > 20, $"{acts.Count} acts");
        foreach (var (path, operation) in acts)
        {
            Assert.NotEmpty(operation["summary"]!.GetValue<string>());
            Assert.NotEmpty(operation["description"]!.GetValue<string>());
            var answers = operation["responses"]!["200"]!["content"]!.AsObject();
            Assert.True(!answers.ContainsKey("application/json") || answers["application/json"]!["example"] is not null || path.EndsWith("/report", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task Description_ForStrangers_IsOpenAndNamesTheBearerScheme()
    {
        await using var app = await QuietDashboard.StartAsync();
        using var stranger = app.Running.ClientOf(null);

        var description = JsonNode.Parse(await stranger.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        Assert.Equal("Switchback", description["info"]!["title"]!.GetValue<string>());
        Assert.Equal("bearer", description["components"]!["securitySchemes"]!["bearer"]!["scheme"]!.GetValue<string>());
        Assert.NotNull(description["security"]![0]!["bearer"]);
    }

    [Fact]
    public async Task Answers_OfEveryAddress_HaveThePropertiesThatTheirSchemaNames()
    {
        await using var app = await QuietDashboard.StartAsync(services => services.AddSingleton<IFleetFacts, LinkReadTests.SomeFacts>());
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken, SomeFleet.Bare));
        var schemas = new Schemas(await DescriptionAsync(app));

        foreach (var (path, address) in Addresses)
        {
            schemas.Check(path, "200", "application/json", await app.GetAsync(address));
        }
    }

    [Fact]
    public async Task Examples_OfEveryAddress_HaveThePropertiesThatTheirSchemaNames()
    {
        await using var app = await QuietDashboard.StartAsync();
        var schemas = new Schemas(await DescriptionAsync(app));

        foreach (var path in Addresses.Keys)
        {
            schemas.Check(path, "200", "application/json", schemas.ExampleOf(path, "200", "application/json"));
        }
    }

    [Fact]
    public async Task Description_OfFollowers_TellsParametersAndTheRefusalOfABadQuery()
    {
        await using var app = await QuietDashboard.StartAsync();

        var get = (await DescriptionAsync(app))["paths"]!["/api/v1/followers"]!["get"]!;

        Assert.Equal(["query", "sort", "page", "size", "format"], get["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()));
        Assert.All(get["parameters"]!.AsArray(), parameter => Assert.NotEmpty(parameter!["description"]!.GetValue<string>()));
        Assert.NotNull(get["responses"]!["200"]!["content"]!["text/csv"]);
        Assert.Equal("query", get["responses"]!["400"]!["content"]!["application/problem+json"]!["example"]!["parameter"]!.GetValue<string>());
    }

    private static Task<JsonNode> DescriptionAsync(QuietDashboard app) => app.GetAsync("/openapi/v1.json");
}
