using Switchback.Core.Fleet;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Fleet;
using Switchback.Dashboard.Pages.Runs.Journeys;

namespace Switchback.Dashboard.Pages.Wall;

/// <summary>A pair as the wall says it: large, as a tile, or as a line.</summary>
/// <param name="Needs">What a person has to do; null when nobody has to do anything.</param>
/// <param name="Line">Everything in one line, for a tile or a quiet pair.</param>
/// <param name="IsOld">Neither side answers: all of this is how it was.</param>
public sealed record WallTile(
    string Id, Grade Grade, string Word, SideDrawing Home, SideDrawing Away, ArrowDrawing Arrow, IReadOnlyList<WallNumber> Numbers, string? Needs, string Line, bool IsOld, PairRun? Run = null)
{
    public bool IsQuiet => Grade is Grade.Fine or Grade.Resting && Needs is null && Run is null;

    public static WallTile Of(PairView pair, FleetSnapshot snapshot, DateTimeOffset now, RunningPairs? running = null)
    {
        var known = running?.Of(pair.Options.Id);
        var run = PairRun.Of(known?.Run, now);
        var next = NextStep.Of(pair, run);
        var sides = new[] { snapshot.Member(pair.Options.Home), snapshot.Member(pair.Options.Away) };
        return new WallTile(
            pair.Options.Id, pair.State.Grade, pair.State.Word,
            SideDrawing.Of(pair, Side.Home, snapshot, now), SideDrawing.Of(pair, Side.Away, snapshot, now), ArrowDrawing.Of(pair),
            WallNumber.Of(pair, snapshot, now),
            next.Grade is Grade.Fine or Grade.Working ? null : next.Sentence,
            LineOf(pair, PairFigures.Of(snapshot, pair.Options.Id), known is { } of ? PairRun.DrillSaid(of.LastDrill, now) : null),
            sides.All(side => side is null || side.Line is MemberLine.NotAnswering),
            run);
    }

    private static string LineOf(PairView pair, PairFigures figures, string? drilled)
    {
        var parts = new List<string> { ArrowDrawing.Of(pair).Words };
        var exposure = pair.Exposure;
        if (figures.WorstBehind is { } behind && !exposure.AtLeast) parts.Add($"worst {PairWords.Seconds(behind)} behind");
        if (exposure.WithoutCopy > 0) parts.Add($"{Words.Count(exposure.WithoutCopy)} without a copy");
        if (exposure.Operations is { } operations) parts.Add($"would lose {(exposure.AtLeast ? "≥ " : "")}{Words.Count(operations)} {(operations == 1 ? "operation" : "operations")}");
        else if (pair.Items > 0) parts.Add("loss not known");
        parts.Add(PairWords.Of(pair.Protection).Word);
        if (drilled is not null) parts.Add(drilled);
        return string.Join(" · ", parts);
    }
}
