using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>One side as readiness looks at it.</summary>
/// <param name="Member">As polled; null before the first snapshot.</param>
public sealed record SideInput(string Name, Member? Member, ClusterFacts Facts);

/// <param name="Items">The pair's items.</param>
/// <param name="Active">The side that leads now, as far as is known.</param>
public sealed record ReadinessInput(PairOptions Pair, SideInput Home, SideInput Away, Side Active, IReadOnlyList<Item> Items, DateTimeOffset Now)
{
    public SideInput this[Side side] => side == Side.Home ? Home : Away;
}
