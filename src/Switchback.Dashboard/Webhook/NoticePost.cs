using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Switchback.Core.Journal;
using Switchback.Core.Runs;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Hosting;

namespace Switchback.Dashboard.Webhook;

/// <summary>
/// Calls people by the webhook. What has to be sent follows from the runs and from what the journal says was delivered, so a restart
/// loses nothing; it stands beside the runs and never in their way. A crash between a delivery and its record sends it again, with the same id.
/// </summary>
internal sealed class NoticePost(
    WebhookSettings settings, RunDesk desk, IJournal journal, Outbound outbound, WebhookState state, NoticePace pace, IServer server, SwitchbackSettings all, TimeProvider time, ILogger<NoticePost> logger)
    : BackgroundService
{
    public const string Stream = "notices";
    public const string Delivered = "notice-delivered";

    /// <summary>Time alone changes what stands: approvals run out.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>Runs change in bursts.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<string> _delivered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Attempt> _refused = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LoadAsync(stoppingToken);
            while (true)
            {
                var news = desk.Book.Next;
                await RoundAsync(stoppingToken);
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(news, Task.Delay(Wait(), time, enough.Token));
                await enough.CancelAsync();
                await Task.Delay(Breath, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app ends.
        }
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        try
        {
            await foreach (var happened in journal.ReadStreamAsync(Stream, 1, cancel))
            {
                if (happened.Kind == Delivered && JsonDocument.Parse(happened.Data).RootElement.TryGetProperty("id", out var id)) _delivered.Add(id.GetString()!);
            }
        }
        catch (JournalDamagedException damaged)
        {
            // Every page says so. What was delivered may be sent again, with the same id.
            logger.NoticesUnknown(damaged.Message);
        }
    }

    /// <summary>One round that fails must not be the last.</summary>
    private async Task RoundAsync(CancellationToken cancel)
    {
        try
        {
            var standing = NoticeRules.Standing(desk.Book.All, desk.Waiting, time.GetUtcNow());
            foreach (var settled in _refused.Keys.Except(standing.Select(notice => notice.Id)).ToList())
            {
                logger.NoticeSettled(settled, _refused[settled].Count);
                _refused.Remove(settled);
            }

            await SendAsync(NoticeRules.Due(standing, _delivered, _refused, time.GetUtcNow()), cancel);
            state.Set(_refused.Values);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            logger.NoticesFailed(failed);
        }
    }

    private async Task SendAsync(IReadOnlyList<Notice> due, CancellationToken cancel)
    {
        for (var place = 0; place < due.Count; place++)
        {
            var outcome = await SendAsync(due[place], cancel);
            if (outcome is SentOutcome.Taken)
            {
                await TakenAsync(due[place]);
                continue;
            }

            var why = outcome is SentOutcome.Refused no ? no.Why : ((SentOutcome.Unreached)outcome).Why;
            // A receiver that is not there is not there for the others either: they wait with it.
            foreach (var notice in outcome is SentOutcome.Unreached ? due.Skip(place) : [due[place]])
                _refused[notice.Id] = NoticeRules.After(_refused.GetValueOrDefault(notice.Id), why, time.GetUtcNow(), pace);
            var attempt = _refused[due[place].Id];
            logger.NoticeRefused(due[place].Id, attempt.Count, why, attempt.Next);
            if (outcome is SentOutcome.Unreached) return;
        }
    }

    private async Task<SentOutcome> SendAsync(Notice notice, CancellationToken cancel)
    {
        if (settings.Secret.Read()?.Reveal() is not { Length: >= WebhookSettings.ShortestSecret } secret)
            return new SentOutcome.Unreached("Its secret cannot be read any more, or has become too short: nothing is sent unsigned.");
        using var request = NoticeMessage.Request(settings.Url.Uri, notice, Pages(), secret, time.GetUtcNow());
        return await outbound.SendAsync(request, pace.Patience, cancel);
    }

    private async Task TakenAsync(Notice notice)
    {
        _delivered.Add(notice.Id);
        var tries = _refused.Remove(notice.Id, out var before) ? before.Count + 1 : 1;
        logger.NoticeTaken(notice.Id, tries);
        if (await journal.AppendAsync(Stream, ExpectedVersion.Any, [NewEvent.Of(Delivered, "switchback", new { id = notice.Id, run = notice.Run, tries })]) is Appended.Refused refused)
            logger.NoticeNotRecorded(notice.Id, refused.Why);
    }

    private TimeSpan Wait()
    {
        var next = _refused.Count == 0 ? Beat : _refused.Values.Min(attempt => attempt.Next) - time.GetUtcNow();
        return next < TimeSpan.Zero ? TimeSpan.Zero : next < Beat ? next : Beat;
    }

    private Uri Pages() => settings.PublicUrl ?? new Uri(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? all.Start.Urls[0]);
}
