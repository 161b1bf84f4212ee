using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>What people do to a run.</summary>
public enum RunMove
{
    Approve,
    Reject,
    Revoke,
    Pause,
    Resume,
    Abort,
    Retry,
}

/// <summary>The legal moves, what an abort would do now, and how a run closes. Pure.</summary>
public static class RunRules
{
    /// <summary>Why a move cannot be made in this state; null when it can. Who may make it is another question.</summary>
    public static Refusal? Refuse(Run run, RunMove move) => (move, run.Phase) switch
    {
        (_, var phase) when phase.IsOver() => new Refusal(Word(move), $"The run is over: {phase.Word().ToLowerInvariant()}.", "Make a new plan."),
        (RunMove.Approve, RunPhase.AwaitingApproval) => null,
        // A yes that has run out is given anew while it waits.
        (RunMove.Approve or RunMove.Revoke, _) => run.Needs == 0 ? new Refusal(Word(move), "The run needs nobody's approval.", "Nothing to do.") : null,
        (RunMove.Reject, RunPhase.AwaitingApproval) => run.StartedAt is null ? null : Begun(move),
        (RunMove.Reject, _) => Begun(move),
        (RunMove.Pause, RunPhase.Running) => run.IsAborting ? new Refusal(Word(move), "It is being aborted, and an abort is not paused.", "Wait until it has ended.") : null,
        (RunMove.Pause, _) => new Refusal(Word(move), $"It is not running: {run.Phase.Word().ToLowerInvariant()}.", "Nothing to do."),
        (RunMove.Resume, RunPhase.Paused) => null,
        (RunMove.Resume, RunPhase.NeedsHuman) => new Refusal(Word(move), "It is not paused: items have stopped.", "Retry those that stopped, or abort."),
        (RunMove.Resume, _) => new Refusal(Word(move), $"It is not paused: {run.Phase.Word().ToLowerInvariant()}.", "Nothing to do."),
        (RunMove.Abort, _) => AbortAnswer.Of(run) is { IsRefused: true } answer ? new Refusal(Word(move), answer.Sentence, "Let it finish: every item that can still get there gets there.") : null,
        (RunMove.Retry, RunPhase.NeedsHuman) => null,
        (RunMove.Retry, _) => new Refusal(Word(move), "Nothing has stopped that could be tried again.", "Wait until it needs a person."),
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    };

    /// <summary>For this item there is no way back: such a step was done to it, or may have been.</summary>
    public static bool IsPastReturn(Run run, ItemRun item) =>
        run.Plan.Steps.Any(step => step.IsPointOfNoReturn && (item.Done.Contains(step.Number) || item.Open.Contains(step.Number)));

    /// <summary>Every step that is for it was done to it.</summary>
    public static bool IsThrough(Run run, ItemRun item) => item.Phase(run.Plan) == ItemPhase.Done;

    /// <summary>All steps are through: what that makes of the run.</summary>
    public static RunEvent Close(Run run)
    {
        var stopped = run.InOrder.Where(item => item.Stop is not null).ToList();
        var done = run.Count(ItemPhase.Done);
        if (stopped.Count > 0)
        {
            return new RunEvent.NeedsPerson(
                $"{Items(stopped.Count)} stopped{(done > 0 ? $"; {Items(done)} got there" : "")}. The first: {stopped[0].Item.Key}: {stopped[0].Stop!.Why}",
                "Look at what each says, and retry those that stopped; or abort, which takes back what can be taken back and leaves the rest listed.");
        }

        return run.IsAborting
            ? new RunEvent.Ended(RunPhase.Aborted, $"Aborted. {Tally(run)}")
            : new RunEvent.Ended(RunPhase.Succeeded, $"{Items(done)} done.");
    }

    internal static string Tally(Run run)
    {
        var (done, undone, untouched, stopped) = (run.Count(ItemPhase.Done), run.Count(ItemPhase.Undone), run.Count(ItemPhase.Untouched), run.Count(ItemPhase.Stopped));
        return string.Join(' ', new[]
        {
            done > 0 ? $"{Items(done)} done." : "",
            undone > 0 ? $"{Items(undone)} taken back." : "",
            untouched > 0 ? $"{Items(untouched)} never touched." : "",
            stopped > 0 ? $"{Items(stopped)} left to a person." : "",
        }.Where(part => part.Length > 0));
    }

    internal static string Items(int count) => count == 1 ? "1 item" : $"{count} items";

    private static string Word(RunMove move) => move.ToString().ToLowerInvariant();

    private static Refusal Begun(RunMove move) => new(Word(move), "It has begun already.", "Abort it: the page says what that does now.");
}

/// <summary>What aborting would do at this moment, shown before it is pressed.</summary>
/// <param name="IsRefused">There is nothing left that an abort could save.</param>
public sealed record AbortAnswer(bool IsRefused, string Sentence)
{
    public static AbortAnswer Of(Run run)
    {
        if (run.StartedAt is null) return new AbortAnswer(false, "Nothing has been done. It ends, and nothing happens.");
        if (run.IsAborting && run.Phase == RunPhase.NeedsHuman) return new AbortAnswer(false, "What could be taken back has been. It ends here, and lists what is left to a person.");
        if (run.IsAborting) return new AbortAnswer(true, "It is being aborted already.");
        var items = run.Items.Values.ToList();
        var past = items.Count(item => item.Stop is null && !RunRules.IsThrough(run, item) && RunRules.IsPastReturn(run, item));
        var done = items.Count(item => RunRules.IsThrough(run, item));
        var back = items.Count(item => !RunRules.IsThrough(run, item) && !RunRules.IsPastReturn(run, item) && (item.Done.Count > 0 || item.Open.Count > 0));
        var untouched = items.Count(item => item.Phase(run.Plan) is ItemPhase.Untouched or ItemPhase.Undone);
        var stuck = items.Count(item => item.Stop is not null && RunRules.IsPastReturn(run, item));
        if (past > 0 && back == 0 && untouched == 0)
            return new AbortAnswer(true, $"Every item is past the point of no return: {RunRules.Items(past)} can only be finished forward.");
        return new AbortAnswer(false, string.Join(' ', new[]
        {
            back > 0 ? $"{RunRules.Items(back)} {Goes(back)} back to how {(back == 1 ? "it was" : "they were")}{(run.Plan.UndoSteps.Count > 0 ? $" ({Words(run)})" : "")}." : "",
            past > 0 ? $"{RunRules.Items(past)} past the point of no return {(past == 1 ? "is" : "are")} finished forward." : "",
            untouched > 0 ? $"{RunRules.Items(untouched)} {(untouched == 1 ? "stays" : "stay")} untouched." : "",
            done > 0 ? $"{RunRules.Items(done)} already done {(done == 1 ? "stays" : "stay")} done." : "",
            stuck > 0 ? $"{RunRules.Items(stuck)} that stopped past the point of no return {(stuck == 1 ? "is" : "are")} left to a person." : "",
        }.Where(part => part.Length > 0)));
    }

    private static string Goes(int count) => count == 1 ? "goes" : "go";

    private static string Words(Run run) => string.Join(", ", run.Plan.UndoSteps.Select(step => step.Kind).Distinct());
}
