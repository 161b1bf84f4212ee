using Microsoft.AspNetCore.Components;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <summary>One follower beside the list. What the snapshot knows of it stands at once; the rest is read while it is open.</summary>
public sealed partial class FollowerFlyout
{
    private readonly CancellationTokenSource _gone = new();
    private FollowerDetails.Look? _look;
    private (string Stats, string Info)? _raw;
    private string _rawAt = "";
    private bool _isAsking;

    [Inject]
    public required FollowerDetails Details { get; init; }

    [Inject]
    public required ViewerClock Time { get; init; }

    [Parameter, EditorRequired]
    public required string Cluster { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Null when there is none of that name.</summary>
    [Parameter]
    public Item? Item { get; set; }

    [Parameter, EditorRequired]
    public required FleetSnapshot Snapshot { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>The address of the list behind it.</summary>
    [Parameter, EditorRequired]
    public required string Close { get; set; }

    private FollowerReading Reading => _look?.Reading ?? FollowerReading.Asking;

    public void Dispose()
    {
        _gone.Cancel();
        _look?.Dispose();
        _gone.Dispose();
    }

    /// <summary>A name that nobody has is not asked for: addresses are written by anyone.</summary>
    protected override void OnParametersSet()
    {
        if (Item is { } item) _look ??= Details.Open(item.Member, item.Name, () => _ = InvokeAsync(StateHasChanged));
    }

    private string ShardsAge(FollowerFlyoutView view)
    {
        var parts = new[] { view.Age(Reading.Tasks), view.Age(Reading.Own), view.Age(Reading.Leader) };
        var faults = parts.Where((_, i) => (i == 0 ? Reading.Tasks.Fault : i == 1 ? Reading.Own.Fault : Reading.Leader.Fault) is not null).Distinct().ToList();
        return faults.Count > 0 ? string.Join(" ", faults) : parts[0];
    }

    private async Task RawAsync()
    {
        _isAsking = true;
        try
        {
            _raw = await Details.RawAsync(Cluster, Name, _gone.Token);
            _rawAt = Words.Clock(Time.GetUtcNow(), Time);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Closed meanwhile.
        }
        _isAsking = false;
    }
}
