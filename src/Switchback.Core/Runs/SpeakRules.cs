using Switchback.Core.Pairs;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>Whether somebody may say yes to what a step asks. Pure.</summary>
internal static class SpeakRules
{
    public static DeskOutcome.Refused? Refuse(Run run, Actor actor, int step, string digest, string words)
    {
        if (run.Phase != RunPhase.Running || run.Step != step || run.Plan.Step(step) is not { Asks: { } asks } asking)
            return DeskOutcome.No(RefusalKind.Conflict, "step", "The run does not ask that now.", "Look at the run again.");
        if (asks.ByOthers && !actor.MayApprove) return new DeskOutcome.Refused(RefusalKind.NotAllowed, RunDesk.MayNot("answer", "approver"));
        if (!asks.ByOthers && !actor.MayOperate) return new DeskOutcome.Refused(RefusalKind.NotAllowed, RunDesk.MayNot("answer", "operator"));
        if (asks.ByOthers && actor.Who == run.Who) return DeskOutcome.No(RefusalKind.NotAllowed, "answer", "You asked for the run yourself: somebody else has to answer.", "Ask another approver.");
        if (digest != RunRules.FoundDigest(run, asking)) return DeskOutcome.No(RefusalKind.Conflict, "digest", "What was found has changed since you looked.", "Look at it again.");
        if (asks.WantsWords && string.IsNullOrWhiteSpace(words)) return DeskOutcome.No(RefusalKind.Invalid, "words", "What you did or saw is missing: it stands in the record.", "Say it in a few words.");
        return run.Words.Any(word => word.Who == actor.Who && word.Step == step && word.Digest == digest)
            ? DeskOutcome.No(RefusalKind.Conflict, "answer", "You have said yes to this already.", "Wait for the others.")
            : null;
    }
}
