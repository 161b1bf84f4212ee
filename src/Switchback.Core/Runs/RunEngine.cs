using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>
/// Carries a run from wherever it stands to its end, or to where a person is needed. It keeps nothing of its own: stopped at any
/// line and begun again, by this process or another, it goes on from the fold.
/// </summary>
public sealed class RunEngine(RunRecord record, IDriver driver, RunGate gate, RunSettings settings, TimeProvider time, string worker)
{
    private readonly Pace _pace = new();

    /// <summary>Returns when the run is over, paused, or needs a person.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (record.Run is not { Phase: RunPhase.Running, StartedAt: not null } || record.Run.Worker != worker) return;
        if (Changed(record.Run.Plan) is { } other)
        {
            await GiveUpAsync(other);
            return;
        }

        while (record.Run is { Phase: RunPhase.Running } run && run.Worker == worker)
        {
            if (run.Lifting != 0)
            {
                if (await LiftAsync(run.Lifting, cancel) is StepEnd.NotRecorded) return;
                continue;
            }

            var end = run.IsAborting ? await AbortAsync(cancel) : await ForwardAsync(run.Plan.Steps, onlyFinish: false, cancel);
            if (end == StepEnd.NotRecorded) return;
            if (end == StepEnd.Through && await CloseAsync() is Recorded.Refused) return;
        }
    }

    /// <summary>Does the steps in their order. After each, items that stopped in it are taken back from where nobody may find them.</summary>
    private async Task<StepEnd> ForwardAsync(IReadOnlyList<PlanStep> steps, bool onlyFinish, CancellationToken cancel)
    {
        // What was being taken back when it stopped may still come true, and would undo what is done from here on.
        if (await SettleAsync(record.Run.Plan.UndoSteps, cancel) is var settled and not StepEnd.Through) return settled;
        foreach (var step in steps)
        {
            // It is for all or for none: with one that has stopped, a person decides.
            if (step.Together && !Crossing.Of(record.Run).IsTogether && record.Run.Items.Values.Any(item => item.Stop is not null)) return StepEnd.Through;
            // Nobody is sent to a side, and nothing is destroyed on the other, before all of it is proven.
            if (Unproven(record.Run, step)) return StepEnd.Through;
            if (Pending(record.Run, step, onlyFinish).Count > 0
                && await WorkAsync(step, run => Pending(run, step, onlyFinish), onlyFinish, cancel) is var end and not StepEnd.Through) return end;
            if (await RescueAsync(cancel) is var rescue and not StepEnd.Through) return rescue;
        }

        return StepEnd.Through;
    }

    /// <summary>The step comes after the proof of a promotion that goes through for all or for none, and that proof is not whole.</summary>
    private static bool Unproven(Run run, PlanStep step) => run.Plan.Steps.Any(each => each.Together)
        && run.Plan.Steps.Any(proof => proof.Number < step.Number && proof.Turns is { } turn && run.Begun.ContainsKey(proof.Number) && !run.Turns.Any(turned => turned.Pair == turn.Pair && turned.Side == turn.Side));

    private static IReadOnlyList<PlanItem> Pending(Run run, PlanStep step, bool onlyFinish) =>
        onlyFinish ? [.. run.Pending(step).Where(item => run.Items[item.Key] is var at && RunRules.IsPastReturn(run, at) && step.Number <= RunRules.FinishedBy(run, at))] : run.Pending(step);

    private async Task<StepEnd> RescueAsync(CancellationToken cancel)
    {
        if (await LookAgainAsync(cancel) is var looked and not StepEnd.Through) return looked;
        foreach (var undo in record.Run.Plan.UndoSteps.Where(undo => undo.EvenIfStopped).OrderBy(undo => undo.Number))
        {
            if (Rescued(record.Run, undo).Count == 0) continue;
            var end = await WorkAsync(undo, run => Rescued(run, undo), finishing: true, cancel);
            if (end != StepEnd.Through) return end;
        }

        return StepEnd.Through;
    }

    /// <summary>
    /// One look at what the calls of stopped items came to. That a step's effect is not there does not say that its call has ended: only
    /// once that is known is there anything to take back, and until then the item stays with a person.
    /// </summary>
    private async Task<StepEnd> LookAgainAsync(CancellationToken cancel)
    {
        foreach (var step in record.Run.Plan.Steps.Concat(record.Run.Plan.UndoSteps))
        {
            if (Lost(record.Run, step).Count == 0) continue;
            if (!await new StepWork(record, driver, gate, settings, _pace, time, worker, step, run => Lost(run, step)).LookOnceAsync(cancel)) return StepEnd.NotRecorded;
        }

        return StepEnd.Through;
    }

    /// <summary>Stopped items of which a call of this step is out.</summary>
    private static IReadOnlyList<PlanItem> Lost(Run run, PlanStep step) =>
        [.. step.Items.Select(key => run.Items[key]).Where(item => item.Stop is not null && item.Open.Contains(step.Number)).Select(item => item.Item)];

    /// <summary>Stopped items that the undone step was done to, and that have not been tried yet.</summary>
    private static IReadOnlyList<PlanItem> Rescued(Run run, PlanStep undo) =>
    [
        .. undo.Items.Select(key => run.Items[key])
            .Where(item => item.Stop is { At: > 0 } && item.Done.Contains(-undo.Number) && -undo.Number > RunRules.RestOf(run, item) && !RunRules.HasPassed(run, item, -undo.Number))
            .Select(item => item.Item),
    ];

    private async Task<StepEnd> AbortAsync(CancellationToken cancel)
    {
        // First what became of calls that are out: only then it is known what there is to take back.
        if (await SettleAsync(record.Run.Plan.Steps, cancel) is var settled and not StepEnd.Through) return settled;
        if (await LookAgainAsync(cancel) is var looked and not StepEnd.Through) return looked;
        if (await ForwardAsync([.. record.Run.Plan.Steps], onlyFinish: true, cancel) is var finished and not StepEnd.Through) return finished;
        foreach (var undo in record.Run.Plan.UndoSteps.OrderBy(undo => undo.Number))
        {
            if (Undone(record.Run, undo).Count == 0) continue;
            if (await WorkAsync(undo, run => Undone(run, undo), finishing: true, cancel) is var end and not StepEnd.Through) return end;
        }

        return StepEnd.Through;
    }

    /// <summary>Finds out what became of calls that are out.</summary>
    private async Task<StepEnd> SettleAsync(IReadOnlyList<PlanStep> steps, CancellationToken cancel)
    {
        foreach (var step in steps)
        {
            if (Out(record.Run, step).Count == 0) continue;
            var settling = new StepWork(record, driver, gate, settings, _pace, time, worker, step, run => Out(run, step)) { IsFinishing = true, OnlySettles = true };
            if (await settling.RunAsync(cancel) is var end and not StepEnd.Through) return end;
        }

        return StepEnd.Through;
    }

    /// <summary>Items of which a call of this step is out.</summary>
    private static IReadOnlyList<PlanItem> Out(Run run, PlanStep step) =>
        [.. step.Items.Select(key => run.Items[key]).Where(item => item.Stop is null && item.Open.Contains(step.Number)).Select(item => item.Item)];

    /// <summary>Items the step was done to and that can still go back. One that stopped on the way back stays where it stopped.</summary>
    private static IReadOnlyList<PlanItem> Undone(Run run, PlanStep undo) =>
    [
        .. undo.Items.Select(key => run.Items[key])
            .Where(item => item.Done.Contains(-undo.Number) && (item.Stop is null || item.Stop.At > 0) && -undo.Number > RunRules.RestOf(run, item) && !RunRules.IsPastReturn(run, item) && !RunRules.IsThrough(run, item))
            .Select(item => item.Item),
    ];

    /// <summary>
    /// Writes have been stopped for as long as they may be: what came since is taken back, down to the step that stopped them, and a person decides.
    /// </summary>
    private async Task<StepEnd> LiftAsync(int fence, CancellationToken cancel)
    {
        if (await SettleAsync(record.Run.Plan.Steps, cancel) is var settled and not StepEnd.Through) return settled;
        foreach (var undo in record.Run.Plan.UndoSteps.Where(undo => -undo.Number >= fence).OrderBy(undo => undo.Number))
        {
            if (Undone(record.Run, undo).Count == 0) continue;
            if (await WorkAsync(undo, run => Undone(run, undo), finishing: true, cancel) is var end and not StepEnd.Through) return end;
        }

        var told = await record.RecordAsync(StepWork.Who, run => run.Lifting == 0 || run.Phase != RunPhase.Running || run.Worker != worker ? null :
        [
            new RunEvent.NeedsPerson($"{run.Says} Writes are allowed again, and nothing was turned round.", "Find out what it waited for, and retry, which stops writes anew; or abort."),
        ]);
        return told is Recorded.Refused ? StepEnd.NotRecorded : StepEnd.Through;
    }

    private async Task<StepEnd> WorkAsync(PlanStep step, Func<Run, IReadOnlyList<PlanItem>> pending, bool finishing, CancellationToken cancel) =>
        await new StepWork(record, driver, gate, settings, _pace, time, worker, step, pending) { IsFinishing = finishing }.RunAsync(cancel);

    /// <summary>All steps are through: says how it ended, or what a person has to do.</summary>
    private async Task<Recorded> CloseAsync() => await record.RecordAsync(StepWork.Who, run =>
        run.Phase != RunPhase.Running || run.Worker != worker ? null : [RunRules.Close(run)]);

    /// <summary>
    /// What was agreed to cannot be sent by this Switchback. With nothing half done that is the end; otherwise the items on their way are
    /// a person's, the way back included, for its calls are no more certain than those of the way forward.
    /// </summary>
    private async Task GiveUpAsync(string other) => await record.RecordAsync(StepWork.Who, run =>
    {
        if (run.Phase != RunPhase.Running || run.Worker != worker) return null;
        var why = $"This Switchback would send other calls than those that were agreed to ({other}). Nothing more was sent.";
        var half = run.InOrder.Where(item => !RunRules.IsThrough(run, item) && (item.Done.Count > 0 || item.Open.Count > 0)).ToList();
        if (half.Count == 0) return [new RunEvent.Ended(RunPhase.Failed, $"{why} {RunRules.Tally(run)} Make a new plan.")];
        var stops = half.Where(item => item.Stop is not { At: < 0 }).Select(item => new RunEvent.Stopped(-item.Done.Union(item.Open.Select(Math.Abs)).Max(), [item.Item.Key], why, "Finish it or take it back by hand or by a new plan, once this run has ended.", null));
        return [.. stops, new RunEvent.NeedsPerson($"{why} {RunRules.Items(half.Count)} on the way.", "Abort: it ends here and lists how far each item is. Then make a new plan for them.")];
    });

    private string? Changed(Plan plan)
    {
        if (PlanHash.Of(plan) != plan.Hash) return "the plan does not fit its hash";
        return plan.Steps.Concat(plan.UndoSteps).FirstOrDefault(step => PlanHash.OfCalls(driver.CallsOf(plan, step)) != step.CallsDigest) is { } step ? step.Words : null;
    }
}
