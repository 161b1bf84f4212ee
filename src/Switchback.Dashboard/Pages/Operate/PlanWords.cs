using Switchback.Core.Plans;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Operate;

/// <summary>What else is to be said of a step before anybody agrees to it.</summary>
public static class PlanWords
{
    public static IEnumerable<string> Of(PlanStep step)
    {
        if (step.Asks is { } asks) yield return $"It waits for {Who(asks)}{(asks.WantsWords ? ", in their words" : "")}: {asks.Question}";
        if (step.HeldAtMost is { } most) yield return $"An outage of {Words.Span(most)} at most: past it, and before the point of no return, writes are allowed again by themselves.";
        if (step.Together) yield return "For all or for none: it begins only when nothing of the plan has stopped.";
        if (step.Turns is { } turns) yield return $"From then on {turns.Member} ({PairWords.Of(turns.Side)}) is recorded as the side that leads.";
        if (step.Spares is { } spares) yield return $"Not sent while {spares.Member} is recorded as the side that leads.";
        if (step.IsRest) yield return "After this the pair is in order: an abort goes back no further.";
    }

    /// <summary>Who has to say it.</summary>
    public static string Who(Asking asks) => asks.ByOthers
        ? asks.People == 1 ? "an approver other than the one who asks for it" : $"{asks.People} approvers other than the one who asks for it"
        : asks.People == 1 ? "an operator" : $"{asks.People} operators";
}
