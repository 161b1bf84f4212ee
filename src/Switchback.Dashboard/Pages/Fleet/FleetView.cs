using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Runs.Journeys;

namespace Switchback.Dashboard.Pages.Fleet;

/// <summary>The fleet page in words and numbers; the page only draws it. Pure: the same snapshot and moment give the same view.</summary>
/// <param name="Cards">The worst first. Two that are equally bad keep the order of the configuration, so that nothing moves by itself.</param>
public sealed record FleetView(
    string Counts,
    DateTimeOffset? AsOf,
    IReadOnlyList<PairAlarm> Alarms,
    IReadOnlyList<PairCard> Cards,
    IReadOnlyList<ClusterCard> Clusters,
    IReadOnlyList<FoundCard> Found,
    string? Waiting)
{
    /// <param name="snapshot">What is known.</param>
    /// <param name="now">The moment.</param>
    /// <param name="running">Which run each pair has; null where runs are of no interest.</param>
    public static FleetView Of(FleetSnapshot snapshot, DateTimeOffset now, RunningPairs? running = null)
    {
        var pairs = WorstFirst(snapshot.Pairs);
        return new FleetView(
            $"{Words.Count(pairs.Count, "pair", "pairs")} · {Followers(snapshot)} · {Words.Count(snapshot.Members.Count, "cluster", "clusters")}",
            AsOfOf(snapshot),
            [.. pairs.Select(pair => PairAlarm.Of(pair, snapshot, now)).OfType<PairAlarm>()],
            [.. pairs.Select(pair => PairCard.Of(pair, snapshot, now, running))],
            [.. snapshot.Members.Select(member => ClusterCard.Of(member, snapshot, now))],
            [.. snapshot.Found.Select(link => FoundCard.Of(link, snapshot))],
            WaitingOf(snapshot));
    }

    public static IReadOnlyList<PairView> WorstFirst(IReadOnlyList<PairView> pairs) => [.. pairs.OrderByDescending(pair => Severity(pair.State))];

    /// <summary>By grade, and within a grade by what cannot wait.</summary>
    private static int Severity(PairState state)
    {
        var grade = state.Grade switch
        {
            Grade.Bad => 6,
            Grade.Risk => 5,
            Grade.Watch => 4,
            Grade.Unknown => 3,
            Grade.Working => 2,
            Grade.Resting => 1,
            _ => 0,
        };
        var kind = state.Kind switch
        {
            PairStateKind.SplitBrain => 5,
            PairStateKind.ActiveUnreachable => 4,
            PairStateKind.Disagreement => 3,
            PairStateKind.StandbyUnreachable => 2,
            PairStateKind.NothingReplicates => 1,
            _ => 0,
        };
        return (grade * 10) + kind;
    }

    private static string Followers(FleetSnapshot snapshot) => snapshot.Members.Any(member => member.AsOf is not null)
        ? Words.Count(snapshot.Items.Count, "follower index", "follower indices")
        : "– follower indices";

    /// <summary>What answers is as old as the oldest of it; when nothing answers, the newest that was ever heard.</summary>
    private static DateTimeOffset? AsOfOf(FleetSnapshot snapshot)
    {
        var answering = snapshot.Members.Where(member => member.Line is MemberLine.Answering && member.AsOf is not null).Select(member => member.AsOf).ToList();
        return answering.Count > 0 ? answering.Min() : snapshot.Members.Select(member => member.AsOf).Max();
    }

    private static string? WaitingOf(FleetSnapshot snapshot)
    {
        var asking = snapshot.Members.Where(member => member.AsOf is null).ToList();
        if (asking.Count == 0 || asking.Count < snapshot.Members.Count) return null;
        return asking.All(member => member.Line is MemberLine.NotAnswering)
            ? "No cluster has answered yet. What is wrong with each stands below; this page fills by itself when one answers."
            : $"Waiting for the first answers of {string.Join(", ", asking.Select(member => member.Name))}.";
    }
}
