using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Rehearsal.Control;

namespace Switchback.Dashboard.Rehearsal;

internal static class RehearsalRegistration
{
    /// <summary>Nothing is registered when real clusters are configured: no code path can then start or look for a lab.</summary>
    public static void AddRehearsal(this IServiceCollection services, SwitchbackSettings settings)
    {
        if (settings.Lab is not { } clusters)
        {
            return;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new LabKeeper(
            clusters,
            settings.Start.DataFolder,
            new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LabKeeper>>()));
        services.AddLabRoom(clusters);
    }
}
