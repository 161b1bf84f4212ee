using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Watching;

/// <summary>What a snapshot rests on besides the polls: what people recorded, and facts that are read at their own pace.</summary>
public interface IFleetKnowledge
{
    ActiveRecord? ActiveOf(string pair);

    IReadOnlyList<ReadinessReport> ReadinessOf(string pair);

    /// <summary>The auto-follow patterns of a cluster; none before they were read.</summary>
    IReadOnlyList<AutoFollowPattern> PatternsOf(string cluster);

    /// <summary>How long an index keeps history for a follower that does not come (<c>index.soft_deletes.retention_lease.period</c>).</summary>
    TimeSpan LeasePeriod(string? cluster, string index);
}
