using Switchback.Core.Approvals;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>
/// Whether a call with effect may leave now. Asked on the newest state of the run in the very moment its intent is recorded,
/// by every path there is.
/// </summary>
public sealed class RunGate(ApprovalPolicy policy, IPeople people, Controls controls, TimeProvider time)
{
    /// <summary>What keeps it back; null when nothing does.</summary>
    public string? Closed(Run run, PlanStep step)
    {
        if (controls.Stopping(run.Plan.Pairs) is { } halt) return $"{halt.Say()} Nothing with effect is sent until that is lifted.";
        // What takes a step back restores what was there before: the approval of the way forward covers the way back.
        if (step.Number < 0) return null;
        var missing = policy.Missing(run, step.Class, people, time.GetUtcNow());
        return missing == 0 ? null : $"The approval for this step has run out or was taken back: {missing} more {(missing == 1 ? "person has" : "people have")} to agree, and then it goes on.";
    }
}
