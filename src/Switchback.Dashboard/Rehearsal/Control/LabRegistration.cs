using Switchback.Dashboard.Pages.Lab;

namespace Switchback.Dashboard.Rehearsal.Control;

internal static class LabRegistration
{
    /// <summary>The rehearsal room's services, each person's rights and progress among them.</summary>
    public static void AddLabRoom(this IServiceCollection services, IReadOnlyList<LabAddress> clusters)
    {
        services.AddSingleton(provider => new LabControl(clusters, LabControl.Client(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LabWatch>();
        services.AddScoped(LabRights.Of);
        services.AddScoped<LabRoom>();
        services.AddScoped<LabDesk>();
        services.AddScoped(_ => new LabTour(clusters[0].Name));
    }
}
