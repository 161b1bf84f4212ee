using System.Globalization;

namespace Switchback.Core.Fleet;

/// <summary>From the items of a pair, its two members and what is recorded to its named state. Pure.</summary>
public static class PairRules
{
    public static SideView Observe(PairTally tally, Side side, Member? member)
    {
        var (copies, othersCopies) = side == Side.Home ? (tally.CopiesAtHome, tally.CopiesAway) : (tally.CopiesAway, tally.CopiesAtHome);
        var (promoted, othersPromoted) = side == Side.Home ? (tally.PromotedAtHome, tally.PromotedAway) : (tally.PromotedAway, tally.PromotedAtHome);
        var name = side == Side.Home ? tally.Pair.Home : tally.Pair.Away;
        var (role, why) = (copies, othersCopies, promoted, othersPromoted) switch
        {
            ( > 0, > 0, _, _) => (Role.Unknown, "Both sides have copies of the other's: it leads some and copies others."),
            (0, > 0, _, _) => (Role.Active, $"The other side copies {Items(othersCopies)} from it."),
            ( > 0, 0, _, _) => (Role.Standby, $"It copies {Items(copies)} from the other side."),
            (_, _, > 0, 0) => (Role.Active, $"{Items(promoted)} here were promoted, and nothing is copied to either side."),
            (_, _, 0, > 0) => (Role.Unknown, $"{Items(othersPromoted)} were promoted on the other side, and nothing is copied from there."),
            _ => (Role.Unknown, member?.AsOf is null ? "It has not answered yet." : "Nothing is copied in either direction."),
        };
        return new SideView(side, name, role, why, copies);
    }

    public static PairState Judge(PairTally tally, Side? active, Side? observed, ActiveRecord? recorded, Member? home, Member? away)
    {
        if (tally.WritableTwice > 0) return SplitBrain(tally);
        var leading = active ?? Side.Home;
        var (leader, standby) = leading == Side.Home ? (home, away) : (away, home);
        var (leaderSide, standbySide) = leading == Side.Home ? ("Home", "Away") : ("Away", "Home");
        if (leader?.Line is MemberLine.NotAnswering gone) return Unreachable(PairStateKind.ActiveUnreachable, leaderSide, leader.Name, gone, tally);
        if (recorded is not null && observed is { } sees && sees != recorded.Active) return Disagrees(recorded, sees, tally.Pair);
        if (standby?.Line is MemberLine.NotAnswering lost) return Unreachable(PairStateKind.StandbyUnreachable, standbySide, standby.Name, lost, tally);
        if (home?.AsOf is null || away?.AsOf is null)
            return new PairState(PairStateKind.Unknown, Grade.Working, "Asking", "Not both sides have answered yet.", "Wait for the first answers.");
        if (tally.CopiesAtHome + tally.CopiesAway == 0)
        {
            return new PairState(PairStateKind.NothingReplicates, tally.Items == 0 ? Grade.Risk : Grade.Bad, "Nothing replicates",
                tally.PromotedAway > 0 ? "The copies were promoted. Nothing flows back yet." : "Neither side copies anything from the other.",
                tally.PromotedAway + tally.PromotedAtHome > 0 ? "Protect the pair again: let the other side follow." : "Set up replication, or narrow the scope.");
        }
        if (tally.NeedAPerson() is { } trouble) return Attention(tally, trouble.Count, trouble.Worst);
        if (tally[VerdictKind.Copying] is > 0 and var copying)
            return new PairState(PairStateKind.Copying, Grade.Working, $"Copying {Count(copying)}", "Items that are still being copied cannot be promoted.", "Wait for the copies.");
        if (Resting(tally) is > 0 and var resting)
            return new PairState(PairStateKind.Attention, Grade.Watch, $"{Count(resting)} paused", "What is paused falls behind, and its leader keeps the history only for so long.", "Resume what should replicate.");
        if (tally[VerdictKind.Lagging] + tally[VerdictKind.CatchingUp] is > 0 and var behind)
        {
            return tally[VerdictKind.Lagging] > 0
                ? new PairState(PairStateKind.Behind, Grade.Watch, $"{Count(behind)} behind", "Some take writes faster than they arrive on the other side.", "Look at what slows them down.")
                : new PairState(PairStateKind.Behind, Grade.Watch, $"{Count(behind)} catching up", "They close the gap.", "Wait until they have caught up.");
        }
        return new PairState(PairStateKind.Following, Grade.Fine, "Following", "Every item has a copy that keeps up.", "");
    }

