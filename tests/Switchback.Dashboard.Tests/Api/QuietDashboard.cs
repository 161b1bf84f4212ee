using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Watching;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Api;

/// <summary>The whole app, but for its watching: what it knows is what a test publishes.</summary>
internal sealed class QuietDashboard(RunningDashboard running) : IAsyncDisposable
{
    public RunningDashboard Running => running;

    public HttpClient Client => running.Client;

    public FleetMonitor Monitor => running.Services.GetRequiredService<FleetMonitor>();

    public static async Task<QuietDashboard> StartAsync(Action<IServiceCollection>? configure = null, params string[] args)
    {
        var running = await RunningDashboard.StartAsync(
            builder =>
            {
                configure?.Invoke(builder.Services);
                builder.Host.UseServiceProviderFactory(new WithoutWatching());
            },
            args);
        // It publishes once when it is made.
        _ = running.Services.GetRequiredService<FleetAssembler>();
        return new QuietDashboard(running);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The refusal as it came, after a look at what every refusal has.</summary>
    public async Task<JsonNode> RefusedAsync(string path, int status)
    {
        using var answer = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        Assert.NotEmpty(problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
        return problem;
    }

    public ValueTask DisposeAsync() => running.DisposeAsync();

    private sealed class WithoutWatching : IServiceProviderFactory<IServiceCollection>
    {
        public IServiceCollection CreateBuilder(IServiceCollection services)
        {
            foreach (var watching in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "FleetWatching").ToList())
            {
                services.Remove(watching);
            }

            return services;
        }

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder) => containerBuilder.BuildServiceProvider(validateScopes: true);
    }
}
