using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Operations.Planning;

public static class PlanningRegistration
{
    /// <summary>Registers <see cref="IOperationPlanner"/>. Needs what <c>AddElasticsearch</c> registers, the fleet's monitor and assembler; uses <see cref="FactsWatch"/> where there is one.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="callsOf">Makes the driver's rendering of a step into calls.</param>
    public static IServiceCollection AddOperationPlanning(this IServiceCollection services, Func<IServiceProvider, Func<Plan, PlanStep, IReadOnlyList<StepCall>>> callsOf)
    {
        services.TryAddSingleton<IPlanSources>(provider => new PlanSources(
            provider.GetRequiredService<FleetMonitor>(), provider.GetRequiredService<FleetAssembler>(), provider.GetRequiredService<ElasticsearchClusters>(),
            provider.GetService<FactsWatch>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<RunBook>()));
        services.TryAddSingleton<IOperationPlanner>(provider => new OperationPlanner(provider.GetRequiredService<IPlanSources>(), callsOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new LeaderCatalogue(provider.GetRequiredService<IPlanSources>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider =>
        {
            var assembler = provider.GetRequiredService<FleetAssembler>();
            return new VerbOffers(provider.GetRequiredService<IPlanSources>(), (cluster, follower) => assembler.WithMemory(memory => memory.Find(cluster, follower)), provider.GetRequiredService<TimeProvider>());
        });
        return services;
    }
}
