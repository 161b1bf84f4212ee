using Switchback.Core.Pairs;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Watching;
using Switchback.Storage.Files;

namespace Switchback.Dashboard.Fleet;

/// <summary>Watches the clusters for as long as the app lives, after what earlier lives knew has been read back.</summary>
internal sealed class FleetWatching(
    FleetWatch watch, FactsWatch facts, ReadinessBoard board, FleetAssembler assembler, MemoryKeeper memory, ActiveRecords records, RunBook book, StateFile<LastPositions> positions, TimeProvider time, ILogger<FleetWatching> logger)
    : BackgroundService
{
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // A run that turns a side is the record of it, from the very event on.
        book.Changed += records.Take;
        try
        {
            await memory.LoadAsync(cancellationToken);
            await records.LoadAsync(cancellationToken);
        }
        catch (Core.Journal.JournalDamagedException damaged)
        {
            // What stands before the damage has been read; the condition of the journal is shown on every page.
            logger.JournalUnreadable(damaged.Message);
        }

        if (positions.Value is { } last)
        {
            assembler.Restore(last);
        }

        records.Changed += assembler.Refresh;
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                watch.RunAsync(stoppingToken), facts.RunAsync(stoppingToken), board.RunAsync(stoppingToken), memory.RunAsync(stoppingToken), KeepPositionsAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The app ends, and takes connections down under polls that are still waiting.
        }
    }

    private async Task KeepPositionsAsync(CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(KeepEvery, time, cancel);
            positions.Set(assembler.LastPositions());
        }
    }
}
