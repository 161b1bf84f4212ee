using Switchback.Core.Runs;

namespace Switchback.Dashboard.Pages.Runs;

/// <summary>A step of a run in the list of steps: how many of its items have it.</summary>
public sealed record StepLine(int Number, string Words, int Done, int All, bool IsNow, bool IsEnded)
{
    public int Percent => All == 0 ? 0 : Done * 100 / All;

    public string Mark => IsEnded && Done == All ? "✓" : Number < 0 ? "↩" : $"{Number}";

    public string Class => IsNow ? "now" : IsEnded && Done == All ? "past" : "";

    /// <summary>The steps of the plan, and those that take back which were begun.</summary>
    public static IReadOnlyList<StepLine> Of(Run run) =>
    [
        .. run.Plan.Steps.Select(step => new StepLine(
            step.Number, step.Words, step.Items.Count(key => run.Items[key].Done.Contains(step.Number)), step.Items.Count, run.Step == step.Number && !run.Phase.IsOver(), run.Finished.ContainsKey(step.Number))),
        .. run.Plan.UndoSteps.Where(step => run.Begun.ContainsKey(step.Number)).OrderBy(step => run.Begun[step.Number]).Select(step => new StepLine(
            step.Number, step.Words, step.Items.Count(key => run.Items[key].TakenBack.Contains(-step.Number)),
            step.Items.Count(key => run.Items[key].TakenBack.Contains(-step.Number) || run.Items[key].Stop is not null), run.Step == step.Number && !run.Phase.IsOver(), run.Finished.ContainsKey(step.Number))),
    ];
}
