using Switchback.Core.Fleet;
using Switchback.Core.Pairs;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Dashboard.Fleet;

/// <summary>What snapshots rest on besides the polls.</summary>
internal sealed class FleetKnowledge(ActiveRecords records, FactsWatch facts, ReadinessBoard board) : IFleetKnowledge
{
    public ActiveRecord? ActiveOf(string pair) => records.Of(pair);

    public IReadOnlyList<ReadinessReport> ReadinessOf(string pair) => board.Of(pair);

    public IReadOnlyList<AutoFollowPattern> PatternsOf(string cluster) => facts.Of(cluster)?.Patterns.Value ?? [];

    public TimeSpan LeasePeriod(string? cluster, string index) =>
        (cluster is null ? null : facts.Of(cluster)?.Rules.Value)?.LeasePeriod(index) ?? IndexRules.DefaultLeasePeriod;
}
