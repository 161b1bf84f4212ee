using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>What to do with one item of a step after a look. Closed.</summary>
internal abstract record StepDecision
{
    private StepDecision()
    {
    }

    /// <summary>The effect is there.</summary>
    public sealed record Done : StepDecision;

    public sealed record Send : StepDecision;

    public sealed record Wait : StepDecision;

    public sealed record Stop(string Why, string Lift) : StepDecision;
}

/// <summary>
/// From what is known of an item and what a look saw to what happens next. Pure. Only a look says that it is done, and only a look
/// that sees nothing there and nothing on its way lets a call be sent, or sent again.
/// </summary>
internal static class StepRules
{
    public static StepDecision Decide(ItemRun item, PlanStep step, ItemSight sight, int mostAttempts, bool late)
    {
        switch (sight.Effect)
        {
            case Presence.There:
                return new StepDecision.Done();
            case Presence.UnderWay or Presence.Unclear:
                return late ? TooLate(item, step, sight) : new StepDecision.Wait();
            case Presence.Absent:
                break;
            default:
                // A word that we do not know proves nothing, and is not waited for for ever.
                return late ? TooLate(item, step, sight) : new StepDecision.Wait();
        }

        if (sight.Refusal is { } refusal)
        {
            if (sight.PassesByItself && !late) return new StepDecision.Wait();
            return new StepDecision.Stop(refusal.Why, refusal.Lift);
        }

        var answer = item.LastAnswer is { } last && last.Step == step.Number ? last : null;
        if (answer is { Outcome: RunEvent.Answer.Rejected }) return new StepDecision.Stop(answer.Said, "Put right what it names, and retry; or abort.");
        if (late) return TooLate(item, step, sight);
        var postponed = answer is { Outcome: RunEvent.Answer.Postponed };
        if (!postponed && item.Attempts.GetValueOrDefault(step.Number) >= mostAttempts)
        {
            return new StepDecision.Stop(
                $"It was sent {mostAttempts} times and had no effect. The last answer: {answer?.Said ?? "none."}",
                "Look at what the answers say, and retry; or abort.");
        }

        return new StepDecision.Send();
    }

    private static StepDecision.Stop TooLate(ItemRun item, PlanStep step, ItemSight sight) => new(
        item.Open.Contains(step.Number) || sight.Effect == Presence.UnderWay
            ? $"Its effect was not seen within {step.Deadline.TotalMinutes:0.#} min, and it may still come: {sight.Seen}"
            : $"It could not be done within {step.Deadline.TotalMinutes:0.#} min: {sight.Seen}",
        "Nothing is assumed to have stopped over there. Look, and retry: it begins by looking again.");
}
