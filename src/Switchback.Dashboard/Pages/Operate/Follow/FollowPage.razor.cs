using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Kit;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Dashboard.Pages.Operate.Follow;

/// <summary>The first step of making followers: which of the leader's indices, under which names, and how. It changes nothing.</summary>
public sealed partial class FollowPage : IDisposable
{
    private static readonly IReadOnlyList<TableColumn> Columns = [new("name", "Name", LeastWidth: 220), new("size", "Size", Width: 90, IsNumber: true), new("about", "About", LeastWidth: 220)];

    private readonly FollowChoice _choice = new();
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<OperationField> _tuning = OperationForm.Tuning(Verbs.Follow);
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<RemoteInfo> _remotes = [];
    private IReadOnlyList<string> _warnings = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private Refusal? _unread;
    private string? _asked;
    private string? _lost;
    private string _member = "";
    private string? _alias;
    private string _settings = "";
    private string _name = "";
    private string _reason = "";
    private int _reads;
    private bool _reading;
    private bool _busy;
    private bool _mayOperate;

    /// <summary>Leaders that come chosen, by the cluster that is to follow them.</summary>
    [SupplyParameterFromQuery]
    public string? Items { get; set; }

    [SupplyParameterFromQuery]
    public string? Selection { get; set; }

    /// <summary>Parameters that come filled in, each <c>name=value</c>.</summary>
    [SupplyParameterFromQuery]
    public string[]? With { get; set; }

    [Inject]
    public required LeaderCatalogue Catalogue { get; init; }

    [Inject]
    public required RunDesk Desk { get; init; }

    [Inject]
    public required FleetMonitor Monitor { get; init; }

    [Inject]
    public required SelectionShelf Shelf { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ViewerClock Clock { get; init; }

    [Inject]
    public required AuthenticationStateProvider SignedIn { get; init; }

    private bool CanPlan => _mayOperate && !_busy && _alias is not null && _choice.Chosen.Count > 0 && _choice.Clashes == 0 && Faults == 0;

    private int Faults => FieldList.Faults(_tuning, _values) + SettingsFaults.Count;

    private IReadOnlyList<(string Why, string Lift)> SettingsFaults => _choice.Offers?.SettingsComplaints(_settings) ?? [];

    private string NamesSaid => _choice.Chosen.Count == 0 ? "Choose leaders first: what their followers are called is shown here."
        : _choice.Offers is null ? "Which names are free is not known before the clusters have been read."
        : _choice.Clashes == 0 ? _choice.Chosen.Count == 1 ? "The name is free." : $"All {Words.Count(_choice.Chosen.Count)} names are free."
        : $"{Words.Count(_choice.Clashes, "follower", "followers")} of {Words.Count(_choice.Chosen.Count)} cannot be made like this.";

    private string Hint => !_mayOperate ? "You may look. Planning takes the role operator."
        : _choice.Chosen.Count == 0 ? "Choose at least one leader index."
        : _choice.Clashes > 0 ? "Change the names, or leave out those that cannot be made."
        : Faults > 0 ? $"{Words.Count(Faults, "value needs", "values need")} a change first."
        : "Nothing is sent by this: you see every call before.";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync() => _mayOperate = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User).MayOperate;

    protected override async Task OnParametersSetAsync()
    {
        var asked = $"{Selection} {Items} {string.Join(' ', With ?? [])}";
        if (asked == _asked) return;
        _asked = asked;
        var (items, given) = Asked();
        _choice.Clear();
        _choice.Add(items.Select(item => item.Name));
        _choice.NameBy(given.GetValueOrDefault(Verbs.NameParameter, IndexNames.Placeholder));
        _settings = given.GetValueOrDefault(Verbs.SettingsParameter, "");
        _values.Clear();
        foreach (var field in _tuning.Where(field => given.ContainsKey(field.Name))) _values[field.Name] = given[field.Name];
        await GoAsync(items.FirstOrDefault()?.Member ?? Monitor.Current.Members.LastOrDefault()?.Name, given.GetValueOrDefault(Verbs.RemoteParameter));
    }

