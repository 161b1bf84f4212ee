using Switchback.Elasticsearch.Watching;

namespace Switchback.Dashboard.Fleet;

/// <summary>Watches the clusters for as long as the app lives.</summary>
internal sealed class FleetWatching(FleetWatch watch) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await watch.RunAsync(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The app ends, and takes connections down under polls that are still waiting.
        }
    }
}
