using Switchback.Core.Fleet;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;

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
    string? Spark)
{
    public string Href => PairWords.PageOf(Id);

    public static PairCard Of(PairView pair, FleetSnapshot snapshot, DateTimeOffset now)
    {
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
            PairFacts.Of(pair, figures, now),
            NextStep.Of(pair),
            figures.Spark);
    }
}

/// <summary>What a person does next about a pair, and where.</summary>
/// <param name="Href">Where to do it; null when there is nothing to do.</param>
public sealed record NextStep(Grade Grade, string Sentence, string? Link, string? Href)
{
    public static NextStep Of(PairView pair)
    {
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
