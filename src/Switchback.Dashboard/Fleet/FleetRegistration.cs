using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Query;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Pages.Followers.Detail;
using Switchback.Elasticsearch;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Dashboard.Fleet;

internal static class FleetRegistration
{
    public static void AddFleet(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FleetMonitor>();
        services.AddSingleton<ItemSearch>();
        services.AddSingleton<FollowerReader>();
        services.AddSingleton<FollowerDetails>();
        services.TryAddSingleton<IFleetKnowledge, FleetKnowledge>();
        services.AddSingleton(provider => Pace(provider));
        services.AddSingleton(provider => new FleetAssembler(
            provider.GetRequiredService<ElasticsearchClusters>().Select(cluster => cluster.Name),
            Pace(provider),
            provider.GetRequiredService<IReadOnlyList<PairOptions>>(),
            provider.GetRequiredService<IFleetKnowledge>(),
            provider.GetRequiredService<FleetMonitor>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FleetWatch>();
        services.AddClusterFacts();
        services.AddSingleton<RemotePokes>();
        services.AddSingleton<ReadinessBoard>();
        services.AddSingleton<MemoryKeeper>();
        services.AddSingleton(provider => new ActiveRecords(provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IReadOnlyList<PairOptions>>()));
        services.AddHostedService<FleetWatching>();
    }

    private static WatchPace Pace(IServiceProvider provider)
    {
        var poll = provider.GetRequiredService<SwitchbackSettings>().Poll;
        return new WatchPace(poll.Every, poll.SlowEvery);
    }
}
