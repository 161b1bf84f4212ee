using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Ends the tasks of a follower. There when it is a follower without tasks whose copy is complete.</summary>
internal sealed class PauseStep : IStepKind
{
    public string Name => StepKinds.Pause;

    public Needs Needs => Needs.Index | Needs.Tasks;

    public string Actions => "*ccr/pause_follow";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => items.Select(item => StepRequest.One(FollowRequests.Pause(item.Name), item));

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Stranger() is { } stranger) return stranger;
        if (scene.Index!.Follows is null)
        {
            // Somebody promoted it by hand, which is what this plan is about.
            return scene.PlanHas(StepKinds.Unfollow)
                ? Judging.There("It follows nothing any more: it is a regular index already.")
                : scene.Refused("It follows nothing.", "It is no follower any more: somebody has unfollowed it.", "There is nothing to pause.");
        }

        if (scene.Untold() is { } untold) return untold;
        if (scene.IsActive) return scene.Absent("It has follow tasks.");
        return scene.IsCopying ? scene.Copying("paused") : Judging.There("It has no follow tasks: it is paused.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);
}
