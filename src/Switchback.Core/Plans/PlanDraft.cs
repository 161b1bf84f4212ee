namespace Switchback.Core.Plans;

/// <summary>Puts the seals on a plan: numbers its steps, digests its calls, and hashes the whole.</summary>
public static class PlanDraft
{
    /// <summary>The plan with its calls counted and digested and with its hash.</summary>
    /// <param name="plan">The plan, without seals.</param>
    /// <param name="callsOf">The calls of one of its steps.</param>
    public static Plan Seal(Plan plan, Func<Plan, PlanStep, IReadOnlyList<StepCall>> callsOf)
    {
        var numbered = plan with { Steps = [.. plan.Steps.Select((step, place) => step with { Number = place + 1 })] };
        var sealedPlan = numbered with { Steps = [.. numbered.Steps.Select(Digested)], UndoSteps = [.. numbered.UndoSteps.Select(Digested)] };
        return sealedPlan with { Hash = PlanHash.Of(sealedPlan) };

        PlanStep Digested(PlanStep step)
        {
            var calls = callsOf(numbered, step);
            return step with { Calls = calls.Count, CallsDigest = PlanHash.OfCalls(calls) };
        }
    }
}
