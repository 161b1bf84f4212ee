using Switchback.Core.Fleet;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Runs.Journeys;

namespace Switchback.Dashboard.Pages.Fleet;

/// <summary>A pair as its card on the fleet page says it.</summary>
public sealed record PairCard(
    string Id,
    Grade Grade,
    string Word,
    string Reason,
    string ProtectionTone,
    string Protection,
    SideDrawing Home,
    SideDrawing Away,
    ArrowDrawing Arrow,
    IReadOnlyList<PairFact> Facts,
    NextStep Next,
    string? Spark,
    PairRun? Run = null)
{
    public string Href => PairWords.PageOf(Id);

    public static PairCard Of(PairView pair, FleetSnapshot snapshot, DateTimeOffset now, RunningPairs? running = null)
    {
        var known = running?.Of(pair.Options.Id);
        var run = PairRun.Of(known?.Run, now);
        var figures = PairFigures.Of(snapshot, pair.Options.Id);
        var (tone, protection) = PairWords.Of(pair.Protection);
        return new PairCard(
            pair.Options.Id,
            pair.State.Grade,
            pair.State.Word,
            pair.State.Reason,
            tone,
            protection,
            SideDrawing.Of(pair, Side.Home, snapshot, now),
            SideDrawing.Of(pair, Side.Away, snapshot, now),
            ArrowDrawing.Of(pair),
            PairFacts.Of(pair, figures, now, known is { } of ? PairRun.DrillSaid(of.LastDrill, now) : null),
            NextStep.Of(pair, run),
            figures.Spark,
            run);
    }
}

/// <summary>What a person does next about a pair, and where.</summary>
/// <param name="Href">Where to do it; null when there is nothing to do.</param>
public sealed record NextStep(Grade Grade, string Sentence, string? Link, string? Href)
{
    /// <param name="pair">The pair.</param>
    /// <param name="run">What it is busy with: then that is what comes next.</param>
    public static NextStep Of(PairView pair, PairRun? run = null)
    {
        if (run is not null) return new NextStep(run.Grade, run.Asks ?? run.Line, run.Asks is null ? "Watch" : "Look and answer", run.Href);
        var (id, state) = (pair.Options.Id, pair.State);
        var isUrgent = state.Grade is Grade.Bad or Grade.Risk;
        if (pair.Recorded is null && !isUrgent && state.Kind != PairStateKind.Unknown)
            return new NextStep(Grade.Watch, "Nobody has recorded which side is active: look and record.", "Record", $"{PairWords.PageOf(id)}#record");
        if (state.Next.Length == 0) return new NextStep(Grade.Fine, "Nothing to do.", null, null);
        return state.Kind is PairStateKind.Attention or PairStateKind.Behind or PairStateKind.Copying && pair.Counts is [var worst, ..]
            ? new NextStep(state.Grade, state.Next, "Follower indices", PairWords.FollowersOf(id, worst.Kind))
            : new NextStep(state.Grade, state.Next, null, null);
    }
}
