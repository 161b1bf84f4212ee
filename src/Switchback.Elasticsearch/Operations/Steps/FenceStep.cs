using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Stops writes to indices, or allows them again, by lists. From 7.9 on by the call that waits for writes in flight; before it by the
/// setting, after which some still arrive: that they stand still is looked for by the step that follows.
/// </summary>
internal sealed class FenceStep(bool lift) : IStepKind
{
    public const string BySetting = "setting";

    public string Name => lift ? StepKinds.Unfence : StepKinds.Fence;

    public Needs Needs => Needs.Index | Needs.Blocks;

    public string Actions => lift ? "indices:admin/settings/update*" : "indices:admin/block/add*,indices:admin/settings/update*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => StepRequest.Lists(items, names =>
        lift ? IndexRequests.SetWriteBlock(names, blocked: false)
        : items[0].Fact(ItemFacts.FenceBy) == BySetting ? IndexRequests.SetWriteBlock(names, blocked: true)
        : IndexRequests.BlockWrites(names));

    public ItemSight Judge(ItemScene scene)
    {
        if (lift && scene.Index is null) return Judging.There("There is no index of this name any more.");
        if (scene.Stranger() is { } stranger) return stranger;
        // A follower takes no writes but its leader's, and a block would stop these.
        if (!lift && scene.Index!.Follows is not null) return Judging.There("It is a follower, and takes no writes of its own.");
        if (scene.WriteBlocks is not { } blocks) return Judging.Unclear("What keeps it from taking writes could not be seen.");
        if (lift) return blocks.Contains("write") ? scene.Absent("It takes no writes.") : Judging.There("It takes writes again.");
        return blocks.Contains("write") ? Judging.There("It takes no writes.") : scene.Absent("It takes writes.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendListAsync(cluster, call, IndexReader.Changed, Sending.NoteOf, timing, cancel);
}
