using Switchback.Core.Plans;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Makes a paused, closed follower a regular index. There when the very same index follows nothing any more.</summary>
internal sealed class UnfollowStep : IStepKind
{
    public string Name => StepKinds.Unfollow;

    public Needs Needs => Needs.Index | Needs.Tasks;

    public string Actions => "*ccr/unfollow";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => items.Select(item => StepRequest.One(FollowRequests.Unfollow(item.Name), item));

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Stranger() is { } stranger) return stranger;
        if (scene.Index!.Follows is null)
        {
            return Judging.There(scene.InFlight == CallsInFlight.ForThis
                ? "It is a regular index. The call still waits for the leader to let go of its leases."
                : "It is a regular index.");
        }

        if (scene.Untold() is { } untold) return untold;
        if (scene.IsCopying) return scene.Copying("unfollowed");
        if (scene.IsActive) return scene.Absent("It has follow tasks.", "It has not been paused, or somebody has resumed it.", "Pause it first.");
        return scene.IsClosed
            ? scene.Absent("It is still a follower, paused and closed.")
            : scene.Absent("It is open.", "It has not been closed, or somebody has opened it.", "Close it first.");
    }

    public async Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel)
    {
        var outcome = await Sending.SendAsync(cluster, call.Wire with { Timeout = timing.Unfollow }, Acknowledgement.Read, _ => null, timing, cancel);
        // Without an answer nobody says which leases are left behind; they can be told by their parts.
        return outcome is CallOutcome.Unknown { Owes.Count: 0 } unknown && LeaseOf(call.Items[0], cluster) is { } lease ? unknown with { Owes = [lease.ToString()] } : outcome;
    }

    private static RetentionLeaseId? LeaseOf(PlanItem item, ElasticsearchCluster cluster) =>
        cluster.Channel.Identity is { } self && item.Identity is { } uuid
        && item.Fact(ItemFacts.Remote) is { } remote && item.Fact(ItemFacts.Leader) is { } leader && item.Fact(ItemFacts.LeaderUuid) is { } leaderUuid
            ? new RetentionLeaseId(self.ClusterName, item.Name, uuid, remote, leader, leaderUuid)
            : null;
}
