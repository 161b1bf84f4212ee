using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Deletes indices, by lists. There when that very index is gone; whatever carries its name later is left alone.</summary>
internal sealed class DeleteStep : IStepKind
{
    public string Name => StepKinds.Delete;

    public Needs Needs => Needs.Index | Needs.Tasks;

    public string Actions => "indices:admin/delete*";

    public bool Destroys => true;

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => StepRequest.Lists(items, IndexRequests.Delete);

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Index is not { } index) return Judging.There("It is gone.");
        if (scene.Item.Identity is not { } identity)
            return scene.Refused("An index has this name.", "The plan does not say which index it means: by its name alone nothing is deleted.", "Make a new plan.");
        if (index.Uuid != identity) return Judging.There("It is gone. Another index carries its name now and is left alone.");
        if (scene.Untold() is { } untold) return untold;
        return scene.IsActive
            ? scene.Absent("It is there, and it follows.", "It has follow tasks: somebody still relies on it, or has resumed it.", "Pause it first.")
            : scene.Absent("It is there.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendListAsync(cluster, call, Acknowledgement.Read, _ => null, timing, cancel);
}
