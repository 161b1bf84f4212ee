using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Core.Query;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;
using Switchback.Dashboard.Api.Runs;
using Switchback.Dashboard.Api.Streaming;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Health;
using Switchback.Dashboard.Telemetry;

namespace Switchback.Dashboard.Api;

/// <summary>
/// Everything for programs: reads, plans and runs, the hub, health and metrics. They ask the services that the pages ask, and have no check or
/// number of their own.
/// </summary>
public static class SwitchbackApi
{
    public static void AddSwitchbackApi(this IServiceCollection services, SwitchbackSettings settings)
    {
        services.TryAddSingleton<ItemSearch>();
        services.TryAddSingleton<IFleetFacts, WatchedFacts>();
        services.AddSingleton<VersionTags>();
        services.AddSingleton<Idempotency>();
        services.Configure<JsonOptions>(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        services.AddApiDescription();
        services.AddLive();
        services.AddTelemetry(settings.Otlp);
    }

    /// <summary>Who may ask is the app's fallback policy; only what has to be seen before signing in says otherwise.</summary>
    public static void MapSwitchbackApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapFleet();
        api.MapFollowers();
        api.MapLinks();
        var runs = api.MapGroup("").AddEndpointFilter(app.ServiceProvider.GetRequiredService<Idempotency>());
        runs.MapPlans();
        runs.MapRuns();
        runs.MapAudit();
        runs.MapRepair();
        // Else a program that mistypes an address would get the page that people get.
        app.Map("/api/{**rest}", Problems.NoSuchAddress).ExcludeFromDescription();
        app.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        app.MapHub<LiveHub>("/hubs/live");
        app.MapHealth();
        app.MapMetrics();
    }
}
