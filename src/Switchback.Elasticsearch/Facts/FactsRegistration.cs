using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Facts;

public static class FactsRegistration
{
    /// <summary>
    /// Registers <see cref="FactsBoard"/>, which somebody has to run (<see cref="FactsBoard.RunAsync"/>), and
    /// <see cref="RemotePoke"/>. Comes after <c>AddElasticsearch</c>.
    /// </summary>
    public static IServiceCollection AddClusterFacts(this IServiceCollection services, FactPace? pace = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new Random());
        services.TryAddSingleton(pace ?? new FactPace());
        services.TryAddSingleton(provider => new FactsBoard(
            provider.GetRequiredService<ElasticsearchClusters>(),
            provider.GetRequiredService<IReadOnlyList<PairOptions>>(),
            provider.GetRequiredService<FactPace>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Random>(),
            provider.GetRequiredService<ILogger<FactsBoard>>()));
        services.TryAddSingleton(provider => new RemotePoke(
            provider.GetRequiredService<ElasticsearchClusters>(), provider.GetRequiredService<FactsBoard>()));
        return services;
    }
}
