using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Opens indices, by lists. There when all primary shards work: before that, searches fail.</summary>
internal sealed class OpenStep : IStepKind
{
    public string Name => StepKinds.Open;

    public Needs Needs => Needs.Index;

    public string Actions => "indices:admin/open*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => StepRequest.Lists(items, IndexRequests.Open);

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Stranger() is { } stranger) return stranger;
        if (scene.Index!.State != IndexState.Open) return scene.Absent("It is closed.");
        return scene.Index.Primaries switch
        {
            PrimariesState.Started => Judging.There("It is open, and its primary shards work."),
            PrimariesState.Failed => Judging.UnderWay("It is open, but the cluster does not allocate all of its primary shards: ask _cluster/allocation/explain why."),
            PrimariesState.Waiting => Judging.UnderWay("It is open, and its primary shards are starting."),
            PrimariesState.Unknown => Judging.Unclear("It is open; how its primary shards are could not be seen."),
        };
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendListAsync(cluster, call, IndexReader.Changed, Sending.NoteOf, timing, cancel);
}
