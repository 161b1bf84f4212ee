using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>Plans and runs in the API's words.</summary>
internal static class ToRunAnswer
{
    public const int MostCalls = 50;

    public static PlanAnswer Plan(Plan plan, int needed, Func<PlanStep, IReadOnlyList<StepCall>> callsOf) => new(
        plan.Id,
        plan.Hash,
        plan.Operation,
        plan.Title,
        [.. plan.Items.Select(item => new PlanItemAnswer(item.Member, item.Name, item.Identity, item.Pair, item.Facts))],
        [.. plan.Steps.Select(step => Step(step, callsOf))],
        [.. plan.UndoSteps.OrderByDescending(step => step.Number).Select(step => Step(step, callsOf))],
        [.. plan.Findings.Select(found => new GuardAnswer(found.Title, found.Value, found.Passes))],
        [.. plan.Parameters.Select(parameter => new PlanParameterAnswer(parameter.Name, parameter.Value, parameter.Given))],
        plan.Destroys,
        plan.Warnings,
        [.. plan.BrokenGlass.Select(broken => new BrokenGuardAnswer(broken.Name, broken.Why, broken.Items))],
        plan.Loss?.Say(),
        plan.TakesOver,
        plan.ConfirmWith,
        needed,
        plan.Steps.FirstOrDefault(step => step.IsPointOfNoReturn)?.Number,
        plan.Estimate?.TotalSeconds,
        plan.Holds,
        plan.MadeAt.UtcDateTime);

    public static RunAnswer Run(Run run) => new(
        run.Id,
        run.Phase.Id(),
        run.Phase.Word(),
        run.Plan.Operation,
        run.Plan.Title,
        run.Plan.Hash,
        run.Who,
        run.Name,
        run.Reason,
        run.RequestedAt.UtcDateTime,
        run.StartedAt?.UtcDateTime,
        run.EndedAt?.UtcDateTime,
        run.Says,
        run.Next,
        run.Needs,
        [.. run.Approvals.Select(given => new ApprovalAnswer(given.Who, given.Name, given.At.UtcDateTime, given.Until.UtcDateTime, given.Revoked, given.Comment))],
        new RunCountsAnswer(
            run.Items.Count, run.Count(ItemPhase.Done), run.Count(ItemPhase.UnderWay), run.Count(ItemPhase.Untouched), run.Count(ItemPhase.Undone), run.Count(ItemPhase.Stopped)),
        run.Step,
        run.Plan.Steps.Count,
        run.Phase.IsOver() ? "It is over." : AbortAnswer.Of(run).Sentence,
        Asks(run),
        run.NotBefore?.UtcDateTime,
        run.Version);

    private static AsksAnswer? Asks(Run run) => RunDesk.Asks(run) is { Asks: { } asks } step && RunRules.FoundDigest(run, step) is var digest
        ? new AsksAnswer(step.Number, asks.Question, asks.People, asks.ByOthers, asks.WantsWords, digest, [.. run.Words.Where(word => word.Step == step.Number && word.Digest == digest).Select(word => word.Name)])
        : null;

    public static RunDetailAnswer Detail(Run run, int page, int size, Func<PlanStep, IReadOnlyList<StepCall>> callsOf) => new(
        Run(run),
        Plan(run.Plan, run.Needs, callsOf),
        [.. run.InFlight.Values.Select(call => new CallRunAnswer(call.Number, call.Step, call.Attempt, call.Member, call.Line, call.Items, call.At.UtcDateTime))],
        run.Owes,
        page,
        size,
        [.. run.InOrder.Skip((page - 1) * size).Take(size).Select(item => new RunItemAnswer(
            item.Item.Member, item.Item.Name, State(item.Phase(run.Plan)), [.. item.Done], item.Stop?.Why, item.Stop?.Lift, item.Stop?.Next, item.Notes))]);

    public static HaltAnswer Halt(Halt halt) => new(halt.Pair, halt.Who, halt.Name, halt.Reason, halt.At.UtcDateTime, halt.Until?.UtcDateTime);

    private static PlanStepAnswer Step(PlanStep step, Func<PlanStep, IReadOnlyList<StepCall>> callsOf) => new(
        step.Number,
        step.Kind,
        step.Words,
        step.Class.ToString().ToLowerInvariant(),
        step.Member,
        step.Items.Count,
        step.Calls,
        [.. callsOf(step).Take(MostCalls).Select(call => new CallAnswer(call.Call.Member, call.Call.Line, call.Call.Body))],
        step.Probe,
        step.Undo,
        step.IsPointOfNoReturn,
        step.Deadline.TotalSeconds);

    private static string State(ItemPhase phase) => phase switch
    {
        ItemPhase.Untouched => "untouched",
        ItemPhase.UnderWay => "under-way",
        ItemPhase.Done => "done",
        ItemPhase.Undone => "undone",
        ItemPhase.Stopped => "stopped",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };
}
