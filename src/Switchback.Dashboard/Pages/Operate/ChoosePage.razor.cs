using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Query;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
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
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required AuthenticationStateProvider SignedIn { get; init; }

    private string Title => _operation?.Title ?? "Operate";

    private bool CanPlan => _mayOperate && !_busy && _items.Count > 0;

    private string Hint => !_mayOperate ? "You may look. Planning takes the role operator."
        : _items.Count == 0 ? "Choose something first."
        : "Nothing is sent by this: you see every call before.";

    protected override async Task OnInitializedAsync() => _mayOperate = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User).MayOperate;

    protected override void OnParametersSet()
    {
        var asked = Verb switch { Verbs.Wake => Verbs.Restart, Verbs.Promote => Verbs.Unfollow, _ => Verb };
        _operation = Desk.Operations.FirstOrDefault(one => one.Verb == asked);
        (_own, _tuning, _refusals) = (OperationForm.Own(asked), OperationForm.Tuning(asked), []);
        _items = [.. Chosen()];
        _member = Monitor.Current.Members.LastOrDefault()?.Name ?? "";
        foreach (var given in With ?? [])
        {
            if (given.IndexOf('=') is > 0 and var at) _values[given[..at]] = given[(at + 1)..];
        }
    }

    private IEnumerable<ItemName> Chosen()
    {
        _fault = null;
        var snapshot = Monitor.Current;
        if (Items is not null) return OperateAddress.Read(Items);
        if (Pair is not null) return snapshot.Items.Where(item => string.Equals(item.Pair, Pair, StringComparison.OrdinalIgnoreCase)).Select(item => new ItemName(item.Member, item.Name));
        if (Query is null) return [];
        var found = Search.Run(snapshot, Query, "");
        _fault = found.Fault?.ToString();
        return _fault is null ? found.Items.ToArray().Select(item => new ItemName(item.Member, item.Name)) : [];
    }

    private string? VerdictOf(ItemName named) => Monitor.Current.Items.FirstOrDefault(item => item.Member == named.Member && item.Name == named.Name)?.Verdict.Word.ToLowerInvariant();

    private void Add()
    {
        var named = new ItemName(_member, _name.Trim());
        if (named.Name.Length > 0 && !_items.Contains(named)) _items.Add(named);
        _name = "";
    }

    private Task PlanWithoutAsync()
    {
        _values[Verbs.SkipParameter] = Verbs.SkipRefused;
        return PlanAsync();
    }

    /// <summary>Guards among those that refuse which two people may set aside.</summary>
    private IReadOnlyList<string> Breakable => [.. _refusals.Select(refusal => refusal.Guard).OfType<string>().Distinct(StringComparer.Ordinal)];

    private Task BreakGlassAsync()
    {
        _values[Verbs.BreakGlassParameter] = string.Join(',', Breakable);
        return PlanAsync();
    }

    private async Task PlanAsync()
    {
        // A name that was written and not added yet is meant.
        if (_name.Trim().Length > 0) Add();
        if (!CanPlan) return;
        _busy = true;
        _refusals = [];
        var actor = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User);
        var given = _values.Where(value => value.Value.Trim().Length > 0).ToDictionary(value => value.Key, value => value.Value.Trim(), StringComparer.Ordinal);
        var outcome = await Desk.PlanAsync(actor, new PlanRequest(_operation!.Verb, [.. _items], given), CancellationToken.None);
        _values.Remove(Verbs.SkipParameter);
        _values.Remove(Verbs.BreakGlassParameter);
        _busy = false;
        if (outcome is PlanOutcome.Made made) Navigation.NavigateTo($"/operate/{_operation.Verb}/review?plan={made.Plan.Id}&reason={Uri.EscapeDataString(_reason)}");
        else if (outcome is PlanOutcome.Refused refused) _refusals = refused.Refusals;
    }
}
