using Switchback.Core.Fleet;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

/// <summary>What a pair is busy with, as cards and walls say it.</summary>
/// <param name="Doing">Its phase, and how far it is.</param>
/// <param name="Asks">What a person does next; null when nobody has to.</param>
public sealed record PairRun(string Id, string Title, Grade Grade, string Doing, string? Asks)
{
    public string Href => $"/runs/{Id}";

    /// <summary>In one line.</summary>
    public string Line => $"{Title}: {Doing}";

    public static PairRun? Of(Run? run, DateTimeOffset now) => run is null ? null : new PairRun(
        run.Id, run.Plan.Title, HumanTurn.Of(run, now) is null ? RunWords.Grade(run.Phase) : run.Phase == RunPhase.NeedsHuman ? Grade.Bad : Grade.Watch, DoingOf(run, now), HumanTurn.Of(run, now));

    /// <summary>The run that has the pair; before there is one, the oldest that waits for somebody to agree.</summary>
    public static Run? Holding(IEnumerable<Run> all, string pair) =>
        all.Where(run => !run.Phase.IsOver() && run.Plan.Pairs.Contains(pair, StringComparer.OrdinalIgnoreCase)).OrderBy(run => run.StartedAt is null).ThenBy(run => run.RequestedAt).FirstOrDefault();

    /// <summary>When failing over was last rehearsed with success; null for never.</summary>
    public static DateTimeOffset? LastDrill(IEnumerable<Run> all, string pair) =>
        all.Where(run => run is { Phase: RunPhase.Succeeded, Plan.Operation: Verbs.Drill } && run.Plan.Pairs.Contains(pair, StringComparer.OrdinalIgnoreCase)).Max(run => run.EndedAt);

    /// <summary>How old the last drill is, in words.</summary>
    public static string DrillSaid(DateTimeOffset? last, DateTimeOffset now) => last is { } at ? $"drilled {Kit.Words.Ago(now - at)}" : "never drilled";

    private static string DoingOf(Run run, DateTimeOffset now)
    {
        if (run.StartedAt is null) return run.NotBefore is { } start && start > now ? $"begins in {Kit.Words.Span(start - now)}" : "waits for approval";
        var phase = JourneyPhases.IsJourney(run.Plan) ? JourneyPhases.Now(run) : run.Phase.Word();
        if (run.IsAborting) return "aborting";
        if (run.Phase is RunPhase.NeedsHuman or RunPhase.Paused) return $"{phase}, {run.Phase.Word().ToLowerInvariant()}";
        return run.Step > 0 && run.Plan.Step(run.Step) is { } step && step.Items.Count - run.Pending(step).Count is var done && step.Items.Count > 1 && RunDesk.Asks(run) is null
            ? $"{phase}, {Kit.Words.Count(done)} of {Kit.Words.Count(step.Items.Count)}"
            : phase;
    }
}
