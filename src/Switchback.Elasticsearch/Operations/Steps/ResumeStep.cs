using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Starts the tasks of a follower. There when they run with the parameters that were asked for. A fatal exception belongs to
/// the task that shows it, for a new task begins without one: whenever one is seen, this effect is not there.
/// </summary>
internal sealed class ResumeStep : IStepKind
{
    public string Name => StepKinds.Resume;

    public Needs Needs => Needs.Index | Needs.Tasks | Needs.Fatal | Needs.Leader;

    public string Actions => "*ccr/resume_follow";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) =>
        items.Select(item => StepRequest.One(FollowRequests.Resume(item.Name, Orders.Parameters(item, step)), item));

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Stranger() is { } stranger) return stranger;
        if (scene.Index!.Follows is not { } follows)
            return scene.Refused("It follows nothing.", "It is no follower any more: nothing is left to resume.", "To follow again, copy it anew.");
        if (scene.Untold() is { } untold) return untold;
        if (scene.IsActive) return Running(scene);
        if (scene.IsClosed) return scene.Absent("It is paused and closed.", "A closed follower cannot be resumed.", "Open it first.");
        if (scene.IsCopying) return scene.Copying("resumed");
        if (scene.Index.Primaries != PrimariesState.Started)
            return scene.Absent("It is paused, and not all of its shards work.", "Not all of its primary shards are started.", "Wait for them, or see why they are not allocated.", passes: true);
        return scene.LeaderInTheWay(follows.Remote, follows.LeaderUuid) ?? scene.Absent("It has no follow tasks: it is paused.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);

    private static ItemSight Running(ItemScene scene)
    {
        if (scene.Fatal is { } fatal)
        {
            var (why, remedy) = KnownErrors.OfFatal(fatal);
            return scene.Absent("It has follow tasks, but they have failed for good.", why, remedy);
        }

        var differing = ParameterMatch.Differing(Orders.Parameters(scene.Item, scene.Step), scene.Info!.Parameters);
        return differing.Count == 0
            ? Judging.There("Its follow tasks run with the parameters wanted.")
            : scene.Absent(
                "Its follow tasks run, with other parameters.", $"It follows already, with other parameters: {string.Join("; ", differing)}.",
                "Pause it and resume it with these: nothing else changes them.");
    }
}
