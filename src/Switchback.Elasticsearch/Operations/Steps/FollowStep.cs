using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Copies a leader and follows it. There when the copy of the right leader is complete and its tasks run. Over a closed index
/// it replaces the data and keeps the uuid, so the uuid says nothing about whether it has happened.
/// </summary>
internal sealed class FollowStep : IStepKind
{
    public string Name => StepKinds.Follow;

    public Needs Needs => Needs.Index | Needs.Tasks | Needs.Fatal | Needs.Leader;

    public string Actions => "*ccr/put_follow";

    public bool Destroys => true;

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => items.Select(item => StepRequest.One(Orders.Follow(item), item));

    public ItemSight Judge(ItemScene scene)
    {
        var (alias, wanted) = (scene.Item.Fact(ItemFacts.Remote), scene.Item.Fact(ItemFacts.LeaderUuid));
        if (scene.Index is not { } index) return scene.LeaderInTheWay(alias, wanted) ?? scene.Absent("There is no index of this name yet.");
        if ((scene.Unread() ?? scene.Untold()) is { } untold) return untold;
        if (index.State == IndexState.Open) return Follows(index, scene.Item) ? Open(scene) : Occupied(scene);
        if (scene.IsActive)
            return scene.Refused("It is closed and has follow tasks.", "Copying over it would replace its data and fail all the same, for it has not been paused.", "Pause it first.");
        if (scene.Item.Identity != index.Uuid)
            return scene.Refused("Another index carries this name now.", "A closed index of this name came up after the plan: its data would be replaced.", "Look at it and make a new plan.");
        return scene.LeaderInTheWay(alias, wanted) ?? scene.Absent("It is closed: the new copy will take its place.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(
            cluster, call.Wire, FollowReader.Followed, result => result.Started ? null : "The copy has begun; its tasks do not run yet.", timing, cancel);

    private static ItemSight Open(ItemScene scene)
    {
        if (scene.IsCopying || scene.Index!.Primaries != PrimariesState.Started)
        {
            return scene is { Index.Primaries: PrimariesState.Failed, InFlight: CallsInFlight.None }
                ? scene.Refused("It was begun, and the cluster has given up copying some of its shards.", "The copy has failed.", "See _cluster/allocation/explain, delete it and copy it anew.")
                : Judging.UnderWay("It is being copied.", scene.Copied);
        }

        if (!scene.IsActive)
            return scene.Absent("It is copied, but its tasks did not start.", "It is copied, but its tasks did not start.", "Resume it.");
        // What comes after in the same plan is for this very copy, and not for what had its name before.
        if (scene.Fatal is not { } fatal) return Judging.There("It is copied, and its follow tasks run.") with { Notes = scene.Item.Identity == scene.Index.Uuid ? null : new Dictionary<string, string> { [NoteNames.Identity] = scene.Index.Uuid } };
        var (why, remedy) = KnownErrors.OfFatal(fatal);
        return scene.Absent("It is copied, but its follow tasks have failed for good.", why, remedy);
    }

    private static ItemSight Occupied(ItemScene scene) => scene.Absent(
        "An open index has this name.",
        scene.Index!.Follows is { } follows ? $"The name is taken by a follower of {follows.Remote}:{follows.LeaderIndex}." : "The name is taken by an open index, which would be lost.",
        "Take another name, or close or delete that index first if it is not wanted.");

    private static bool Follows(IndexSight index, PlanItem item) =>
        index.Follows is { } follows && follows.Remote == item.Fact(ItemFacts.Remote) && follows.LeaderIndex == item.Fact(ItemFacts.Leader)
        && (item.Fact(ItemFacts.LeaderUuid) is not { } uuid || follows.LeaderUuid == uuid);
}
