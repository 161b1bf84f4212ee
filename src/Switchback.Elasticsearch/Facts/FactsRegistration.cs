using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Facts;

public static class FactsRegistration
{
    /// <summary>
    /// Registers <see cref="FactsWatch"/>, which somebody has to run, and <see cref="RemotePoke"/>. Needs what <c>AddElasticsearch</c>
    /// registers, and a <see cref="Watching.WatchPace"/>.
    /// </summary>
    public static IServiceCollection AddClusterFacts(this IServiceCollection services)
    {
        services.TryAddSingleton<FactsWatch>();
        services.TryAddSingleton<RemotePoke>();
        return services;
    }
}
