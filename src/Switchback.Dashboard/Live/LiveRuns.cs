using Microsoft.AspNetCore.Components;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Live;

/// <summary>A component that follows the runs: it looks again whenever one of them changes, and once a second for what time alone changes.</summary>
public abstract class LiveRuns : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AgesEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private Task _following = Task.CompletedTask;

    [Inject]
    public required RunDesk Desk { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required ILogger<LiveRuns> Logger { get; init; }

    /// <summary>Takes what there is now. Runs on the component's own context, before it renders.</summary>
    protected abstract Task ApplyAsync(DateTimeOffset now);

    protected override async Task OnInitializedAsync()
    {
        await ApplyAsync(Time.GetUtcNow());
        _following = FollowAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
                var change = Desk.Book.Next;
                await Task.WhenAny(change, Task.Delay(AgesEvery, Time, enough.Token));
                await enough.CancelAsync();
                _gone.Token.ThrowIfCancellationRequested();
                await InvokeAsync(LookAsync);
                await Task.Delay(Pace, Time, _gone.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone, or its circuit is.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await ApplyAsync(Time.GetUtcNow());
            StateHasChanged();
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            // What is shown stays; the next second looks again.
            Logger.PageNotLive(GetType().Name, e);
        }
    }
}
