using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>The answer to a query over one snapshot. Shared by everyone who asked the same: nobody changes it.</summary>
/// <param name="Items">What matches, in order; empty with a fault.</param>
/// <param name="Counts">How many there are of each verdict over the query without its verdict terms, the worst first; those without any are left out.</param>
/// <param name="Total">How many match the query without its verdict terms.</param>
/// <param name="Query">As it was read; null with a fault of its own.</param>
public sealed record ItemResult(
    FleetSnapshot Snapshot, Item[] Items, IReadOnlyList<VerdictCount> Counts, int Total, ItemSort Sort, ItemQuery.Parsed? Query, QueryFault? QueryFault, QueryFault? SortFault)
{
    /// <summary>What is wrong with the query, or else with the order.</summary>
    public QueryFault? Fault => QueryFault ?? SortFault;
}
