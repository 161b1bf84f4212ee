using Switchback.Core.Runs;

namespace Switchback.Dashboard.Pages.Runs;

/// <summary>A step of a run in the list of steps: how many of its items have it.</summary>
public sealed record StepLine(int Number, string Words, int Done, int All, bool IsNow, bool IsEnded)
{
    /// <summary>Plans with no more steps than this are shown whole.</summary>
    private const int Few = 12;

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
    /// <summary>Those around the current one, or around the end when the run is over, and how many are before and after them.</summary>
    public static (IReadOnlyList<StepLine> Shown, int Before, int After) Around(IReadOnlyList<StepLine> lines)
    {
        if (lines.Count <= Few) return (lines, 0, 0);
        var now = Enumerable.Range(0, lines.Count).Where(i => lines[i].IsNow).Append(-1).First();
        // Over, or not begun: where it stands is after the last that is through.
        if (now < 0) now = Math.Min(lines.Count - 1, Enumerable.Range(0, lines.Count).Count(i => lines[i].IsEnded));
        var start = Math.Clamp(now - (Few / 3), 0, lines.Count - Few);
        return ([.. lines.Skip(start).Take(Few)], start, lines.Count - start - Few);
    }
}
