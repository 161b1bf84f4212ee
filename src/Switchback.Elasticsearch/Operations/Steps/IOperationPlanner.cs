using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Knows the verbs: which steps each has, and what stands against it when it is planned.</summary>
public interface IOperationPlanner
{
    IReadOnlyList<OperationInfo> Operations { get; }

    Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel);
}
