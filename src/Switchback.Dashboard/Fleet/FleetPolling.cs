using Switchback.Dashboard.Configuration;
using Switchback.Elasticsearch;

namespace Switchback.Dashboard.Fleet;

/// <summary>Runs one poller for each cluster for as long as the app lives.</summary>
internal sealed class FleetPolling(
    ElasticsearchClusters clusters, SwitchbackSettings settings, FleetMonitor monitor, TimeProvider time, ILogger<FleetPolling> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(clusters.Select(cluster =>
                new ClusterPoller(new ClusterReader(cluster), settings.Poll, monitor, time, logger).RunAsync(stoppingToken)));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The app ends, and takes connections down under polls that are still waiting.
        }
    }
}
