using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Dashboard.Configuration;
using Switchback.Elasticsearch.Scripts;
using Switchback.Storage;

namespace Switchback.Dashboard.OffHost;

internal static class OffHostRegistration
{
    public static void AddOffHost(this IServiceCollection services, SwitchbackSettings settings)
    {
        services.AddSingleton<ScriptState>();
        services.TryAddSingleton(ScriptPace.Usual);
        if (settings.OffHost is null) return;
        services.AddSingleton(settings.OffHost);
        services.AddSingleton<ScriptSources>();
        services.AddSingleton<ScriptTarget>();
        services.AddStateFile<ScriptMemory>(settings.KeepIn, "scripts");
        services.AddHostedService<ScriptKeeper>();
    }
}
