using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Pair;
using Switchback.Dashboard.Pages.Runs.Journeys;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Operate.Journeys;

/// <summary>What a person says about a journey before it is planned. Nothing is sent by it.</summary>
public sealed partial class JourneyChoice
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private IReadOnlyList<JourneyQuestion> _questions = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private string? _pair;
    private (string Verb, string? Pair, string? Selection)? _taken;
    private string _reason = "";
    private string _time = "";
    private bool _later;
    private bool _busy;
    private bool _mayOperate;

    [Parameter, EditorRequired]
    public required OperationInfo Operation { get; set; }

    /// <summary>As the address was asked for: going home has a name of its own.</summary>
    [Parameter, EditorRequired]
    public required string Verb { get; set; }

    [Parameter]
    public string? Pair { get; set; }

    [Parameter]
    public string? Selection { get; set; }

    [Parameter]
    public string[]? With { get; set; }

    [Inject]
    public required RunDesk Desk { get; init; }

    [Inject]
    public required FleetMonitor Monitor { get; init; }

    [Inject]
    public required SelectionShelf Shelf { get; init; }

    [Inject]
    public required ViewerClock Clock { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required AuthenticationStateProvider SignedIn { get; init; }

    private JourneyQuestion? Open => JourneyForm.Open(_questions, _values);

    private DateTimeOffset? Begins => _later ? StartTime.Read(_time, Clock) : null;

    private bool CanPlan => _mayOperate && !_busy && Open is null && (!_later || Begins is not null);

    /// <summary>Some of what refuses is an index and not the pair, a side, or what was chosen.</summary>
    private bool CanSkip => _refusals.Any(refusal => refusal.What != "pair" && Monitor.Current.Member(refusal.What) is null && _questions.All(question => question.Name != refusal.What));

    /// <summary>Why it is not sensible now; null when it is. The plan decides, not this.</summary>
    private string? Stands => Monitor.Current.Pair(_pair!) is { } pair ? PairActions.Of(pair, Monitor.Current, PairRun.Holding(Desk.Book.All, pair.Options.Id)).FirstOrDefault(action => action.Verb == Verb)?.WhyNot : null;

    private string Hint => !_mayOperate ? "You may look. Planning takes the role operator."
        : Open is { } open ? $"Answer first: {open.Ask}"
        : _later && Begins is null ? "Say when it shall begin."
        : "Nothing is sent by this: you see every call before.";

    protected override async Task OnInitializedAsync() => _mayOperate = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User).MayOperate;

    protected override void OnParametersSet()
    {
        // The page around it is drawn anew now and then; what was chosen stays until another journey is meant.
        if (_taken == (Verb, Pair, Selection)) return;
        _taken = (Verb, Pair, Selection);
        _values.Clear();
        foreach (var (name, value) in Selection is { } id && Shelf.Find(id) is { } kept ? kept.Parameters : OperationForm.Read(With)) _values[name] = value;
        var known = Monitor.Current.Pairs.Select(pair => pair.Options.Id).ToList();
        Choose(Pair is { } named ? known.FirstOrDefault(id => string.Equals(id, named, StringComparison.OrdinalIgnoreCase)) : known.FirstOrDefault());
    }

    private void Choose(string? pair)
    {
        (_pair, _refusals) = (pair, []);
        _questions = pair is not null && Monitor.Current.Pair(pair) is { } view ? JourneyForm.Of(Verb, view) : [];
    }

    /// <param name="more">What is wished besides for this once: to leave out what is refused, or to set a guard aside.</param>
    private async Task PlanAsync((string Name, string Value)? more)
    {
        if (!CanPlan) return;
        (_busy, _refusals) = (true, []);
        var actor = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User);
        var given = JourneyForm.Given(_questions, _values);
        var asked = more is var (name, value) ? new Dictionary<string, string>(given) { [name] = value } : given;
        var outcome = await Desk.PlanAsync(actor, new PlanRequest(Operation.Verb, [], asked) { Pair = _pair }, CancellationToken.None);
        _busy = false;
        if (outcome is PlanOutcome.Made made) Navigation.NavigateTo(OperateAddress.Review(made.Plan, Shelf.Keep([], given), _reason, Begins));
        else if (outcome is PlanOutcome.Refused refused) _refusals = refused.Refusals;
    }
}
