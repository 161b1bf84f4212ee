using Switchback.Core.Fleet;
using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Api.Streaming;

/// <summary>One pair with its two clusters and its checks.</summary>
internal sealed class PairFeed(string id) : Feed
{
    private PairSnapshot? _told;

    protected override object Whole(FleetSnapshot snapshot) => _told = Of(snapshot);

    protected override Push Since(FleetSnapshot said, FleetSnapshot snapshot)
    {
        var (before, now) = (_told!, Of(snapshot));
        _told = now;
        return new Push(IsSnapshot: false, new PairDelta(
            before.Version,
            now.Version,
            now.AsOf,
            Difference.IsSame(before.Pair, now.Pair) ? null : now.Pair,
            Difference.Of(before.Clusters, now.Clusters, cluster => cluster.Cluster, (a, b) => a == b),
            said.Pair(id)!.Readiness.SequenceEqual(snapshot.Pair(id)!.Readiness) ? null : now.Readiness));
    }

    private PairSnapshot Of(FleetSnapshot snapshot)
    {
        // Pairs are those of the configuration: they do not come and go.
        var pair = snapshot.Pair(id) ?? throw new InvalidOperationException($"The pair {id} is gone.");
        var detail = ToAnswer.PairDetail(snapshot, pair);
        return new PairSnapshot(
            snapshot.Version,
            detail.AsOf,
            detail.Pair,
            [.. snapshot.Members.Where(member => member.Name == pair.Home.Member || member.Name == pair.Away.Member).Select(ToAnswer.Cluster)],
            detail.Readiness);
    }
}
