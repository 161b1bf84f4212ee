using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Deletes the copies that a drill has made, and nothing else: the very index that this run made, under a drill's name.</summary>
internal sealed class TidyStep : IStepKind
{
    /// <summary>No other index of ours begins so.</summary>
    public const string Prefix = "drill-";

    public string Name => StepKinds.Tidy;

    public Needs Needs => Needs.Index;

    public string Actions => "indices:admin/delete*";

    public bool Destroys => true;

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => StepRequest.Lists(items, IndexRequests.Delete);

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Index is not { } index) return Judging.There("It is gone.");
        if (!scene.Item.Name.StartsWith(Prefix, StringComparison.Ordinal)) return scene.Refused("It is no drill's.", "Only what a drill has made is deleted here.", "Delete it by hand, if it is not wanted.");
        if (scene.Item.Identity is not { } identity) return scene.Refused("Nobody knows whose it is.", "The run has not made it.", "Delete it by hand, if it is not wanted.");
        return index.Uuid == identity ? scene.Absent("It is there.") : Judging.There("It is gone. Another index carries its name now and is left alone.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendListAsync(cluster, call, Acknowledgement.Read, _ => null, timing, cancel);
}
