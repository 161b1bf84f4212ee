using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Dashboard.Configuration;

namespace Switchback.Dashboard.Fleet;

internal static class FleetRegistration
{
    public static void AddFleet(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new FleetMonitor(
            provider.GetRequiredService<SwitchbackSettings>().Clusters.Select(cluster => cluster.Name),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<FleetPolling>();
    }
}