    public static Protection Protects(PairTally tally, PairState state) => state.Kind switch
    {
        PairStateKind.Unknown => Protection.Unknown,
        PairStateKind.ActiveUnreachable or PairStateKind.StandbyUnreachable or PairStateKind.NothingReplicates or PairStateKind.SplitBrain => Protection.None,
        _ when tally[VerdictKind.Following] + tally[VerdictKind.CatchingUp] == tally.Items => Protection.Full,
        _ when tally[VerdictKind.Following] + tally[VerdictKind.CatchingUp] + tally[VerdictKind.Lagging] > 0 => Protection.Partial,
        _ => Protection.None,
    };

    public static Exposure Expose(PairTally tally, DateTimeOffset? asOf) => new(
        tally.AnyLagKnown ? tally.Operations : null, tally.AtLeast, tally.AnyLagKnown ? tally.Behind : null, tally.Affected, tally.WithoutCopy, asOf);

    private static PairState SplitBrain(PairTally tally) => new(
        PairStateKind.SplitBrain, Grade.Bad, "Two writable sides",
        $"{Items(tally.WritableTwice)} can be written on both sides"
            + (tally.SourceWrites > 0 && tally.CopyWrites > 0 ? ", and both are: every write makes them differ more." : tally.SourceWrites + tally.CopyWrites > 0 ? ", and one side takes writes now." : "; nobody writes to them just now."),
        "Stop writes on the side that should not lead.");

    private static PairState Unreachable(PairStateKind kind, string side, string name, MemberLine.NotAnswering line, PairTally tally)
    {
        var word = line.IsSilent ? $"{side} silent" : $"{side} unreachable";
        return kind == PairStateKind.ActiveUnreachable
            ? new PairState(kind, Grade.Bad, word, line.IsSilent ? $"{name} takes connections and answers nothing." : $"{name} does not answer.", $"Decide: fail over, or wait for {side.ToLowerInvariant()}.")
            : new PairState(kind, Grade.Bad, word, $"{name} does not answer: whether its {Items(tally.Items)} keep up cannot be known.", $"Bring {name} back: until then nothing protects this pair.");
    }

    private static PairState Disagrees(ActiveRecord recorded, Side sees, PairOptions pair) => new(
        PairStateKind.Disagreement, Grade.Bad, "Record and clusters disagree",
        $"{Name(recorded.Active, pair)} is recorded as active, but what replicates says that {Name(sees, pair)} leads.",
        "Find out which is right, and record it. Until then no run starts.");

    private static PairState Attention(PairTally tally, int count, VerdictKind worst)
    {
        var word = worst.Word();
        var text = count == tally[worst] ? $"{Count(count)} {Lower(word)}" : $"{Count(count)} need a person";
        return new PairState(PairStateKind.Attention, VerdictWords.Of(worst).Grade, text,
            count == tally[worst] ? $"{Items(count)}: {Lower(word)}." : $"{Items(count)} have a problem; the worst: {Lower(word)}.", "Look at them, and follow each one's remedy.");
    }

    private static int Resting(PairTally tally) => tally[VerdictKind.Paused] + tally[VerdictKind.PausedAndClosed];

    private static string Name(Side side, PairOptions pair) => side == Side.Home ? $"{pair.Home} (home)" : $"{pair.Away} (away)";

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Items(int count) => count == 1 ? "1 item" : $"{Count(count)} items";

    private static string Lower(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
