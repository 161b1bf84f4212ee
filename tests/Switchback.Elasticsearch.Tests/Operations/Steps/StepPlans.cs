using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Operations.Steps;

/// <summary>Small plans, and scenes to judge by.</summary>
internal static class StepPlans
{
    public const string Uuid = "u1";

    public static StepBook Book { get; } = new();

    public static PlanItem Item(string name, string? identity = Uuid, params (string Name, string Value)[] facts) =>
        new("clusterB", name, identity, facts.GroupBy(fact => fact.Name).ToDictionary(fact => fact.Key, fact => fact.Last().Value));

    public static PlanItem Follower(string name = "bar", string? identity = Uuid, params (string Name, string Value)[] facts) =>
        Item(name, identity, [(ItemFacts.Remote, "clusterA"), (ItemFacts.Leader, "foo"), (ItemFacts.LeaderUuid, "l1"), .. facts]);

    /// <summary>A plan whose steps, in this order, are all for all the items.</summary>
    public static Plan Plan(IReadOnlyList<PlanItem> items, params string[] kinds) => PlanDraft.Seal(
        new Plan
        {
            Id = "p1",
            Operation = "test",
            System = "elasticsearch",
            Title = "test",
            Items = items,
            Steps = [.. kinds.Select(kind => new PlanStep
            {
                Number = 0,
                Kind = kind,
                Words = kind,
                Class = StepClass.Reversible,
                Member = kind == StepKinds.Forget ? "clusterA" : "clusterB",
                Items = [.. items.Select(item => item.Key)],
                Probe = "looked at",
                Deadline = TimeSpan.FromMinutes(1),
            })],
            Holds = [],
            MadeAt = DateTimeOffset.UnixEpoch,
            MadeBy = "somebody",
        },
        (plan, step) => Book.CallsOf(plan, step));

    public static ItemSight Judge(string kind, Func<ItemScene, ItemScene> scene, PlanItem? item = null, params string[] otherSteps)
    {
        var plan = Plan([item ?? Follower()], [kind, .. otherSteps]);
        return Book.Kind(plan.Steps[0]).Judge(scene(new ItemScene { Plan = plan, Step = plan.Steps[0], Item = plan.Items[0], MayOpen = new OpenRight(true) }));
    }

    public static IndexSight Index(IndexState state = IndexState.Open, bool follows = true, string uuid = Uuid, PrimariesState primaries = PrimariesState.Started, string leaderUuid = "l1") =>
        new("bar", uuid, state, follows ? new FollowMetadata("clusterA", "foo", leaderUuid, ["h"], state == IndexState.Open) : null, primaries, 2);

    public static ItemScene Paused(this ItemScene scene, IndexState state = IndexState.Open) =>
        scene with { Index = Index(state), Info = new FollowerInfo("bar", "clusterA", "foo", FollowerStatus.Paused, null) };

    public static ItemScene Active(this ItemScene scene, FollowParameters? parameters = null, IndexState state = IndexState.Open) =>
        scene with { Index = Index(state), Info = new FollowerInfo("bar", "clusterA", "foo", FollowerStatus.Active, parameters ?? FollowParameters.Defaults) };

    public static ItemScene CopyingNow(this ItemScene scene) =>
        scene.Paused() with { Index = Index(primaries: PrimariesState.Waiting), IsCopying = true, Copied = 0.25 };

    public static ItemScene InStream(this ItemScene scene, bool replicated, params string[] backing) =>
        scene with { Stream = new DataStream("logs", backing.Length > 0 ? backing : ["bar"], 1, "logs", replicated) };

    public static ItemScene Regular(this ItemScene scene, IndexState state = IndexState.Open, string uuid = Uuid) => scene with { Index = Index(state, follows: false, uuid) };
}
