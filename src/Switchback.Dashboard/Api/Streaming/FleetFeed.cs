using Switchback.Core.Fleet;
using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Api.Streaming;

/// <summary>Clusters, pairs and counts.</summary>
internal sealed class FleetFeed : Feed
{
    private FleetAnswer? _told;

    protected override object Whole(FleetSnapshot snapshot) => _told = ToAnswer.Fleet(snapshot);

    protected override Push Since(FleetSnapshot said, FleetSnapshot snapshot)
    {
        var (before, now) = (_told!, ToAnswer.Fleet(snapshot));
        _told = now;
        return new Push(IsSnapshot: false, new FleetDelta(
            before.Version,
            now.Version,
            now.AsOf,
            Difference.Of(before.Clusters, now.Clusters, cluster => cluster.Cluster, (a, b) => a == b),
            Difference.Of(before.Pairs, now.Pairs, pair => pair.Pair, Difference.IsSame),
            now.Followers,
            now.Counts,
            now.Found));
    }
}
