using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

public enum PhasePlace
{
    Past,
    Now,
    Ahead,

    /// <summary>The run ended before it.</summary>
    Left,
}

/// <param name="From">The first of its steps; 0 for what is before and after all steps.</param>
public sealed record JourneyPhase(string Word, int From, int To, PhasePlace Place);

/// <summary>The steps of a journey, gathered to the phases that people speak of. Pure.</summary>
public static class JourneyPhases
{
    private const string Assess = "Assess";
    private const string Report = "Report";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        Verbs.SetUp, Verbs.Failover, Verbs.Switchover, Verbs.ReturnHome, Verbs.Failback, Verbs.Recover, Verbs.Drill, Verbs.Maintenance, Verbs.Fence,
    };

    public static bool IsJourney(Plan plan) => Known.Contains(plan.Operation);

    public static IReadOnlyList<JourneyPhase> Of(Run run)
    {
        var all = Gather(run.Plan);
        var at = run.StartedAt is null || run.Step == 0 ? 0 : all.FindIndex(phase => phase.From <= Math.Abs(run.Step) && Math.Abs(run.Step) <= phase.To);
        return [.. all.Select((phase, i) => phase with { Place = PlaceOf(run, phase, i, at) })];
    }

    /// <summary>The one it is in; the last word when it is over.</summary>
    public static string Now(Run run) => Of(run).FirstOrDefault(phase => phase.Place == PhasePlace.Now)?.Word ?? run.Phase.Word();

    private static PhasePlace PlaceOf(Run run, JourneyPhase phase, int place, int at)
    {
        if (!run.Phase.IsOver()) return place < at ? PhasePlace.Past : place == at ? PhasePlace.Now : PhasePlace.Ahead;
        if (run.Phase == RunPhase.Succeeded || phase.Word == Report) return PhasePlace.Past;
        return phase.From > 0 ? Enumerable.Range(phase.From, phase.To - phase.From + 1).All(run.Finished.ContainsKey) ? PhasePlace.Past : PhasePlace.Left
            : run.StartedAt is null ? PhasePlace.Left : PhasePlace.Past;
    }

    private static List<JourneyPhase> Gather(Plan plan)
    {
        var all = new List<JourneyPhase> { new(Assess, 0, 0, PhasePlace.Ahead) };
        var turned = false;
        foreach (var step in plan.Steps)
        {
            var word = WordOf(plan, step, turned);
            if (word == all[^1].Word) all[^1] = all[^1] with { From = all[^1].From == 0 ? step.Number : all[^1].From, To = step.Number };
            else all.Add(new JourneyPhase(word, step.Number, step.Number, PhasePlace.Ahead));
            turned |= step.Turns is not null;
        }

        all.Add(new JourneyPhase(Report, 0, 0, PhasePlace.Ahead));
        return all;
    }

    private static string WordOf(Plan plan, PlanStep step, bool turned) => step.Kind switch
    {
        StepKinds.Witness or StepKinds.Connect => Assess,
        StepKinds.Ledger => "Preserve",
        // The old side is fenced to be compared; the side that leads, to be drained.
        StepKinds.Fence => plan.Operation == Verbs.Failback && step.HeldAtMost is null ? "Preserve" : "Fence",
        StepKinds.Unfence => "Allow writes",
        StepKinds.Settle => "Approve",
        StepKinds.Merge => "Re-seed",
        StepKinds.Drain => "Drain",
        StepKinds.Compare or StepKinds.Verify => "Verify",
        StepKinds.WriteAlias or StepKinds.Route => "Route",
        StepKinds.Delete or StepKinds.Tidy => "Clean up",
        StepKinds.Discard or StepKinds.Follow or StepKinds.PutPattern or StepKinds.DeletePattern => turned ? "Re-protect" : plan.Operation is Verbs.SetUp or Verbs.Drill ? "Copy" : "Re-seed",
        StepKinds.CaughtUp => turned ? "Re-protect" : "Catch up",
        StepKinds.Wait => plan.Operation == Verbs.Maintenance ? "Wait" : "Catch up",
        StepKinds.PausePattern or StepKinds.Pause or StepKinds.Resume or StepKinds.ResumePattern or StepKinds.Open when plan.Operation == Verbs.Maintenance || IsBack(plan) => step.Kind is StepKinds.PausePattern or StepKinds.Pause ? "Pause" : "Resume",
        StepKinds.PausePattern or StepKinds.Pause or StepKinds.Resume or StepKinds.ResumePattern => turned ? "Re-protect" : plan.Steps.Any(other => other.Number > step.Number && other.HeldAtMost is not null) ? "Fence" : "Promote",
        _ => "Promote",
    };

    /// <summary>A recovery that leads back to following: nothing is promoted by it.</summary>
    private static bool IsBack(Plan plan) => plan.Operation == Verbs.Recover && plan.Steps.All(step => step.Turns is null);
}
