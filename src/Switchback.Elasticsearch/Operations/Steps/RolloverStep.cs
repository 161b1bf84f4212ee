using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Gives a data stream a write index of its own. Sent twice it would make two, so what counts is whether the stream writes to an index
/// that the plan does not know.
/// </summary>
internal sealed class RolloverStep : IStepKind
{
    public string Name => StepKinds.Rollover;

    public Needs Needs => Needs.Index | Needs.Streams;

    public string Actions => "indices:admin/rollover*";

    public string MarkOf(PlanItem item) => Judging.MarkOfStream(item);

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => StepRequest.Streams(items, StreamRequests.Rollover);

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Stranger() is { } stranger) return stranger;
        if (scene.Stream is not { } stream) return scene.NoStream();
        var member = scene.Item.Member;
        if (!scene.Plan.Items.Any(item => item.Member == member && item.Name == stream.BackingIndices[^1])) return Judging.There("Its data stream writes to a newer index.");
        if (stream.Replicated) return scene.Absent("Its data stream is a copy.", "A data stream that is a copy cannot roll over.", "Promote the data stream first.");
        return stream.Template is null
            ? scene.Absent("No index template matches its data stream.", "No index template on this cluster matches the data stream, and without one it cannot roll over.", "Create the template that the leader has, and retry.")
            : scene.Absent("Its data stream writes to an index of this plan.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);
}
