using Switchback.Core.Plans;

namespace Switchback.Core.Tests.Runs;

/// <summary>Plans of the invented system.</summary>
internal static class Plans
{
    public static PlanStep Step(string kind, StepClass grave, params string[] items) => new()
    {
        Number = 0,
        Kind = kind,
        Words = $"It does {kind}.",
        Class = grave,
        Member = "away",
        Items = items,
        Probe = "It is there.",
        Deadline = TimeSpan.FromMinutes(5),
        IsPointOfNoReturn = grave is StepClass.Promote or StepClass.Destroy,
    };

    public static PlanStep Undo(int number, bool evenIfStopped, params string[] items) =>
        Step($"undo-{-number}", StepClass.Reversible, items) with { Number = number, EvenIfStopped = evenIfStopped };

    public static Plan Of(TapeDriver driver, DateTimeOffset now, IReadOnlyList<string> names, IReadOnlyList<PlanStep> steps, IReadOnlyList<PlanStep>? undo = null) => PlanDraft.Seal(
        new Plan
        {
            Id = "plan-1",
            Operation = "move",
            System = "tape",
            Title = "Move the estate",
            Items = [.. names.Select(name => new PlanItem("away", name, $"id-{name}", new Dictionary<string, string>()) { Pair = "tapes" })],
            Steps = steps,
            UndoSteps = undo ?? [],
            Holds = ["pair/tapes", "member/away"],
            MadeAt = now,
            MadeBy = "rehearsal:operator",
        },
        (plan, step) => driver.CallsOf(plan, step));

    /// <summary>The four steps of a promotion, for items that are closed on the way.</summary>
    public static Plan Promotion(TapeDriver driver, DateTimeOffset now, params string[] names)
    {
        string[] keys = [.. names.Select(name => $"away/{name}")];
        return Of(
            driver, now, names,
            [Step("stop", StepClass.Reversible, keys), Step("shut", StepClass.Reversible, keys), Step("cut", StepClass.Promote, keys), Step("open", StepClass.Reversible, keys)],
            [Undo(-2, evenIfStopped: true, keys), Undo(-1, evenIfStopped: false, keys)]);
    }
}
