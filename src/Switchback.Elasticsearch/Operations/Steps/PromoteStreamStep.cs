using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Makes a replicated data stream an ordinary one. Its items are its backing indices, and one call is for them all.</summary>
internal sealed class PromoteStreamStep : IStepKind
{
    public string Name => StepKinds.PromoteStream;

    public Needs Needs => Needs.Index | Needs.Streams;

    public string Actions => "indices:admin/data_stream/promote*";

    public string MarkOf(PlanItem item) => Judging.MarkOfStream(item);

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => StepRequest.Streams(items, StreamRequests.Promote);

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Stranger() is { } stranger) return stranger;
        if (scene.Stream is not { } stream) return scene.NoStream();
        return stream.Replicated ? scene.Absent("Its data stream is a copy.") : Judging.There("Its data stream takes writes of its own.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);
}
