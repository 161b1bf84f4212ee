using Microsoft.AspNetCore.Components;
using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Live;

/// <summary>
/// A component that follows the fleet. A page overrides <see cref="Apply"/> and has nothing else to remember: not to unsubscribe,
/// not to catch, not to come back after a failure, and not to count ages when no news come.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    /// <summary>Faster than this nobody reads.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Without news, ages are counted anew this often.</summary>
    private static readonly TimeSpan AgesEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private Task _following = Task.CompletedTask;

    [Inject]
    public required FleetMonitor Monitor { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required ILogger<LiveComponent> Logger { get; init; }

    /// <summary>Set while this component cannot follow, because of a fault of its own.</summary>
    protected DateTimeOffset? NotLiveSince { get; private set; }

    /// <summary>Takes the newest snapshot. Runs on the component's own context, before it renders.</summary>
    protected abstract void Apply(FleetSnapshot snapshot, DateTimeOffset now);

    protected override void OnInitialized()
    {
        var subscription = Monitor.Subscribe();
        Apply(subscription.Latest, Time.GetUtcNow());
        _following = FollowAsync(subscription);
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task FollowAsync(FleetSubscription first)
    {
        var subscription = first;
        try
        {
            while (!_gone.IsCancellationRequested)
            {
                try
                {
                    await FollowUntilFailureAsync(subscription);
                }
                catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
                {
                    Logger.PageNotLive(GetType().Name, e);
                    NotLiveSince ??= Time.GetUtcNow();
                    await InvokeAsync(StateHasChanged);
                    await Task.Delay(AgesEvery, Time, _gone.Token);
                    subscription.Dispose();
                    subscription = Monitor.Subscribe();
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone, or its circuit is.
        }
        finally
        {
            subscription.Dispose();
        }
    }

    private async Task FollowUntilFailureAsync(FleetSubscription subscription)
    {
        while (true)
        {
            var snapshot = await subscription.NextAsync(AgesEvery, _gone.Token);
            await InvokeAsync(() =>
            {
                Apply(snapshot, Time.GetUtcNow());
                NotLiveSince = null;
                StateHasChanged();
            });
            await Task.Delay(Pace, Time, _gone.Token);
        }
    }
}
