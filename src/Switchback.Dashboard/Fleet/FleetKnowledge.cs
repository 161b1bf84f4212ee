using Switchback.Core.Fleet;
using Switchback.Core.Pairs;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Dashboard.Fleet;

/// <summary>What snapshots rest on besides the polls.</summary>
internal sealed class FleetKnowledge(ActiveRecords records) : IFleetKnowledge
{
    public ActiveRecord? ActiveOf(string pair) => records.Of(pair);

    public IReadOnlyList<ReadinessReport> ReadinessOf(string pair) => [];

    public IReadOnlyList<AutoFollowPattern> PatternsOf(string cluster) => [];

    public TimeSpan LeasePeriod(string? cluster, string index) => TimeSpan.FromHours(12);
}
