using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>
/// From follower to ordinary index: pause, close, unfollow, open, and only what is missing of it. Each list of names is open again
/// before the next one closes. A data stream that is a copy is promoted and rolled over before that, because its write index does not close.
/// </summary>
internal sealed class UnfollowVerb : ItemVerb
{
    public override OperationInfo Info { get; } = new(Verbs.Unfollow, "Promote",
        "Makes followers ordinary, writable indices: pause, close, unfollow, open; of data streams, all of them at once, with a rollover before. Works with the leader down. Nothing takes it back but a new copy.", StepClass.Promote);

    public override IReadOnlyList<string> AlsoCalled => [Verbs.Promote];

    protected override string Does => "Promote";

    protected override bool NeedsParameters => true;

    protected override IReadOnlyList<string> KindsOf(Asked asked) => [StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Open];

    internal override Takes Judge(Target target, Asked asked)
    {
        if (target.Kind == VerdictKind.Promoted) return Takes.LeftOut("already promoted");
        if (target.Kind == VerdictKind.LeftClosed) return Takes.It;
        if (States.NoUsableFollower(target) is { } unusable) return unusable;
        return Takes.It;
    }

    protected override async Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        var streams = await PromotedStreams.ReadAsync(asked, draft, member, targets, cancel);
        if (draft.Refusals.Count > 0) return;
        foreach (var target in targets) draft.Add(PlanItems.Of(target, target.HasTasks ? FollowValues.Effective(target.Parameters) : null));
        streams.Write(draft, member);
        WritePause(draft, member, targets);
        foreach (var list in ListsOf(targets))
        {
            WriteClose(draft, member, list);
            var followers = list.Where(target => target.IsFollower).ToList();
            if (followers.Count > 0) draft.Step(StepKinds.Unfollow, StepClass.Promote, member, KeysOf(followers), Writing.Unfollow(member, NamesOf(followers)), isPointOfNoReturn: true);
            // What was left closed becomes writable by opening alone.
            var gravest = followers.Count < list.Count ? StepClass.Promote : StepClass.Reversible;
            draft.Step(StepKinds.Open, gravest, member, KeysOf(list), Writing.Open(member, NamesOf(list)));
        }
        Guards.Leaders(draft, targets);
        Warn(draft, member, targets);
    }

    private static void Warn(Draft draft, string member, IReadOnlyList<Target> targets)
    {
        foreach (var leader in targets.Where(target => target.Kind != VerdictKind.SourceGone).GroupBy(target => (target.LeaderName, target.LeaderAnswers)))
        {
            var names = NamesOf(leader);
            if (leader.Key.LeaderAnswers != false)
            {
                draft.Warn($"Two writable copies from here on: {leader.Key.LeaderName} {(leader.Key.LeaderAnswers == true ? "answers and takes writes" : "may be up and take writes")}. What is written there after this never reaches {Counted.Followers(names)} on {member}.");
            }
            else
            {
                draft.Warn($"{leader.Key.LeaderName} does not answer: what it took and had not sent is not in {Counted.Followers(names)}, and comes back with it.");
                draft.Warn($"Retention leases of {Counted.Followers(names)} stay on {leader.Key.LeaderName} and are to be forgotten there when it is back.");
            }
        }
        var behind = targets.Where(target => target.Item.Lag.Operations > 0).ToList();
        if (behind.Count > 0)
        {
            var operations = behind.Sum(target => target.Item.Lag.Operations!.Value);
            draft.Warn(string.Create(CultureInfo.InvariantCulture, $"{Counted.Named(NamesOf(behind))} {Counted.Is(NamesOf(behind))} behind by {(behind.Any(target => target.Item.Lag.AtLeast) ? "at least " : "")}{operations:#,0} operations by the last look: {(behind.Count == 1 ? "it becomes" : "they become")} writable without them."));
        }
        var unknown = targets.Where(target => target.IsFollower && !target.Item.Lag.IsKnown).ToList();
        if (unknown.Count > 0) draft.Warn($"How far {Counted.Named(NamesOf(unknown))} {Counted.Is(NamesOf(unknown))} behind is not known.");
    }
}
