using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations;

/// <summary>Makes plans for single verbs. Which calls a step consists of is the driver's business, not this one's.</summary>
public interface IOperationPlanner
{
    IReadOnlyList<OperationInfo> Operations { get; }

    Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel);
}
