using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>
/// Somebody has begun to turn a pair round by hand, or a run was left half way: takes the world as it is, and goes on from there, forwards
/// to a promoted side or back to a following one.
/// </summary>
internal sealed class RecoverVerb : JourneyVerb
{
    public const string WayParameter = "way";
    private const string Forward = "forward";
    private const string Back = "back";

    public override OperationInfo Info { get; } = Journey(Verbs.Recover, "Recover from half-done", "Takes a pair as somebody left it, some promoted, some closed, some paused, and brings it to one state: forwards to promoted, or back to following.", StepClass.Promote);

    protected override IReadOnlyDictionary<string, string[]?> Choices { get; } = new Dictionary<string, string[]?> { [WayParameter] = [Forward, Back] };

    protected override async Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel)
    {
        if (asked.Text(WayParameter) is not { } way)
        {
            draft.Refuse(WayParameter, "Which way it shall go is not said.", $"Give {Forward} (promote what is left) or {Back} (follow again wherever that is possible).");
            return;
        }

        var side = Standby(pair);
        if (!side.Answers)
        {
            draft.Refuse(side.Member, "It does not answer.", $"Bring {side.Member} back.");
            return;
        }

        IReadOnlyList<ItemName> names = [.. pair.CopiesOn(side).Select(item => new ItemName(item.Member, item.Name))];
        if (names.Count == 0) draft.Refuse("pair", $"{side.Member} has no copy of this pair.", "Look at the scope of the pair.");
        if (draft.Refusals.Count > 0) return;
        var all = await Targets.LoadAsync(asked with { Request = asked.Request with { Items = names } }, draft, withParameters: true, cancel);
        if (draft.Refusals.Count > 0) return;
        var targets = Targets.Sift(asked, draft, all, target => way == Forward ? JudgeForward(target) : JudgeBack(target));
        if (draft.Refusals.Count > 0) return;
        await Guards.RightsAsync(asked, draft, side.Member, way == Forward ? [StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Open] : [StepKinds.Open, StepKinds.Resume], [.. targets.Select(target => target.Name)], cancel);
        if (draft.Refusals.Count > 0) return;
        foreach (var target in targets) draft.Add(PlanItems.Of(target, FollowValues.Effective(target.Parameters), null, (ItemFacts.Twin, target.Item.Source.Name), (ItemFacts.TwinCluster, target.Item.Source.Member)));
        if (way == Forward) WriteForward(draft, pair, side, targets);
        else WriteBack(draft, side, targets);
        draft.Title = way == Forward ? $"Finish the promotion of {pair.Options.Id} on {side.Member}" : $"Bring {pair.Options.Id} on {side.Member} back to following";
        Guards.Leaders(draft, targets);
    }

    /// <summary>The side that is, or was, the copy.</summary>
    private static SideWorld Standby(PairWorld pair) => pair.CopiesOn(pair.Away).Any() || !pair.CopiesOn(pair.Home).Any() ? pair.Away : pair.Home;

    private static Takes JudgeForward(Target target) => target.Kind switch
    {
        VerdictKind.Promoted => Takes.LeftOut("already promoted"),
        VerdictKind.LeftClosed => Takes.It,
        _ => States.NoUsableFollower(target) ?? Takes.It,
    };

    private static Takes JudgeBack(Target target) => target.Kind switch
    {
        VerdictKind.Paused or VerdictKind.PausedAndClosed => States.NoLeader(target) ?? Takes.It,
        VerdictKind.ClosedWhileActive => Takes.It,
        VerdictKind.Promoted or VerdictKind.LeftClosed => Takes.Refused("It was unfollowed already, and from there no way leads back but a new copy.", "Leave it out, and recreate it or fail back when its own writes are settled."),
        VerdictKind.NotFollowed => Takes.Refused("Nothing of it is there.", "Follow it."),
        _ => Takes.LeftOut("it follows"),
    };

    private static void WriteForward(Draft draft, PairWorld pair, SideWorld side, IReadOnlyList<Target> targets)
    {
        Rules.Pause(draft, pair, side, pair.OtherThan(side.Side));
        Promotion.Write(draft, side.Member, [.. targets.Select(target => new Promoted(target.Item.Key, target.Name, target.HasTasks, target.IsClosed, target.IsFollower, target.LeaderAnswers != false, target.Place is { } place && (place.Stream.Replicated || place.TakesWrites) ? place.Stream.Name : null))], together: false);
        Promotion.Verify(draft, side.Member, [.. targets.Select(target => target.Item.Key)], [.. targets.Select(target => target.Name)], new PairSide(pair.Options.Id, side.Side, side.Member));
        draft.Warn($"{pair.OtherThan(side.Side).Member} is not fenced by this: what it takes from here on is on that side alone, until somebody fails back.");
    }

    private static void WriteBack(Draft draft, SideWorld side, IReadOnlyList<Target> targets)
    {
        var closed = targets.Where(target => target.IsClosed).ToList();
        foreach (var list in Turning.Lists(closed, target => target.Name)) draft.Step(StepKinds.Open, StepClass.Reversible, side.Member, [.. list.Select(target => target.Item.Key)], Writing.Open(side.Member, [.. list.Select(target => target.Name)]));
        var paused = targets.Where(target => !target.HasTasks).ToList();
        if (paused.Count > 0) draft.Step(StepKinds.Resume, StepClass.Reversible, side.Member, [.. paused.Select(target => target.Item.Key)], Writing.Resume(side.Member, [.. paused.Select(target => target.Name)], "the parameters from before"));
    }
}
