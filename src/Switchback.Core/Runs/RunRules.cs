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

    /// <summary>For this item there is no way back: such a step was done to it, or may have been; or to another, in a plan that goes through for all or for none.</summary>
    public static bool IsPastReturn(Run run, ItemRun item) => IsPastReturn(run, item, 0);

    /// <summary>There is no way back to before this step any more. A step beyond an earlier point of no return can be taken back all the same.</summary>
    public static bool IsPastReturn(Run run, ItemRun item, int step)
    {
        if (Crossing.Of(run).IsTogether) return true;
        return HasPassed(run, item, step);
    }

    /// <summary>The same of the item by itself, whatever has become of the others.</summary>
    public static bool HasPassed(Run run, ItemRun item, int step)
    {
        var from = Math.Max(step, RestOf(run, item));
        return run.Plan.Steps.Any(beyond => beyond.IsPointOfNoReturn && beyond.Number > from && (item.Done.Contains(beyond.Number) || item.Open.Contains(beyond.Number)));
    }

    /// <summary>What was done to it since it was last in order.</summary>
    public static IEnumerable<int> Since(Run run, ItemRun item)
    {
        var rest = RestOf(run, item);
        return item.Done.Union(item.Open.Select(Math.Abs)).Where(step => step > rest);
    }

    /// <summary>It has come to where it is in order, and nothing was begun after that.</summary>
    public static bool IsAtRest(Run run, ItemRun item) => item.Stop is null && RestOf(run, item) > 0 && !Since(run, item).Any(step => run.Plan.Step(step) is not { Class: Plans.StepClass.Read });

    /// <summary>The last step after which it was in order; 0 for none.</summary>
    public static int RestOf(Run run, ItemRun item) => run.Plan.Steps.Where(step => step.IsRest && item.Done.Contains(step.Number)).Select(step => step.Number).DefaultIfEmpty(0).Max();

    /// <summary>How far an aborted run finishes an item that is past the point of no return.</summary>
    public static int FinishedBy(Run run, ItemRun item)
    {
        if (Crossing.Of(run).IsTogether) return int.MaxValue;
        var crossed = run.Plan.Steps.Where(step => step.IsPointOfNoReturn && (item.Done.Contains(step.Number) || item.Open.Contains(step.Number))).Select(step => step.Number).DefaultIfEmpty(0).Max();
        return run.Plan.Steps.Where(step => step.IsRest && step.Number >= crossed && step.Items.Contains(item.Item.Key)).Select(step => step.Number).DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <summary>The step that has stopped writes for longer than it may and can still be taken back; null for none.</summary>
    public static PlanStep? Overdue(Run run, DateTimeOffset now)
    {
        foreach (var fence in run.Plan.Steps)
        {
            if (fence.HeldAtMost is not { } most || !run.Begun.TryGetValue(fence.Number, out var since) || now - since <= most) continue;
            // One that did not go back when it was tried is a person's by now.
            if (!fence.Items.Any(key => run.Items[key] is var item && item.Stop?.At != -fence.Number && (item.Done.Contains(fence.Number) || item.Open.Contains(fence.Number)))) continue;
            // Once the other side is being made writable, or what is fenced is being replaced, lifting it would make two of them.
            var crossed = run.Plan.Steps.Any(step => step.Number > fence.Number && step.IsPointOfNoReturn && run.Items.Values.Any(item => item.Done.Contains(step.Number) || item.Open.Contains(step.Number)));
            if (!crossed) return fence;
        }

        return null;
    }

    /// <summary>
    /// Whether what a look has just found makes the other side the one that leads: once. Where it goes through for all or for none, all
    /// have to be proven; else those that stopped hold up nobody.
    /// </summary>
    public static bool Turns(Run run, PlanStep step, int got, int looked, int stopped) =>
        run.Turns.All(turned => turned.Pair != step.Turns!.Pair || turned.Side != step.Turns.Side)
        && (run.Plan.Steps.Any(each => each.Together) ? got == looked && run.Items.Values.All(item => item.Stop is null) : got + stopped == looked);

    public static RunEvent.Overdue SayOverdue(Run run, PlanStep fence) => new(
        fence.Number, $"{fence.Member} has taken no writes since {run.Begun[fence.Number]:HH:mm:ss} UTC, longer than the {fence.HeldAtMost!.Value.TotalMinutes:0.#} min that were agreed to.");

    /// <summary>A digest of what was found on the items that a step asks about: a yes counts for exactly this.</summary>
    public static string FoundDigest(Run run, PlanStep step)
    {
        using var digest = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var key in step.Items.Where(key => run.Items[key].Stop is null).Order(StringComparer.Ordinal))
        {
            foreach (var text in run.Items[key].Notes.OrderBy(note => note.Key, StringComparer.Ordinal).SelectMany(note => new[] { key, note.Key, note.Value }))
            {
                digest.AppendData(BitConverter.GetBytes(text.Length));
                digest.AppendData(System.Text.Encoding.UTF8.GetBytes(text));
            }
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Every step that is for it was done to it.</summary>
    public static bool IsThrough(Run run, ItemRun item) => item.Phase(run.Plan) == ItemPhase.Done;

    /// <summary>All steps are through: what that makes of the run.</summary>
    public static RunEvent Close(Run run)
    {
        // Once it is aborted, an item that stopped and has nothing of ours on it is no different from one that was never touched.
        var stopped = run.InOrder.Where(item => item.Stop is not null && (!run.IsAborting || item.Done.Count > 0 || item.Open.Count > 0)).ToList();
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
        var way = run.InOrder.Where(item => item.Phase(run.Plan) == ItemPhase.UnderWay).ToLookup(item => IsAtRest(run, item));
        var (rested, kept) = (way[true].Count(), way[false].ToList());
        // One that stopped and has nothing of ours on it needs nobody.
        var clean = run.InOrder.Where(item => item.Stop is not null && item.Done.Count == 0 && item.Open.Count == 0).ToLookup(item => item.TakenBack.Count > 0);
        var (done, undone, untouched) = (run.Count(ItemPhase.Done), run.Count(ItemPhase.Undone) + clean[true].Count(), run.Count(ItemPhase.Untouched) + clean[false].Count());
        var stopped = run.Count(ItemPhase.Stopped) - clean[true].Count() - clean[false].Count();
        return string.Join(' ', new[]
        {
            done > 0 ? $"{Items(done)} done." : "",
            undone > 0 ? $"{Items(undone)} taken back." : "",
            kept.Count > 0 ? $"{Items(kept.Count)} left with what nothing takes back ({Kinds(run, kept)}): {First(kept)}." : "",
            rested > 0 ? $"{Items(rested)} left in order, part of the way." : "",
            untouched > 0 ? $"{Items(untouched)} never touched." : "",
            stopped > 0 ? $"{Items(stopped)} left to a person." : "",
        }.Where(part => part.Length > 0));
    }

    /// <summary>What was done to these, by the kinds of its steps.</summary>
    internal static string Kinds(Run run, IEnumerable<ItemRun> items) =>
        string.Join(", ", items.SelectMany(item => item.Done.Union(item.Open)).Distinct().Order().Select(number => run.Plan.Step(number)).OfType<PlanStep>().Where(step => step.Class != StepClass.Read).Select(step => step.Kind).Distinct());

    private static string First(List<ItemRun> items) => string.Join(", ", items.Take(3).Select(item => item.Item.Key)) + (items.Count > 3 ? ", …" : "");

    internal static string Items(int count) => count == 1 ? "1 item" : $"{count} items";

    private static string Word(RunMove move) => move.ToString().ToLowerInvariant();

    private static Refusal Begun(RunMove move) => new(Word(move), "It has begun already.", "Abort it: the page says what that does now.");
}
