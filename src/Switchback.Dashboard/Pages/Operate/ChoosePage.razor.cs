using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Query;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Kit;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Operate;

/// <summary>The first step of a wizard: to what, how, and why. It ends with a plan or with refusals, and changes nothing.</summary>
public sealed partial class ChoosePage
{
    private const int Most = 50;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private List<ItemName> _items = [];
    private IReadOnlyList<OperationField> _own = [];
    private IReadOnlyList<OperationField> _tuning = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private OperationInfo? _operation;
    private string? _fault;
    private string _member = "";
    private string _name = "";
    private string _reason = "";
    private bool _busy;
    private bool _mayOperate;

    [Parameter]
    public string Verb { get; set; } = "";

    [SupplyParameterFromQuery]
    public string? Items { get; set; }

    [SupplyParameterFromQuery]
    public string? Query { get; set; }

    [SupplyParameterFromQuery]
    public string? Pair { get; set; }

    /// <summary>A choice that is too long for an address, by the name it is kept under.</summary>
    [SupplyParameterFromQuery]
    public string? Selection { get; set; }

    /// <summary>Parameters that come filled in, each <c>name=value</c>.</summary>
    [SupplyParameterFromQuery]
    public string[]? With { get; set; }

    [Inject]
    public required RunDesk Desk { get; init; }

    [Inject]
    public required FleetMonitor Monitor { get; init; }

    [Inject]
    public required ItemSearch Search { get; init; }

    [Inject]
    public required SelectionShelf Shelf { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required AuthenticationStateProvider SignedIn { get; init; }

    private string Title => Verb == Verbs.ReturnHome ? "Return home" : _operation?.Title ?? "Operate";

    private bool CanPlan => _mayOperate && !_busy && _items.Count > 0 && Faults == 0;

    private int Faults => FieldList.Faults(_tuning, _values);

    private string Hint => !_mayOperate ? "You may look. Planning takes the role operator."
        : _items.Count == 0 ? "Choose something first."
        : Faults > 0 ? $"{Words.Count(Faults, "value needs", "values need")} a change first."
        : "Nothing is sent by this: you see every call before.";

    protected override async Task OnInitializedAsync() => _mayOperate = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User).MayOperate;

    protected override void OnParametersSet()
    {
        var asked = Verb switch { Verbs.Wake => Verbs.Restart, Verbs.Promote => Verbs.Unfollow, Verbs.ReturnHome => Verbs.Switchover, _ => Verb };
        // One page serves all verbs: what was written for another is not meant for this one.
        if (_operation?.Verb != asked) _values.Clear();
        _operation = Desk.Operations.FirstOrDefault(one => one.Verb == asked);
        if (_operation is { IsJourney: true }) return;
        (_own, _tuning, _refusals) = (OperationForm.Own(asked), OperationForm.Tuning(asked), []);
        _items = [.. Chosen()];
        _member = Monitor.Current.Members.LastOrDefault()?.Name ?? "";
        foreach (var (name, value) in OperationForm.Read(With)) _values[name] = value;
    }

    private IEnumerable<ItemName> Chosen()
    {
        _fault = null;
        var snapshot = Monitor.Current;
        if (Selection is not null) return Kept(Selection);
        if (Items is not null) return OperateAddress.Read(Items);
        if (Pair is not null) return snapshot.Items.Where(item => string.Equals(item.Pair, Pair, StringComparison.OrdinalIgnoreCase)).Select(item => new ItemName(item.Member, item.Name));
        if (Query is null) return [];
        var found = Search.Run(snapshot, Query, "");
        _fault = found.Fault?.ToString();
        return _fault is null ? found.Items.ToArray().Select(item => new ItemName(item.Member, item.Name)) : [];
    }

    private IReadOnlyList<ItemName> Kept(string id)
    {
        if (Shelf.Find(id) is not { } kept)
        {
            _fault = $"What was chosen is not kept any more: that is so for {Words.Span(SelectionShelf.Life)}, and until the app is started anew. Nothing was done.";
            return [];
        }

        foreach (var (name, value) in kept.Parameters) _values.TryAdd(name, value);
        return kept.Items;
    }

    private string? VerdictOf(ItemName named) => Monitor.Current.Items.FirstOrDefault(item => item.Member == named.Member && item.Name == named.Name)?.Verdict.Word.ToLowerInvariant();

    private void Add()
    {
        var named = new ItemName(_member, _name.Trim());
        if (named.Name.Length > 0 && !_items.Contains(named)) _items.Add(named);
        _name = "";
    }

    /// <param name="more">What is wished besides for this once: to leave out what is refused, or to set a guard aside.</param>
    private async Task PlanAsync((string Name, string Value)? more)
    {
        // A name that was written and not added yet is meant.
        if (_name.Trim().Length > 0) Add();
        if (!CanPlan) return;
        _busy = true;
        _refusals = [];
        var actor = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User);
        var given = OperationForm.Given(_values);
        var asked = more is var (name, value) ? new Dictionary<string, string>(given) { [name] = value } : given;
        var outcome = await Desk.PlanAsync(actor, new PlanRequest(_operation!.Verb, [.. _items], asked), CancellationToken.None);
        _busy = false;
        if (outcome is PlanOutcome.Made made) Navigation.NavigateTo(OperateAddress.Review(made.Plan, Shelf.Keep([.. _items], given), _reason));
        else if (outcome is PlanOutcome.Refused refused) _refusals = refused.Refusals;
    }
}
