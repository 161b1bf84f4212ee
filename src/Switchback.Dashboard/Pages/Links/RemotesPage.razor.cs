using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Api;
using Switchback.Dashboard.Fleet;

namespace Switchback.Dashboard.Pages.Links;

/// <summary>Draws <see cref="RemotesView"/>, and pokes a remote when asked to.</summary>
public sealed partial class RemotesPage
{
    private RemotesView _view = new([], [], [], true, null);
    private string _said = "";
    private string? _poking;
    private bool _mayOperate;

    [Inject]
    public required IFleetFacts Facts { get; init; }

    [Inject]
    public required RemotePokes Pokes { get; init; }

    [Inject]
    public required AuthenticationStateProvider SignedIn { get; init; }

    [Inject]
    public required Authority Authority { get; init; }

    protected override async Task OnInitializedAsync() => _mayOperate = Authority.MayOperate((await SignedIn.GetAuthenticationStateAsync()).User);

    protected override void Apply(FleetSnapshot snapshot, DateTimeOffset now) => _view = RemotesView.Of(snapshot, Facts);

    private bool CanPoke(RemoteLine line) => _mayOperate && _poking is null && line.Alias.Length > 0;

    private async Task PokeAsync(RemoteLine line)
    {
        if (!CanPoke(line)) return;
        _poking = line.Key;
        // Asked anew: the roles may have changed since the page was opened. The service decides, not the button.
        _said = await Pokes.PokeAsync(Principal.Of((await SignedIn.GetAuthenticationStateAsync()).User), line.Cluster, line.Alias);
        _poking = null;
    }
}
