using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Fleet;

internal static class FleetRegistration
{
    public static void AddFleet(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FleetMonitor>();
    }
}
