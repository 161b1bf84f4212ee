using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Kit;

/// <summary>One side of a pair as it is drawn.</summary>
/// <param name="Role">What it is: as recorded, or as observed when nobody has recorded it. Says which of the two.</param>
/// <param name="Leads">Drawn as the one that clients write to.</param>
/// <param name="IsGone">It does not answer: how it was, not how it is.</param>
public sealed record SideDrawing(string Member, string Side, string Role, bool Leads, bool IsGone, Grade Line, string LineWord, string? Version)
{
    public static SideDrawing Of(PairView pair, Side side, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var view = pair[side];
        var member = snapshot.Member(view.Member);
        var (line, word) = PairWords.Line(member, now);
        return new SideDrawing(
            view.Member, PairWords.Of(side), RoleOf(pair, view), pair.Active == side, member?.Line is MemberLine.NotAnswering, line, word, member?.Version);
    }

    private static string RoleOf(PairView pair, SideView view)
    {
        if (pair.Recorded is not { } recorded)
            return view.Observed == Core.Fleet.Role.Unknown ? "role not known" : $"{PairWords.Of(view.Observed)}, observed only";
        if (PairWords.IsQuarantined(pair, view.Side)) return PairWords.Of(Core.Fleet.Role.Quarantined);
        var role = recorded.Active == view.Side ? Core.Fleet.Role.Active : Core.Fleet.Role.Standby;
        return view.Observed == role || view.Observed == Core.Fleet.Role.Unknown
            ? PairWords.Of(role)
            : $"recorded {PairWords.Of(role)}, observed {PairWords.Of(view.Observed)}";
    }
}

public enum Flows
{
    Nowhere,
    ToAway,
    ToHome,
    BothWays,
}

/// <summary>What flows between the sides.</summary>
public sealed record ArrowDrawing(Flows Flows, bool IsCut, Grade Grade, string Words)
{
    public static ArrowDrawing Of(PairView pair)
    {
        var flows = (pair.Home.Copies, pair.Away.Copies) switch
        {
            ( > 0, > 0) => Flows.BothWays,
            ( > 0, _) => Flows.ToHome,
            (_, > 0) => Flows.ToAway,
            _ => Flows.Nowhere,
        };
        var isCut = pair.State.Kind is PairStateKind.ActiveUnreachable or PairStateKind.StandbyUnreachable;
        var copies = pair.Home.Copies + pair.Away.Copies;
        var moving = pair.Counts.Where(count => count.Kind is VerdictKind.Following or VerdictKind.CatchingUp or VerdictKind.Lagging).Sum(count => count.Items);
        var copying = pair.Counts.Where(count => count.Kind == VerdictKind.Copying).Sum(count => count.Items);
        var words = (flows, isCut) switch
        {
            (Flows.Nowhere, _) => pair.State.Kind == PairStateKind.Unknown ? "not known yet" : "nothing is copied",
            (_, true) => $"{Kit.Words.Count(copies)} cut off",
            _ when moving == 0 && copying > 0 => $"copying {Kit.Words.Count(copying)}",
            _ when moving < pair.Items => $"{Kit.Words.Count(moving)} of {Kit.Words.Count(pair.Items)} follow",
            _ => Kit.Words.Count(copies, "follower index", "follower indices"),
        };
        return new ArrowDrawing(flows, isCut, flows == Flows.Nowhere ? Grade.Unknown : pair.State.Grade, words);
    }

    /// <summary>The arrow for those who cannot see it.</summary>
    public string Spoken => (Flows, IsCut) switch
    {
        (Flows.Nowhere, _) => "Nothing flows between the sides",
        (Flows.ToAway, false) => "Home is copied to away",
        (Flows.ToHome, false) => "Away is copied to home",
        (Flows.BothWays, false) => "Copies flow both ways",
        (Flows.ToAway, true) => "The flow from home to away is cut",
        (Flows.ToHome, true) => "The flow from away to home is cut",
        _ => "The flow both ways is cut",
    };
}
