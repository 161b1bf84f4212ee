using Switchback.Core.Journal;

namespace Switchback.Dashboard.Notices;

/// <summary>Reads the end of the journal at the start, and goes on with it.</summary>
internal sealed class NoticeWatch(IJournal journal, NoticeBook book, ILogger<NoticeWatch> logger) : BackgroundService
{
    /// <summary>What happened before these was long ago for a list of news.</summary>
    private const long Back = 20_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var happened in journal.WatchAsync(Math.Max(1, journal.Head.Sequence - Back), stoppingToken)) book.Take(happened);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app ends.
        }
        catch (JournalDamagedException damaged)
        {
            // Every page shows the journal's condition; nothing new is recorded that could be told of.
            logger.NoticesEnded(damaged.Message);
        }
    }
}
