using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Deletes indices, by lists. There when that very index is gone; whatever carries its name later is left alone. Nothing is deleted
/// that may be the only copy, by what is seen right before.
/// </summary>
internal sealed class DeleteStep : IStepKind
{
    public string Name => StepKinds.Delete;

    public Needs Needs => Needs.Index | Needs.Tasks | Needs.Leader;

    public string Actions => "indices:admin/delete*";

    public bool Destroys => true;

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => StepRequest.Lists(items, IndexRequests.Delete);

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Index is not { } index) return Judging.There("It is gone.");
        if (scene.Item.Identity is not { } identity)
            return scene.Refused("An index has this name.", "The plan does not say which index it means: by its name alone nothing is deleted.", "Make a new plan.");
        if (index.Uuid != identity) return Judging.There("It is gone. Another index carries its name now and is left alone.");
        if ((scene.Unread() ?? scene.Untold()) is { } untold) return untold;
        if (scene.IsActive) return scene.Absent("It is there, and it follows.", "It has follow tasks: somebody still relies on it, or has resumed it.", "Pause it first.");
        if (index.Follows is null && Written(scene) is { } written) return written;
        // An unfinished copy holds nothing that anybody could need.
        return scene.IsCopying || scene.Plan.Breaks(Glass.OnlyCopy, scene.Item.Key) ? scene.Absent("It is there.") : OnlyCopy(scene) ?? scene.Absent("It is there.");
    }

    /// <summary>Null when it cannot have taken writes of its own: this plan has made it an ordinary index, and it was closed all along.</summary>
    private static ItemSight? Written(ItemScene scene) => scene.PlanHas(StepKinds.Unfollow) && scene.IsClosed
        ? null
        : scene.Absent("It is there, and it follows nothing.", "It is an ordinary index by now: somebody has promoted it, and what it has taken since would be lost.", "Find out who, and make a new plan.");

    /// <summary>Null when the leader has what it was copied from, or an index that it is to be copied from anew.</summary>
    private static ItemSight? OnlyCopy(ItemScene scene) => scene.Leader.State switch
    {
        LeaderState.Unreachable => scene.Absent(
            "It is there, and the leader's cluster does not answer.", $"The leader's cluster cannot be reached, so this may be the only copy: {scene.Leader.Words}", "Wait until it is back, or see to it.", passes: true),
        LeaderState.Unreadable => Judging.Unclear($"Whether the leader has what it was copied from could not be seen: {scene.Leader.Words}"),
        LeaderState.Missing => scene.Absent("It is there, and the leader is not.", "The leader is gone, so this may be the only copy.", "Promote it, or keep it."),
        LeaderState.NotOurs => scene.Absent("It is there.", "The leader's cluster is none that can be asked: that it still has everything cannot be seen.", "Configure the leader's cluster."),
        _ when scene.Item.Fact(ItemFacts.LeaderUuid) is { } uuid && scene.Leader.Uuid != uuid => scene.Absent(
            "It is there, and the leader is another index than before.", $"The leader was made anew ({scene.Leader.Uuid} instead of {uuid}), so this may be the only copy of what the old one had.", "Promote it, or make a new plan."),
        _ => null,
    };

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendListAsync(cluster, call, Acknowledgement.Read, _ => null, timing, cancel);
}
