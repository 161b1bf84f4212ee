using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Removes from a leader the leases of a follower that is no more. Sent to the leader's cluster; there when none is left.</summary>
internal sealed class ForgetStep : IStepKind
{
    public string Name => StepKinds.Forget;

    public Needs Needs => Needs.Leases;

    public string Actions => "*ccr/forget_follower";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) =>
        items.SelectMany(item => Orders.Leases(item).Select(lease => StepRequest.One(FollowRequests.ForgetFollower(lease), item)));

    public ItemSight Judge(ItemScene scene)
    {
        var leases = scene.Leases;
        if (leases.Unreadable is { } why) return Judging.Unclear($"The leases could not be read: {why}");
        if (leases.LeaderClosed)
            return scene.Absent("The leader is closed: its leases cannot be seen.", "A closed leader shows no leases, and takes none away.", "Open it, or wait until they expire.");
        if (leases.Present.Count == 0) return Judging.There("The leader holds none of these leases.");
        return leases.InUse
            ? scene.Absent("The leases are there, and their follower still uses them.", "Their follower is a follower still: it would take them anew within half a minute.", "Unfollow or delete it first.")
            : scene.Absent("The leader still holds leases of it.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, FollowReader.Forgotten, Note, timing, cancel);

    /// <summary>A lease that is not there counts as failed, inside a yes: it is what was wanted.</summary>
    private static string? Note(ForgetResult result)
    {
        var others = result.Failures.Where(failure => failure.Type != "retention_lease_not_found_exception").ToList();
        if (others.Count > 0) return $"{result.Successful} of {result.Shards} shards let go: {others[0].Reason}";
        return result.Failed > 0 ? "On some shards there was none." : null;
    }
}
