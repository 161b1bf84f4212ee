using Switchback.Core.Journal;
using Switchback.Core.Runs;
using Switchback.Dashboard.Configuration;

namespace Switchback.Dashboard.Runs;

/// <summary>Goes on with the runs of earlier lives of the app, and does what time alone brings about.</summary>
internal sealed class RunsHosting(RunDesk desk, RunWorkers workers, IJournal journal, SwitchbackSettings settings, TimeProvider time, ILogger<RunsHosting> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What is being sent is answered and recorded before the journal is closed under it.
        await Task.WhenAny(workers.IdleAsync(), Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken));
    }

    /// <summary>One sweep that fails must not take the app down, nor be the last.</summary>
    private async Task SweepAsync()
    {
        try
        {
            await desk.SweepAsync();
        }
        catch (Exception failed) when (failed is not (OperationCanceledException or JournalDamagedException))
        {
            logger.SweepFailed(failed);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        workers.Broke += (run, fault) => logger.RunBroke(run.Id, fault);
        try
        {
            if (settings is { Lab: null, MayChange: true }) await journal.AppendAsync("controls", ExpectedVersion.Any, [NewEvent.Of("real-clusters-allowed", "switchback", new { setting = WatchedOnly.Key })], stoppingToken);
            await desk.StartAsync(stoppingToken);
            while (true)
            {
                await Task.Delay(Beat, time, stoppingToken);
                await SweepAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app ends.
        }
        catch (JournalDamagedException damaged)
        {
            // Every page shows the journal's condition, and nothing is begun without it.
            logger.RunsNotStarted(damaged.Message);
        }
    }
}
