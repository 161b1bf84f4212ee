using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Fleet;
using Switchback.Dashboard.Pages.Runs.Journeys;

namespace Switchback.Dashboard.Pages.Wall;

/// <summary>The wall in words and numbers. Pure. What must go on counting when this server is gone is counted in the browser.</summary>
/// <param name="Title">What the wall shows.</param>
/// <param name="Summary">The whole fleet in one line, whichever page is up.</param>
/// <param name="Up">Which of the pages is up, from 0.</param>
/// <param name="Empty">Why there is nothing to show; null when there is.</param>
/// <param name="Age">How old the oldest answer of the clusters that answer is; null when none ever did.</param>
/// <param name="OldAfter">From which age on the wall says that it is old.</param>
public sealed record WallView(
    string Title, string Summary, IReadOnlyList<WallLayout<WallTile>> Pages, int Up, string? Empty, TimeSpan? Age, TimeSpan OldAfter)
{
    public WallLayout<WallTile>? Page => Pages.Count > 0 ? Pages[Up] : null;

    /// <param name="snapshot">What is known.</param>
    /// <param name="only">The one pair to show; all when null.</param>
    /// <param name="now">The moment.</param>
    /// <param name="running">Which run each pair has; null where runs are of no interest.</param>
    public static WallView Of(FleetSnapshot snapshot, string? only, DateTimeOffset now, RunningPairs? running = null)
    {
        var pairs = only is null ? FleetView.WorstFirst(snapshot.Pairs) : [.. snapshot.Pairs.Where(pair => string.Equals(pair.Options.Id, only, StringComparison.OrdinalIgnoreCase))];
        var pages = WallPages.Deal([.. pairs.Select(pair => WallTile.Of(pair, snapshot, now, running))], tile => tile.IsQuiet);
        var members = only is null ? snapshot.Members : [.. snapshot.Members.Where(member => pairs.Any(pair => pair.Options.Home == member.Name || pair.Options.Away == member.Name))];
        return new WallView(
            only is null ? "Replication" : $"Replication of {only}",
            SummaryOf(pairs),
            pages,
            WallPages.UpNow(pages.Count, now),
            pairs.Count > 0 ? null : only is not null ? $"There is no pair {only}." : "No pair is configured.",
            AgeOf(members, now),
            OldAfterOf(members));
    }

    /// <summary>What needs a person first, then what moves, then what is quiet.</summary>
    private static string SummaryOf(IReadOnlyList<PairView> pairs)
    {
        var counts = pairs.SelectMany(pair => pair.Counts).GroupBy(count => count.Kind)
            .Select(group => (Word: VerdictWords.Of(group.Key), Items: group.Sum(count => count.Items)))
            .OrderByDescending(count => count.Word.Severity).ToList();
        return counts.Count == 0 ? "" : string.Join(" · ", counts.Select(count => $"{Words.Count(count.Items)} {Lower(count.Word.Word)}"));
    }

    /// <summary>A cluster that is gone has its own words on its pair; the wall's age is that of what is still heard.</summary>
    private static TimeSpan? AgeOf(IReadOnlyList<Member> members, DateTimeOffset now)
    {
        var answering = members.Where(member => member.Line is MemberLine.Answering && member.AsOf is not null).Select(member => member.AsOf!.Value).ToList();
        if (answering.Count > 0) return now - answering.Min();
        return members.Select(member => member.AsOf).Max() is { } newest ? now - newest : null;
    }

    private static TimeSpan OldAfterOf(IReadOnlyList<Member> members)
    {
        // Nobody answers: whatever is shown is how it was, however short a while ago that is.
        if (members.Any(member => member.AsOf is not null) && !members.Any(member => member.Line is MemberLine.Answering)) return TimeSpan.Zero;
        var slowest = members.Count == 0 ? TimeSpan.FromSeconds(2) : members.Max(member => member.Pace);
        return (slowest * 3) + TimeSpan.FromSeconds(5);
    }

    private static string Lower(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
