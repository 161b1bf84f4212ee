using Microsoft.Extensions.Logging;

namespace Switchback.Elasticsearch.Watching;

/// <summary>Watches every configured cluster for as long as the app lives.</summary>
public sealed class FleetWatch
{
    private readonly IReadOnlyList<ClusterWatch> _watches;

    public FleetWatch(ElasticsearchClusters clusters, WatchPace pace, FleetAssembler assembler, TimeProvider time, Random random, ILogger<FleetWatch> logger)
    {
        _watches = [.. clusters.Select(cluster => new ClusterWatch(cluster, pace, assembler, time, new Random(random.Next()), logger))];
        Meters = clusters.Zip(_watches).ToDictionary(watched => watched.First.Name, watched => watched.Second.Meter);
    }

    public IReadOnlyDictionary<string, WatchMeter> Meters { get; }

    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(_watches.Select(watch => watch.RunAsync(cancel)));
}
