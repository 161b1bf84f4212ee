using Microsoft.AspNetCore.Components;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Live;
using Switchback.Dashboard.Rehearsal.Control;

namespace Switchback.Dashboard.Pages.Lab;

/// <summary>Follows the lab and draws <see cref="LabView"/>, which does the thinking.</summary>
public sealed partial class Room
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private Task _following = Task.CompletedTask;
    private LabView _view = null!;
    private DateTimeOffset? _notLiveSince;

    [Inject]
    public required LabWatch Watch { get; init; }

    [Inject]
    public required LabDesk Desk { get; init; }

    [Inject]
    public required LabTour Tour { get; init; }

    [Inject]
    public required FleetMonitor Monitor { get; init; }

    [Inject]
    public required SwitchbackSettings Settings { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required ILogger<LiveComponent> Logger { get; init; }

    protected override void OnInitialized()
    {
        _view = new LabView(Tour, Time);
        Desk.Changed += Redraw;
        var subscription = Watch.Subscribe();
        Take(subscription.First);
        _following = FollowAsync(subscription);
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Changed -= Redraw;
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
    }

    private async Task FollowAsync(LabSubscription subscription)
    {
        using var watching = subscription;
        try
        {
            while (true)
            {
                try
                {
                    var snapshot = await subscription.NextAsync(_gone.Token);
                    await InvokeAsync(() =>
                    {
                        Take(snapshot);
                        _notLiveSince = null;
                        StateHasChanged();
                    });
                }
                catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
                {
                    Logger.PageNotLive(nameof(Room), e);
                    _notLiveSince ??= Time.GetUtcNow();
                    await InvokeAsync(StateHasChanged);
                    await Task.Delay(AgainAfter, Time, _gone.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone, or its circuit is.
        }
    }

    private void Take(LabSnapshot snapshot)
    {
        var now = Time.GetUtcNow();
        _view.Take(snapshot, TourSight.Of(Monitor.Current), now);
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
