using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Closes indices, by lists. Nothing is closed that this credential could not open again.</summary>
internal sealed class CloseStep : IStepKind
{
    public string Name => StepKinds.Close;

    public Needs Needs => Needs.Index | Needs.Tasks | Needs.OpenRight;

    public string Actions => "indices:admin/close*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => StepRequest.Lists(items, IndexRequests.Close);

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Stranger() is { } stranger) return stranger;
        if (scene.IsClosed) return Judging.There("It is closed.");
        if (scene.Index!.Follows is null && scene.PlanHas(StepKinds.Unfollow))
            return Judging.There("It is a regular index already, and need not be closed for that any more.");
        if (scene.Untold() is { } untold) return untold;
        if (scene.IsCopying) return scene.Copying("closed");
        if (scene.IsActive && scene.PlanHas(StepKinds.Pause))
            return scene.Absent("It is open, and it follows again.", "Somebody has resumed it since it was paused.", "Find out who, and make a new plan.");
        return scene.MayOpen.May switch
        {
            true => scene.Absent("It is open."),
            false => scene.Refused("It is open, and could not be opened again.", $"This credential may not open it again: {scene.MayOpen.Words}.", "Grant manage, or the action indices:admin/open, on it."),
            null when scene.Plan.Breaks(Glass.RightsUnseen, scene.Item.Key) => scene.Absent("It is open, and whether it may be opened again could not be known."),
            null => Judging.Unclear($"Whether it may be opened again could not be known: {scene.MayOpen.Words}"),
        };
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendListAsync(cluster, call, IndexReader.Changed, Sending.NoteOf, timing, cancel);
}