    private (IReadOnlyList<ItemName> Items, IReadOnlyDictionary<string, string> Given) Asked()
    {
        _lost = null;
        if (Selection is not null && Shelf.Find(Selection) is { } kept) return (kept.Items, kept.Parameters);
        if (Selection is not null) _lost = $"What was chosen is not kept any more: that is so for {Words.Span(SelectionShelf.Life)}, and until the app is started anew. Nothing was done. Choose again.";
        return (OperateAddress.Read(Items), OperationForm.Read(With));
    }

    /// <summary>Another cluster or remote, or the same read afresh. A slower answer to an older question is not shown.</summary>
    private async Task GoAsync(string? member, string? alias)
    {
        if (member is null) return;
        var read = ++_reads;
        var isOther = member != _member || alias != _alias;
        (_member, _alias, _unread, _warnings, _reading, _refusals) = (member, alias, null, [], true, []);
        if (isOther) _choice.Take(null);
        StateHasChanged();
        try
        {
            var answer = await Catalogue.RemotesAsync(member, _gone.Token);
            if (read != _reads) return;
            _remotes = answer.TryGet(out var remotes, out var fault) ? remotes : [];
            _alias ??= (_remotes.FirstOrDefault(remote => remote.Connected) ?? (_remotes.Count > 0 ? _remotes[0] : null))?.Alias;
            if (fault is not null) _unread = new Refusal(member, $"The remotes of {member} cannot be read. {fault.Say()}", "Try again when it answers.");
            else if (_alias is null) _unread = new Refusal(member, $"{member} has no remote cluster.", $"Connect one on {member} first: a follower reads through it.");
            else await ReadAsync(read, member, _alias);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }

        if (read == _reads) _reading = false;
    }

    private async Task ReadAsync(int read, string member, string alias)
    {
        var found = await Catalogue.ReadAsync(member, alias, _gone.Token);
        if (read != _reads) return;
        _choice.Take((found as LeadersRead.Read)?.Offers);
        _warnings = (found as LeadersRead.Read)?.Warnings ?? [];
        _unread = (found as LeadersRead.Refused)?.Refusal;
    }

    private IReadOnlyList<LeaderLine> Lines(int start, int count) =>
        [.. _choice.Shown.Skip(start).Take(count).Select((offer, i) => new LeaderLine(start + i, offer, _choice.IsChosen(offer.Name)))];

    private void AddNamed()
    {
        _choice.Add([_name]);
        _name = "";
    }

    /// <param name="more">What is wished besides for this once: to leave out what is refused, or to set a guard aside.</param>
    private async Task PlanAsync((string Name, string Value)? more)
    {
        // A name that was written and not added yet is meant.
        if (_name.Trim().Length > 0) AddNamed();
        if (!CanPlan) return;
        (_busy, _refusals) = (true, []);
        var actor = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User);
        var given = OperationForm.Given(_values);
        (given[Verbs.RemoteParameter], given[Verbs.NameParameter]) = (_alias!, _choice.Template.Trim());
        if (_settings.Trim().Length > 0) given[Verbs.SettingsParameter] = _settings.Trim();
        IReadOnlyList<ItemName> items = [.. _choice.Chosen.Select(leader => new ItemName(_member, leader))];
        var asked = more is var (name, value) ? new Dictionary<string, string>(given) { [name] = value } : given;
        var outcome = await Desk.PlanAsync(actor, new PlanRequest(Verbs.Follow, items, asked), CancellationToken.None);
        _busy = false;
        if (outcome is PlanOutcome.Made made) Navigation.NavigateTo(OperateAddress.Review(made.Plan, Shelf.Keep(items, given), _reason));
        else if (outcome is PlanOutcome.Refused refused) _refusals = refused.Refusals;
    }
}
