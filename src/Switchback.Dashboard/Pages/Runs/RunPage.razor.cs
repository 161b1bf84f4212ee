using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Runs;

/// <summary>One run, live. Its address can be sent to a colleague; what they may do is theirs, not the sender's.</summary>
public sealed partial class RunPage
{
    private Run? _run;
    private RunTimeline? _timeline;
    private IReadOnlyList<StepLine> _steps = [];
    private List<ItemRun> _items = [];
    private List<(ItemPhase Phase, int Count)> _phases = [];
    private ItemPhase? _only;
    private AbortAnswer _abort = new(true, "");
    private Actor _actor = Actors.Of((Principal?)null);
    private Refusal? _refusal;
    private DateTimeOffset _now;
    private bool _sure;
    private long _drawn = -1;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    public required IJournal Journal { get; init; }

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
        if (run.Version == _drawn) return;
        _drawn = run.Version;
        _steps = StepLine.Of(run);
        _abort = run.Phase.IsOver() ? new AbortAnswer(true, "") : AbortAnswer.Of(run);
        _phases = [.. run.Items.Values.GroupBy(item => item.Phase(run.Plan)).Select(group => (group.Key, group.Count())).OrderByDescending(group => group.Key)];
        Choose();
        _timeline ??= new RunTimeline(Journal, Id);
        await _timeline.CatchUpAsync(run);
    }

    private bool May(RunMove move) => _run is { } run && RunRules.Refuse(run, move) is null;

    private void Show(ItemPhase? only)
    {
        _only = only;
        Choose();
    }

    /// <summary>What needs somebody comes first; otherwise the plan's order.</summary>
    private void Choose() => _items = _run is not { } run ? [] : [.. run.InOrder.Where(item => _only is null || item.Phase(run.Plan) == _only).OrderBy(item => item.Stop is null ? 1 : 0)];

    private async Task ActAsync(RunMove move)
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
            RunMove.Retry => Desk.RetryAsync(actor, Id),
            RunMove.Abort => Desk.AbortAsync(actor, Id, ""),
            _ => throw new ArgumentOutOfRangeException(nameof(move)),
        });
        _sure = false;
        _refusal = (outcome as DeskOutcome.Refused)?.Refusal;
        await ApplyAsync(Time.GetUtcNow());
    }
}
