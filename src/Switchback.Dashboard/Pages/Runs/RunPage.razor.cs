using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Operate;
using Switchback.Dashboard.Pages.Runs.Journeys;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Runs;

/// <summary>One run, live. Its address can be sent to a colleague; what they may do is theirs, not the sender's.</summary>
public sealed partial class RunPage
{
    private Run? _run;
    private RunTimeline? _timeline;
    private RunItemsView _items = new();
    private AbortAnswer _abort = new(true, "");
    private Actor _actor = Actors.Of((Principal?)null);
    private Refusal? _refusal;
    private BannerWords? _banner;
    private AskView? _ask;
    private LedgerRows? _ledger;
    private IReadOnlyList<Measure> _measures = [];
    private DateTimeOffset _now;
    private bool _sure;
    private bool _planAsked;
    private long _drawn = -1;
    private string? _drawnId;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    public required IJournal Journal { get; init; }

    [Inject]
    public required FleetMonitor Monitor { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required SelectionShelf Shelf { get; init; }

    [Inject]
    public required ViewerClock Clock { get; init; }

    [Inject]
    public required AuthenticationStateProvider SignedIn { get; init; }

    private string Times => _run switch
    {
        null => "",
        { StartedAt: { } start, EndedAt: { } end } => end - start < TimeSpan.FromSeconds(1) ? "took less than a second" : $"took {Words.Span(end - start)}",
        { StartedAt: { } start } => $"for {Words.Span(_now - start)}",
        { EndedAt: not null } => "",
        { Until: var until } => $"counts as no in {Words.Span(until > _now ? until - _now : TimeSpan.Zero)}",
    };

    protected override async Task ApplyAsync(DateTimeOffset now)
    {
        _now = now;
        if (Desk.Book.Find(Id)?.Run is not { } run)
        {
            _run = null;
            return;
        }

        _actor = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User);
        _run = run;
        _ask = AskView.Of(run, _actor, Monitor.Current);
        if (run.Version == _drawn && run.Id == _drawnId)
        {
            Stand(run);
            return;
        }

        if (run.Id != _drawnId) (_items, _timeline, _planAsked, _sure, _refusal) = (new RunItemsView(), null, false, false, null);
        (_drawn, _drawnId) = (run.Version, run.Id);
        _abort = run.Phase.IsOver() ? new AbortAnswer(true, "") : AbortAnswer.Of(run);
        _ledger = LedgerRows.Of(run);
        Stand(run);
        _items.Take(run);
        _timeline ??= new RunTimeline(Journal, Id);
        await _timeline.CatchUpAsync(run);
    }

    /// <summary>Where the pair stands: the clusters and the clock change it, not only the run.</summary>
    private void Stand(Run run)
    {
        var snapshot = Monitor.Current;
        var pair = JourneyPhases.IsJourney(run.Plan) && run.Plan.Pairs.FirstOrDefault() is { } id ? snapshot.Pair(id) : null;
        _banner = pair is null ? null : BannerWords.Of(run, pair, snapshot, _abort, _now);
        _measures = pair is null ? [] : Measured.Of(run, pair.Options, _now);
    }

    private async Task<Refusal?> SayAsync(AskView asked, string words)
    {
        var actor = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User);
        var outcome = await Desk.SayAsync(actor, Id, asked.Step.Number, asked.Digest, words);
        await ApplyAsync(Time.GetUtcNow());
        StateHasChanged();
        return (outcome as DeskOutcome.Refused)?.Refusal;
    }

    private bool May(RunMove move) => _run is { } run && RunRules.Refuse(run, move) is null;

    private void Forget() => Navigation.NavigateTo(OperateAddress.Of(Verbs.Forget, [.. _run!.Plan.Items.Select(item => new ItemName(item.Member, item.Name))], Shelf));

    private Task RetryAsync(IReadOnlyList<string> items) => ActAsync(RunMove.Retry, items);

    private Task ActAsync(RunMove move) => ActAsync(move, items: null);

    private async Task ActAsync(RunMove move, IReadOnlyList<string>? items)
    {
        // Asked anew: the roles may have changed since the page was opened. The service decides, not the button.
        var actor = Actors.Of((await SignedIn.GetAuthenticationStateAsync()).User);
        var hash = _run!.Plan.Hash;
        var outcome = await (move switch
        {
            RunMove.Approve => Desk.ApproveAsync(actor, Id, hash, comment: null),
            RunMove.Reject => Desk.RejectAsync(actor, Id, hash, "on the page"),
            RunMove.Revoke => Desk.RevokeAsync(actor, Id, "on the page"),
            RunMove.Pause => Desk.PauseAsync(actor, Id, ""),
            RunMove.Resume => Desk.ResumeAsync(actor, Id),
            RunMove.Retry => Desk.RetryAsync(actor, Id, items),
            RunMove.Abort => Desk.AbortAsync(actor, Id, ""),
            _ => throw new ArgumentOutOfRangeException(nameof(move)),
        });
        _sure = false;
        _refusal = (outcome as DeskOutcome.Refused)?.Refusal;
        await ApplyAsync(Time.GetUtcNow());
    }
}
