using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Settings;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Operations.Steps;

namespace Switchback.Elasticsearch;

public static class ElasticsearchRegistration
{
    /// <summary>The name of this replication system in <c>Pairs:{id}:System</c>.</summary>
    public const string SystemName = "elasticsearch";

    /// <summary>
    /// Registers <see cref="ElasticsearchClusters"/> and the configured pairs (<c>IReadOnlyList&lt;PairOptions&gt;</c>).
    /// </summary>
    /// <exception cref="SettingsException">Something in <c>Clusters</c> or <c>Pairs</c> is wrong; it names everything that is.</exception>
    public static IServiceCollection AddElasticsearch(this IServiceCollection services, IConfiguration configuration)
    {
        var (clusters, pairs, faults) = Read(configuration);
        if (faults.Count > 0) throw new SettingsException(faults);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new Random());
        services.TryAddSingleton(pairs);
        services.TryAddSingleton(provider => new ElasticsearchClusters(
            clusters, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Random>(), provider.GetRequiredService<ILogger<ElasticsearchCluster>>()));
        return services;
    }

    /// <summary>
    /// Registers the driver of plans and runs (<see cref="IDriver"/>) over the clusters of <see cref="AddElasticsearch"/>. It
    /// takes its verbs from an <see cref="IOperationPlanner"/>.
    /// </summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new StepTiming());
        services.TryAddSingleton<StepBook>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDriver, ElasticsearchDriver>());
        return services;
    }

    /// <summary>Reads and checks without registering, for whoever has faults of its own to report with these.</summary>
    public static (IReadOnlyList<ClusterOptions> Clusters, IReadOnlyList<PairOptions> Pairs, IReadOnlyList<SettingsFault> Faults) Read(IConfiguration configuration)
    {
        var flat = configuration.AsEnumerable().ToList();
        var (clusters, clusterFaults) = ClusterSettings.Read(flat);
        var (pairs, pairFaults) = PairSettings.Read(flat, [new SystemMembers(SystemName, ClusterSettings.Root, [.. clusters.Select(cluster => cluster.Name)])]);
        return (clusters, pairs, [.. clusterFaults, .. pairFaults]);
    }
}
