using Microsoft.AspNetCore.Components;
using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>All followers of all clusters. Everything that is asked of it stands in its address.</summary>
public sealed partial class FollowersPage
{
    private FollowersView _view = null!;
    private IReadOnlyList<TableColumn> _columns = [];
    private Item? _menuFor;

    [Inject]
    public required ItemSearch Search { get; init; }

    [Inject]
    public required ViewerClock Clock { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public string? Cluster { get; set; }

    [Parameter]
    public string? Name { get; set; }

    [SupplyParameterFromQuery(Name = "query")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "columns")]
    public string? Columns { get; set; }

    [SupplyParameterFromQuery(Name = "group")]
    public string? Group { get; set; }

    private string SelectAllTitle => _view.IsAllSelected ? "Select none" : $"Select all {Words.Count(_view.Result.Items.Length)} that match";

    protected override void OnInitialized()
    {
        _view = new FollowersView(Search, Clock);
        _view.Go(Address());
        base.OnInitialized();
    }

    protected override void OnParametersSet()
    {
        _columns = FollowerColumns.Parse(Columns ?? "");
        _view.Go(Address());
    }

    protected override void Apply(FleetSnapshot snapshot, DateTimeOffset now) => _view.Take(snapshot, now);

    private FollowersAddress Address() => new()
    {
        Query = Query ?? "",
        Sort = Sort ?? "",
        Columns = Columns ?? "",
        Group = FollowersAddress.ReadGroup(Group),
        Cluster = Cluster,
        Name = Name,
    };

    private IReadOnlyList<FollowersLine> Lines(int start, int count) => _view.Rows.Lines(start, count, _view.Address);

    private void GoQuery(string query) => Go(_view.Address with { Query = query });

    private void Toggle(VerdictKind kind) => GoQuery(QueryEdit.Toggle(_view.Address.Query, kind));

    private void GoSort(string sort) => Go(_view.Address with { Sort = sort });

    /// <summary>In place of the address before: going back leads to the page before this one, not to each letter that was typed.</summary>
    private void Go(FollowersAddress address) => Navigation.NavigateTo(address.ToString(), replace: true);

    private void Select(FollowerRow row)
    {
        var key = (row.Item.Member, row.Item.Name);
        if (!_view.Rows.Selected.Remove(key)) _view.Rows.Selected.Add(key);
        StateHasChanged();
    }

    /// <summary>As the newest snapshot has it: what can be done may change while the menu is open.</summary>
    private Item? MenuItem => _menuFor is null ? null : _view.Snapshot.Items.FirstOrDefault(item => item.Member == _menuFor.Member && item.Name == _menuFor.Name);

    private void More(FollowerRow row)
    {
        _menuFor = row.Item;
        StateHasChanged();
    }

    private void SelectAll() => _view.SelectAll();
}
