using System.Collections.Concurrent;
using System.Globalization;
using Switchback.Core.Approvals;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>
/// The one service through which replication is changed: pages, the interface for programs and the command line are thin over it.
/// Whoever asks, the same is checked, recorded and done.
/// </summary>
public sealed class RunDesk(
    IJournal journal, RunBook book, Holds holds, Controls controls, PlanShelf shelf, ApprovalPolicy policy, IPeople people, IReadOnlyList<IDriver> drivers, IRunWorkers workers, TimeProvider time)
{
    public const int LongestReason = 1000;

    private readonly HaltDesk _halts = new(journal, controls, policy, time);
    private readonly SemaphoreSlim _starting = new(1, 1);

    /// <summary>Runs that were not taken over because the journal refused, with the life that had them then.</summary>
    private readonly ConcurrentDictionary<string, string?> _notTaken = new(StringComparer.Ordinal);
    private long _made;

    public RunBook Book => book;

    public Controls Controls => controls;

    public IReadOnlyList<OperationInfo> Operations => [.. drivers.SelectMany(driver => driver.Operations)];

    /// <summary>Makes a plan, and sends nothing.</summary>
    public async Task<PlanOutcome> PlanAsync(Actor actor, PlanRequest request, CancellationToken cancel)
    {
        if (!actor.MayOperate) return new PlanOutcome.Refused([MayNot("plan", "operator")]) { IsNotAllowed = true };
        if (drivers.FirstOrDefault(known => known.Operations.Any(operation => operation.Verb == request.Operation)) is not { } driver)
            return new PlanOutcome.Refused([new Refusal(request.Operation, "There is no such operation.", $"Ask for one of: {string.Join(", ", Operations.Select(operation => operation.Verb))}.")]);
        var outcome = await driver.PlanAsync(request, actor.Who, cancel);
        if (outcome is PlanOutcome.Made made) shelf.Keep(made.Plan);
        return outcome;
    }

    public Plan? FindPlan(string id) => shelf.Find(id);

    /// <summary>The calls of a step, exactly as they would be sent; none when the system that planned it is not here any more.</summary>
    public IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step) =>
        drivers.FirstOrDefault(driver => driver.System == plan.System)?.CallsOf(plan, step) ?? [];

    /// <summary>Runs that go no further before somebody agrees.</summary>
    public IReadOnlyList<Run> Waiting => [.. book.All.Where(run => !run.Phase.IsOver() && IsWaiting(run))];

    /// <summary>How many people have to agree to a plan.</summary>
    public int Needed(Plan plan) => policy.Needed(plan);

    /// <param name="actor">Who asks.</param>
    /// <param name="planId">A plan that was made here.</param>
    /// <param name="planHash">Of the plan that the person saw.</param>
    /// <param name="confirm">What they typed, where the plan wants that.</param>
    /// <param name="reason">Why, in their words.</param>
    /// <param name="key">The caller's own key; the same wish sent again is answered by the run it made.</param>
    /// <param name="notBefore">When it begins at the earliest; null: as soon as it may. Everything is looked at, and everybody asked, then as now.</param>
    public async Task<DeskOutcome> RequestAsync(Actor actor, string planId, string planHash, string? confirm, string reason, string? key, DateTimeOffset? notBefore = null)
    {
        if (!actor.MayOperate) return new DeskOutcome.Refused(RefusalKind.NotAllowed, MayNot("run", "operator"));
        if (key is not null && book.FindByKey(actor.Who, key) is { } earlier)
        {
            return earlier.Plan.Hash == planHash
                ? new DeskOutcome.Done(earlier)
                : DeskOutcome.No(RefusalKind.Conflict, "key", $"This key was used for another wish: the run {earlier.Id}.", "Take a new key for a new wish.");
        }

        if (shelf.Find(planId) is not { } plan) return DeskOutcome.No(RefusalKind.NotFound, "plan", "There is no such plan, or it is older than an hour.", "Make the plan again: the world may have changed.");
        if (plan.Hash != planHash) return DeskOutcome.No(RefusalKind.Conflict, "planHash", "This is not the hash of that plan: what you saw is not what would be done.", "Look at the plan again.");
        if (plan.ConfirmWith is { } word && confirm?.Trim() != word) return DeskOutcome.No(RefusalKind.Invalid, "confirm", $"To confirm, '{word}' has to be typed, letter by letter.", $"Type {word}.");
        if (string.IsNullOrWhiteSpace(reason)) return DeskOutcome.No(RefusalKind.Invalid, "reason", "A reason is missing. It stands in the record and in the report.", "Say in a few words why this is done.");
        if (reason.Length > LongestReason) return DeskOutcome.No(RefusalKind.Invalid, "reason", $"The reason is longer than {LongestReason} characters.", "Say it in fewer.");
        if (controls.Stopping(plan.Pairs) is { } halt) return DeskOutcome.No(RefusalKind.Conflict, "run", halt.Say(), "Wait until it is lifted, or ask for that.");
        if (notBefore is { } later && later - time.GetUtcNow() is var ahead && (ahead < TimeSpan.Zero || ahead > ApprovalPolicy.RequestLife))
            return DeskOutcome.No(RefusalKind.Invalid, "notBefore", "It can begin within the next 24 hours: a plan does not keep for longer.", "Give a moment within a day, or none.");
        if (notBefore is null && holds.Taking(plan.Holds) is { } taken && !MayTakeOver(plan, taken.Run)) return HeldBy(taken);

        var asked = new RunEvent.Requested(plan, reason.Trim(), actor.Name ?? actor.Who, policy.Needed(plan), (notBefore ?? time.GetUtcNow()) + ApprovalPolicy.RequestLife, key, notBefore);
        var (record, refused) = await book.BeginAsync(NewId(), asked, actor.Who);
        if (record is null) return DeskOutcome.No(RefusalKind.Unavailable, "run", refused!, "Nothing was done.");
        await StartIfAgreedAsync(record);
        return new DeskOutcome.Done(record.Run);
    }

    public Task<DeskOutcome> ApproveAsync(Actor actor, string id, string planHash, string? comment) => ActAsync(actor, id, RunMove.Approve, planHash, run =>
        run.Approvals.Any(given => given.Who == actor.Who && !given.Revoked && given.Hash == run.Plan.Hash && time.GetUtcNow() < given.Until)
            ? []
            : [new RunEvent.Approved(run.Plan.Hash, actor.Name ?? actor.Who, time.GetUtcNow() + ApprovalPolicy.ApprovalLife, comment)]);

    public Task<DeskOutcome> RejectAsync(Actor actor, string id, string planHash, string why) => ActAsync(actor, id, RunMove.Reject, planHash, run => [new RunEvent.Rejected(run.Plan.Hash, why)]);

    public Task<DeskOutcome> RevokeAsync(Actor actor, string id, string why) => ActAsync(actor, id, RunMove.Revoke, planHash: null, run =>
        run.Approvals.Any(given => given.Who == actor.Who && !given.Revoked) ? [new RunEvent.Revoked(why)] : []);

    public Task<DeskOutcome> PauseAsync(Actor actor, string id, string why) => ActAsync(actor, id, RunMove.Pause, planHash: null, _ => [new RunEvent.Paused($"{actor.Name ?? actor.Who} paused it{Why(why)}")]);

    public Task<DeskOutcome> ResumeAsync(Actor actor, string id) => ActAsync(actor, id, RunMove.Resume, planHash: null, _ => [new RunEvent.Resumed()]);

    public Task<DeskOutcome> RetryAsync(Actor actor, string id, IReadOnlyList<string>? items = null) => ActAsync(actor, id, RunMove.Retry, planHash: null, _ => [new RunEvent.RetryAsked(items)]);

    /// <summary>Says yes to what the step that is being done asks.</summary>
    /// <param name="actor">Who says it.</param>
    /// <param name="id">The run's.</param>
    /// <param name="step">The step that asks.</param>
    /// <param name="digest">Of what the person saw, as <see cref="RunRules.FoundDigest"/> gives it.</param>
    /// <param name="words">What they have done or seen.</param>
    public async Task<DeskOutcome> SayAsync(Actor actor, string id, int step, string digest, string words)
    {
        if (book.Find(id) is not { } record) return DeskOutcome.No(RefusalKind.NotFound, "run", $"There is no run {id}.", "Look at the list of runs.");
        if (words.Length > LongestReason) return DeskOutcome.No(RefusalKind.Invalid, "words", $"That is longer than {LongestReason} characters.", "Say it in fewer.");
        DeskOutcome.Refused? no = null;
        var recorded = await record.RecordAsync(actor.Who, run =>
        {
            no = SpeakRules.Refuse(run, actor, step, digest, words);
            return no is null ? [new RunEvent.Spoke(step, digest, actor.Name ?? actor.Who, words.Trim())] : null;
        });
        if (no is not null) return no;
        if (recorded is Recorded.Refused refused) return DeskOutcome.No(RefusalKind.Unavailable, "say", refused.Why, "Nothing was done.");
        if (record.Run.Phase == RunPhase.Running) Work(record);
        return new DeskOutcome.Done(record.Run);
    }

    /// <summary>Ends a run. What that does stands in <see cref="AbortAnswer"/> before it is pressed.</summary>
    public Task<DeskOutcome> AbortAsync(Actor actor, string id, string why) => ActAsync(actor, id, RunMove.Abort, planHash: null, run =>
        run.StartedAt is null ? [new RunEvent.Ended(RunPhase.Aborted, $"{actor.Name ?? actor.Who} withdrew it before it began{Why(why)}")]
        : run is { IsAborting: true, Phase: RunPhase.NeedsHuman } ? [new RunEvent.Ended(RunPhase.Aborted, $"Aborted. {RunRules.Tally(run)}")]
        : [new RunEvent.AbortAsked($"{actor.Name ?? actor.Who} aborts it{Why(why)}")]);

    /// <summary>Puts the brake on everything, or freezes a pair. Whoever may operate or approve may stop.</summary>
    public Task<DeskOutcome.Refused?> HaltAsync(Actor actor, string? pair, string reason, DateTimeOffset? until) => _halts.HaltAsync(actor, pair, reason, until);

    /// <summary>Lifts a brake or a freeze. That takes the right to approve: work goes on because of it.</summary>
    public Task<DeskOutcome.Refused?> LiftAsync(Actor actor, string? pair, string reason) => _halts.LiftAsync(actor, pair, reason);

    /// <summary>Reads what earlier lives of the app recorded, and goes on with every run that had begun.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        await holds.LoadAsync(cancel);
        await foreach (var happened in journal.ReadStreamAsync(Controls.Stream, 1, cancel)) controls.Fold(happened);
        await book.LoadAsync(cancel);
        foreach (var run in book.All.Reverse())
        {
            var record = book.Find(run.Id)!;
            if (run.Phase.IsOver()) await holds.ReleaseAsync(run.Id);
            else if (run.StartedAt is null) await StartIfAgreedAsync(record);
            else await TakeOverAsync(record, run.Worker);
        }
    }

    /// <summary>What time alone changes: a wish that nobody agreed to is over. Asked every now and then.</summary>
    public async Task SweepAsync()
    {
        foreach (var run in book.All.Where(run => run is { Phase: RunPhase.AwaitingApproval, StartedAt: null }))
        {
            var record = book.Find(run.Id)!;
            await record.RecordAsync(StepWork.Who, now => now is { Phase: RunPhase.AwaitingApproval, StartedAt: null } && time.GetUtcNow() >= now.Until
                ? [new RunEvent.Ended(RunPhase.Aborted, Agreed(now) ? "It was agreed to, and could not begin in time: what it needs was never free." : "Nobody agreed in time, and that means no.")]
                : null);
            await StartIfAgreedAsync(record);
        }

        // A release that could not be recorded is caught up on: what is over holds nothing.
        foreach (var holder in holds.Holders)
        {
            if (book.Find(holder)?.Run is { } over && over.Phase.IsOver()) await ReleaseAsync(over);
            else if (book.Find(holder)?.Run is { StartedAt: null } waiting) await LetGoAsync(waiting.Id);
        }

        // Writes are stopped no longer because nobody looks: also a run that is paused, or waits for a person, allows them again.
        foreach (var run in book.All.Where(run => run.Phase is RunPhase.Paused or RunPhase.NeedsHuman))
        {
            if (await book.Find(run.Id)!.RecordAsync(StepWork.Who, now => now.Phase is RunPhase.Paused or RunPhase.NeedsHuman && RunRules.Overdue(now, time.GetUtcNow()) is { } fence ? [RunRules.SayOverdue(now, fence)] : null) is Recorded.Done)
                Work(book.Find(run.Id)!);
        }

        // The journal took nothing for a while, and the work was left where it was.
        foreach (var (id, before) in _notTaken) await TakeOverAsync(book.Find(id)!, before);
        foreach (var run in book.All.Where(run => run.Phase == RunPhase.Running && !workers.IsWorking(run.Id))) Work(book.Find(run.Id)!);
    }

    private async Task<DeskOutcome> ActAsync(Actor actor, string id, RunMove move, string? planHash, Func<Run, IReadOnlyList<RunEvent>> decide)
    {
        var approves = move is RunMove.Approve or RunMove.Reject or RunMove.Revoke;
        if (approves ? !actor.MayApprove : !actor.MayOperate) return new DeskOutcome.Refused(RefusalKind.NotAllowed, MayNot(move.ToString().ToLowerInvariant(), approves ? "approver" : "operator"));
        if (book.Find(id) is not { } record) return DeskOutcome.No(RefusalKind.NotFound, "run", $"There is no run {id}.", "Look at the list of runs.");
        DeskOutcome.Refused? no = null;
        var recorded = await record.RecordAsync(actor.Who, run =>
        {
            no = planHash is not null && planHash != run.Plan.Hash
                ? DeskOutcome.No(RefusalKind.Conflict, "planHash", "This is not the hash of the plan: what you saw is not what would be done.", "Look at the plan again.")
                : move == RunMove.Approve && run.Who == actor.Who
                ? DeskOutcome.No(RefusalKind.NotAllowed, "approve", "You asked for it yourself: somebody else has to agree.", "Ask another approver.")
                : move == RunMove.Approve && run.StartedAt is null && !run.Phase.IsOver() && time.GetUtcNow() >= run.Until
                ? DeskOutcome.No(RefusalKind.Conflict, "approve", $"It could be agreed to until {run.Until:u}, and nobody having agreed by then means no.", "Make a new plan.")
                : RunRules.Refuse(run, move) is { } refusal ? new DeskOutcome.Refused(RefusalKind.Conflict, refusal) : null;
            return no is null ? decide(run) : null;
        });
        if (no is not null) return no;
        if (recorded is Recorded.Refused refused) return DeskOutcome.No(RefusalKind.Unavailable, move.ToString().ToLowerInvariant(), refused.Why, "Nothing was done.");
        if (record.Run.Phase.IsOver()) await ReleaseAsync(record.Run);
        else if (record.Run.StartedAt is null) await StartIfAgreedAsync(record);
        else if (record.Run.Phase == RunPhase.Running) Work(record);
        return new DeskOutcome.Done(record.Run);
    }

    /// <summary>Goes on with what another life had begun. Refused by the journal it is tried again, unless a third life has it by then.</summary>
    private async Task TakeOverAsync(RunRecord record, string? from)
    {
        var taken = await record.RecordAsync(StepWork.Who, run => run.Phase.IsOver() || run.Worker != from ? null : [new RunEvent.TakenOver(workers.Name)]);
        if (taken is Recorded.Refused) _notTaken[record.Id] = from;
        else _notTaken.TryRemove(record.Id, out _);
        if (taken is Recorded.Done && record.Run.Phase == RunPhase.Running) Work(record);
    }

    private bool Agreed(Run run) => run.Plan.Steps.All(step => policy.Missing(run, step.Class, people, time.GetUtcNow()) == 0);

    /// <summary>A run that took hold of what it needs and died before it began, and that nobody agrees to any more, holds nothing.</summary>
    private async Task LetGoAsync(string id)
    {
        await _starting.WaitAsync();
        try
        {
            if (book.Find(id)?.Run is { StartedAt: null } waiting && !Agreed(waiting)) await holds.ReleaseAsync(id);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Starts a run once enough people have agreed and nobody else has what it needs; otherwise it says what it waits for.</summary>
    private async Task StartIfAgreedAsync(RunRecord record)
    {
        await _starting.WaitAsync();
        try
        {
            await StartAsync(record);
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task StartAsync(RunRecord record)
    {
        var run = record.Run;
        if (run is not { Phase: RunPhase.AwaitingApproval, StartedAt: null } || time.GetUtcNow() >= run.Until || !Agreed(run)) return;
        if (run.NotBefore is { } start && time.GetUtcNow() < start)
        {
            var waits = $"It begins at {start.UtcDateTime:u}, when as many as have to still agree then.";
            await record.RecordAsync(StepWork.Who, now => now is { Phase: RunPhase.AwaitingApproval, StartedAt: null } && now.Says != waits ? [new RunEvent.Waits(waits)] : null);
            return;
        }

        await DisplaceAsync(run);
        var held = await holds.TakeAsync(run.Id, run.Plan.Holds);
        if (held is not HoldOutcome.Held taken)
        {
            var why = held is HoldOutcome.HeldBy other ? $"Agreed. It waits for the run {other.Run}, which has {other.What}." : ((HoldOutcome.NotRecorded)held).Why;
            await record.RecordAsync(StepWork.Who, now => now is { Phase: RunPhase.AwaitingApproval, StartedAt: null } && now.Says != why ? [new RunEvent.Waits(why)] : null);
            return;
        }

        var started = await record.RecordAsync(StepWork.Who, now => now is { Phase: RunPhase.AwaitingApproval, StartedAt: null } && Agreed(now) ? [new RunEvent.Started(taken.Epoch, workers.Name)] : null);
        if (started is Recorded.Done) Work(record);
        else if (record.Run.StartedAt is null || record.Run.Phase.IsOver()) await holds.ReleaseAsync(run.Id);
    }

    /// <summary>What the plan takes over is ended first: it sends nothing more, and what it had begun is found by the looks of the run that comes after it.</summary>
    private async Task DisplaceAsync(Run by)
    {
        while (by.Plan.TakesOver && holds.Taking(by.Plan.Holds, by.Id) is { } taken && MayTakeOver(by.Plan, taken.Run) && book.Find(taken.Run) is { } lesser)
        {
            var ended = await lesser.RecordAsync(StepWork.Who, run => run.Phase.IsOver() ? [] : [new RunEvent.Ended(RunPhase.Aborted, $"The run {by.Id} ({by.Plan.Title}) took it over. {RunRules.Tally(run)} That run goes on from what it finds.")]);
            if (ended is not Recorded.Done || await holds.ReleaseAsync(lesser.Id) is not null) return;
        }
    }

    /// <summary>A plan that takes over does so with every run that does not itself.</summary>
    private bool MayTakeOver(Plan plan, string holder) => plan.TakesOver && book.Find(holder)?.Run is { Plan.TakesOver: false };

    private void Work(RunRecord record)
    {
        if (drivers.FirstOrDefault(known => known.System == record.Run.Plan.System) is { } driver) workers.Work(record, driver, ReleaseAsync);
    }

    private async Task ReleaseAsync(Run run)
    {
        if (!run.Phase.IsOver()) return;
        await holds.ReleaseAsync(run.Id);
        foreach (var waiting in book.All.Where(other => other is { Phase: RunPhase.AwaitingApproval, StartedAt: null }).Reverse().ToList()) await StartIfAgreedAsync(book.Find(waiting.Id)!);
    }

    private bool IsWaiting(Run run) => run.StartedAt is null
        ? !Agreed(run)
        : Asks(run) is not null || run.Phase == RunPhase.Running && run.Step > 0 && run.Plan.Step(run.Step) is { } step && policy.Missing(run, step.Class, people, time.GetUtcNow()) > 0;

    /// <summary>The step that waits for people to say yes; null when none does.</summary>
    public static PlanStep? Asks(Run run) => run.Phase == RunPhase.Running && run.Step > 0 && run.Plan.Step(run.Step) is { Asks: { } asks } step && run.Says == asks.Question ? step : null;

    private DeskOutcome.Refused HeldBy((string What, string Run) taken)
    {
        var holder = book.Find(taken.Run)?.Run;
        return DeskOutcome.No(
            RefusalKind.Conflict, "run", $"The run {taken.Run}{(holder is null ? "" : $" ({holder.Plan.Title}, by {holder.Name}, {holder.Phase.Word().ToLowerInvariant()})")} has {taken.What}.", "Wait until it has ended, or end it.");
    }

    private string NewId() => string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyMMdd-HHmmss}-{journal.Head.Sequence + Interlocked.Increment(ref _made):x}");

    internal static Refusal MayNot(string what, string role) => new(what, $"You may look, and not {what}: it takes the role {role}. Nothing was done.", $"Ask somebody with the role {role}, or sign in as them.");

    private static string Why(string why) => string.IsNullOrWhiteSpace(why) ? "." : $": {why.Trim()}";
}
