using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>
/// Both sides are up: writes are stopped on the side that leads, the last of them are waited for, the other side is promoted, clients are
/// sent there, and the old side becomes the copy. Nothing is lost, and that is proven shard by shard. It goes through for all or for none.
/// </summary>
internal sealed class SwitchoverVerb : JourneyVerb
{
    public const string ProtectParameter = "protect";
    private const string Yes = "yes";
    private const string No = "no";

    public override OperationInfo Info { get; } = Journey(Verbs.Switchover, "Switch over (planned)",
        "Both sides are up. Fence, drain, promote, verify, route, protect the other way: nothing is lost, and it is proven. From away to home this is the return home.", StepClass.Destroy);

    public override IReadOnlyList<string> AlsoCalled => [Verbs.ReturnHome];

    protected override IReadOnlyDictionary<string, string[]?> Choices { get; } = new Dictionary<string, string[]?>
    {
        [ProtectParameter] = [Yes, No],
        [Turning.LongestParameter] = null,
        [RouteParameter] = [ByHand, NotAtAll],
    };

    protected override async Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel)
    {
        PlannedGuards.Agree(draft, pair);
        if (pair.View.Active is not { } active || draft.Refusals.Count > 0) return;
        var (old, to) = (pair[active], pair.OtherThan(active));
        await PlannedGuards.CheckAsync(asked, draft, pair, old, to, cancel);
        var longest = Turning.Longest(asked, draft);
        if (draft.Refusals.Count > 0) return;
        var targets = await TakenAsync(asked, draft, pair, to, cancel);
        if (draft.Refusals.Count > 0) return;
        var protects = asked.Text(ProtectParameter) != No;
        if (!PlannedGuards.MayFollow(draft, asked.World, old.Member, to.Member) && protects)
            draft.Refuse(ProtectParameter, $"{old.Member} is older than {to.Member}, and an older cluster cannot follow a newer one: after this nothing could be protected.", $"Upgrade {old.Member} first; or give {ProtectParameter}={No}, and stay unprotected.");
        PlannedGuards.Readiness(draft, pair, active == Side.Home ? Direction.FailOver : Direction.FailBack);
        IReadOnlyList<string> names = [.. targets.Select(target => target.Name)];
        IReadOnlyList<string> leaders = [.. targets.Select(target => target.Item.Source.Name)];
        await Guards.RightsAsync(asked, draft, to.Member, [StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Open], names, cancel);
        await Guards.RightsAsync(asked, draft, old.Member, protects ? [StepKinds.Fence, StepKinds.Discard, StepKinds.Follow] : [StepKinds.Fence], leaders, cancel, "the old side ");
        if (draft.Refusals.Count > 0) return;
        var alias = protects ? await PlannedGuards.ConnectAsync(draft, pair, old, to, cancel) : null;
        if (draft.Refusals.Count > 0) return;
        Write(asked, draft, pair, old, to, targets, alias, longest!.Value);
    }

    /// <summary>The copies that can take over. One that cannot stops the whole, unless it is left out by wish.</summary>
    private static async Task<IReadOnlyList<Target>> TakenAsync(Asked asked, Draft draft, PairWorld pair, SideWorld to, CancellationToken cancel)
    {
        IReadOnlyList<ItemName> names = [.. pair.CopiesOn(to).Select(item => new ItemName(item.Member, item.Name))];
        if (names.Count == 0)
        {
            draft.Refuse("pair", $"{to.Member} has no copy of anything of this pair: there is nothing to switch over to.", "Set up replication first.");
            return [];
        }

        var all = await Targets.LoadAsync(asked with { Request = asked.Request with { Items = names } }, draft, withParameters: true, cancel);
        return draft.Refusals.Count > 0 ? [] : Targets.Sift(asked, draft, all, target => Judge(target, to));
    }

    private static Takes Judge(Target target, SideWorld to) => target.Kind switch
    {
        VerdictKind.Following or VerdictKind.CatchingUp or VerdictKind.Lagging or VerdictKind.WaitingToRetry => Takes.It,
        VerdictKind.Promoted or VerdictKind.LeftClosed => Takes.Refused($"It is an ordinary index on {to.Member} already, beside its leader: both may have taken writes.", "Settle that first: recreate it, when its own writes are not wanted."),
        VerdictKind.NotFollowed => Takes.Refused($"{to.Member} has no copy of it.", "Follow it first."),
        VerdictKind.Copying => Takes.Refused("Its first copy is not finished.", "Wait for it."),
        VerdictKind.Paused or VerdictKind.PausedAndClosed => Takes.Refused("It is paused.", "Resume it first."),
        _ => Takes.Refused($"It does not follow as it should: {target.Item.Verdict.Reason.TrimEnd('.')}.", "Follow its remedy first."),
    };

    private static void Write(Asked asked, Draft draft, PairWorld pair, SideWorld old, SideWorld to, IReadOnlyList<Target> targets, string? alias, TimeSpan longest)
    {
        var world = asked.World;
        var fenceBy = Turning.FenceBy(world, old.Member);
        var turned = new List<Turned>();
        foreach (var target in targets)
        {
            var source = target.Item.Source;
            var parameters = FollowValues.Effective(target.Parameters);
            var streamed = target.Place is { } place && (place.Stream.Replicated || place.TakesWrites) ? place.Stream.Name : null;
            draft.Add(PlanItems.Of(target, parameters, null, (ItemFacts.Twin, source.Name), (ItemFacts.TwinCluster, old.Member)));
            var leader = old.Index(source.Name);
            var item = PlanItems.Of(old.Member, source.Name, leader?.Uuid ?? source.Identity, pair.Options.Id, alias is null ? null : parameters, null,
            [
                (ItemFacts.Twin, target.Name), (ItemFacts.TwinCluster, to.Member), (ItemFacts.FenceBy, fenceBy),
                (ItemFacts.Remote, alias), (ItemFacts.Leader, alias is null ? null : target.Name), (ItemFacts.LeaderCluster, alias is null ? null : to.Member), (ItemFacts.LeaderUuid, alias is null ? null : target.Identity),
                (ItemFacts.Stream, old.StreamOf(source.Name)?.Name),
            ]);
            draft.Add(item);
            turned.Add(new Turned(item.Key, source.Name, target.Item.Key, target.Name, Stays: true, target.Item.Bytes ?? 0, old.StreamOf(source.Name)?.Name, streamed));
        }

        IReadOnlyList<(string Key, string Name)> leaders = [.. turned.Select(one => (one.OldKey, one.Old))];
        Rules.Pause(draft, pair, to, old);
        Wake(draft, to.Member, [.. targets.Where(target => target.Kind == VerdictKind.WaitingToRetry)]);
        Turning.Fence(draft, old.Member, leaders, longest);
        Turning.Drain(draft, old.Member, to.Member, leaders);
        Promotion.Write(draft, to.Member, [.. turned.Select(one => new Promoted(one.NewKey, one.New, HasTasks: true, IsClosed: false, IsFollower: true, MayResume: true, one.NewStream))], together: true);
        IReadOnlyList<string> keys = [.. turned.Select(one => one.NewKey)];
        IReadOnlyList<string> names = [.. turned.Select(one => one.New)];
        Turning.Compare(draft, to.Member, old.Member, keys, names);
        Promotion.Verify(draft, to.Member, keys, names, new PairSide(pair.Options.Id, to.Side, to.Member));
        IReadOnlyList<(string Key, string Name, string Other)> led = [.. turned.Select(one => (one.NewKey, one.New, one.Old))];
        Aliases.Write(draft, pair, to, old, led);
        Promotion.Route(draft, to.Member, led, asked.Text(RouteParameter));
        if (alias is not null) Back(draft, pair, old, to, turned, alias, world);
        else draft.Warn($"Nothing protects the pair afterwards: {old.Member} stays fenced, and follows nothing until somebody fails back.");
        draft.Title = to.Side == Side.Home ? $"Return {pair.Options.Id} home to {to.Member}" : $"Switch {pair.Options.Id} over from {old.Member} to {to.Member}";
        draft.Warn($"From the fence until clients are on {to.Member} nobody can write: {longest.TotalMinutes:0} min at most before it is turned round, and then until a person has sent them there.");
    }

    private static void Back(Draft draft, PairWorld pair, SideWorld old, SideWorld to, List<Turned> turned, string alias, World world)
    {
        if (to.Side == Side.Home) Rules.Restore(draft, pair, to, []);
        else Rules.Reverse(draft, pair, old, to, alias);
        Turning.Protect(draft, new PairSide(pair.Options.Id, old.Side, old.Member), to.Member, turned, world.CopySpeed(old.Member));
    }

    /// <summary>A copy that sleeps after an outage of its leader is woken before anybody waits for it.</summary>
    private static void Wake(Draft draft, string member, IReadOnlyList<Target> asleep)
    {
        if (asleep.Count == 0) return;
        IReadOnlyList<string> keys = [.. asleep.Select(target => target.Item.Key)];
        IReadOnlyList<string> names = [.. asleep.Select(target => target.Name)];
        var pause = draft.Step(StepKinds.Pause, StepClass.Reversible, member, keys, Writing.Pause(member, names, "Resume."));
        draft.TakeBack(pause, StepKinds.Resume, keys, Writing.Resume(member, names, "the parameters from before"), evenIfStopped: true);
        draft.Step(StepKinds.Resume, StepClass.Reversible, member, keys, Writing.Resume(member, names, "the same parameters, which wakes them at once"));
    }
}
