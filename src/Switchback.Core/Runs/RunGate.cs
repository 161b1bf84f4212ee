using Switchback.Core.Approvals;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>
/// Whether a call with effect may leave now. Asked on the newest state of the run in the very moment its intent is recorded,
/// by every path there is.
/// </summary>
public sealed class RunGate(ApprovalPolicy policy, IPeople people, Controls controls, TimeProvider time, Func<string, Side?>? recorded = null)
{
    /// <summary>What keeps it back; null when nothing does.</summary>
    public string? Closed(Run run, PlanStep step)
    {
        if (controls.Stopping(run.Plan.Pairs) is { } halt) return $"{halt.Say()} Nothing with effect is sent until that is lifted.";
        // What takes a step back restores what was there before: the approval of the way forward covers the way back.
        if (step.Number < 0) return null;
        if (step.Spares is { } spared && recorded?.Invoke(spared.Pair) is var leads && (leads is null || leads == spared.Side))
        {
            return leads is null
                ? $"Which side of {spared.Pair} leads is not recorded, and what leads is never destroyed: record it first."
                : $"{spared.Member} is recorded as the side of {spared.Pair} that leads, and what leads is never destroyed. Record the other one, if that is wrong.";
        }

        if (step.HeldAtMost is { } held && Gravest(run.Plan, step) is var grave && policy.Missing(run, grave, people, time.GetUtcNow() + held) is > 0 and var few)
            return $"Writes are stopped only when the approvals last until they can be allowed again ({held.TotalMinutes:0.#} min): {few} more {(few == 1 ? "person has" : "people have")} to agree, anew.";
        var missing = policy.Missing(run, step.Class, people, time.GetUtcNow());
        return missing == 0 ? null : $"The approval for this step has run out or was taken back: {missing} more {(missing == 1 ? "person has" : "people have")} to agree, and then it goes on.";
    }

    /// <summary>Whether as many as have to have said yes to what the step asks, on the ground of what is found now.</summary>
    public bool IsSaid(Run run, PlanStep step)
    {
        if (step.Asks is not { } asks) return true;
        return Said(run, step).Count >= asks.People;
    }

    /// <summary>Whose yes counts now.</summary>
    public IReadOnlyList<string> Said(Run run, PlanStep step)
    {
        if (step.Asks is not { } asks) return [];
        var found = RunRules.FoundDigest(run, step);
        return
        [
            .. run.Words.Where(word => word.Step == step.Number && word.Digest == found && (!asks.ByOthers || (word.Who != run.Who && people.MayApprove(word.Who))))
                .Select(word => word.Who).Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The gravest of what comes between stopping writes and allowing them on the other side.</summary>
    private static StepClass Gravest(Plan plan, PlanStep fence) =>
        plan.Steps.Where(step => step.Number > fence.Number).TakeWhile(step => step.Turns is null).Select(step => step.Class).Where(grave => grave != StepClass.Route).DefaultIfEmpty(StepClass.Reversible).Max();
}
