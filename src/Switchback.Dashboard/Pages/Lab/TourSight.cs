using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Pages.Lab;

/// <summary>What the tour has to know of the followers, apart from how the fleet is modelled.</summary>
/// <param name="Unreachable">Followers whose leader cannot be reached.</param>
/// <param name="Failed">Followers that failed for good, by key.</param>
/// <param name="Well">Followers that did not.</param>
/// <param name="Names">Names to propose, by cluster.</param>
public sealed record TourSight(
    int Unreachable, IReadOnlyCollection<string> Failed, IReadOnlyCollection<string> Well, IReadOnlyList<(string Cluster, string Name)> Names)
{
    /// <summary>More than this many proposals nobody reads.</summary>
    private const int MostNames = 60;

    public static readonly TourSight Nothing = new(0, [], [], []);

    public static TourSight Of(FleetSnapshot snapshot)
    {
        var fresh = snapshot.Items.Where(item => item.Verdict.Kind != VerdictKind.Unknown).ToList();
        return new TourSight(
            fresh.Count(item => item.Verdict.Kind == VerdictKind.SourceUnreachable),
            [.. fresh.Where(item => item.Verdict.Kind == VerdictKind.Failed).Select(item => item.Key)],
            [.. fresh.Where(item => item.Verdict.Kind != VerdictKind.Failed).Select(item => item.Key)],
            [.. snapshot.Items.Take(MostNames).Select(item => (item.Member, item.Name))]);
    }
}
