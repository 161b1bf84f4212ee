using Microsoft.AspNetCore.Components;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>Draws <see cref="FollowersView"/>, which does the thinking.</summary>
public sealed partial class FollowersPage
{
    private const string StaleRow = "stale";

    private FollowersView _view = null!;

    [Inject]
    public required SwitchbackSettings Settings { get; init; }

    [Inject]
    public required ViewerClock Clock { get; init; }

    protected override void OnInitialized()
    {
        _view = new FollowersView(Settings, Clock);
        base.OnInitialized();
    }

    protected override void Apply(FleetSnapshot snapshot, DateTimeOffset now) => _view.Take(snapshot, now);
}
