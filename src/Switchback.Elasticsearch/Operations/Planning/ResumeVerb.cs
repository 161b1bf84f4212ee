using Switchback.Core.Fleet;
using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

internal sealed class ResumeVerb : ItemVerb
{
    public override OperationInfo Info { get; } = new(Verbs.Resume, "Resume",
        "Goes on reading from the leader, with the parameters remembered from before the pause or with changed ones. What is closed is opened first.", StepClass.Reversible);

    public override bool TakesFollowParameters => true;

    protected override string Does => "Resume";

    protected override bool NeedsLicence => true;

    protected override IReadOnlyList<string> KindsOf(Asked asked) => [StepKinds.Open, StepKinds.Resume, StepKinds.Pause];

    internal override Takes Judge(Target target, Asked asked)
    {
        if (States.NoUsableFollower(target) is { } unusable) return unusable;
        if (target.Kind == VerdictKind.Failed) return Takes.Refused("It is not paused: it stopped with an error, and its tasks are still there.", "Restart it, which pauses it first.");
        if (target.Kind == VerdictKind.ClosedWhileActive) return Takes.Refused("It is not paused: it is closed while it follows.", "Open it.");
        if (target.HasTasks && target.Kind != VerdictKind.SourceGone) return Takes.LeftOut("not paused");
        return States.NoLeader(target) ?? Takes.It;
    }

    protected override Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        foreach (var target in targets) draft.Add(PlanItems.Of(target, FollowValues.Effective(target.Parameters, asked.Given)));
        foreach (var list in ListsOf([.. targets.Where(target => target.IsClosed)]))
        {
            var opened = draft.Step(StepKinds.Open, StepClass.Reversible, member, KeysOf(list), Writing.Open(member, NamesOf(list), "Close again."));
            draft.TakeBack(opened, StepKinds.Close, KeysOf(list), Writing.Close(member, NamesOf(list), "Open."));
        }
        var names = NamesOf(targets);
        var with = asked.Given.Count > 0 ? "changed parameters" : targets.All(target => target.Parameters is not null) ? "the parameters from before the pause" : "the parameters shown";
        var step = draft.Step(StepKinds.Resume, StepClass.Reversible, member, KeysOf(targets), Writing.Resume(member, names, with, "Pause again."));
        draft.TakeBack(step, StepKinds.Pause, KeysOf(targets), Writing.Pause(member, names, null));
        PlanItems.TellParameters(draft, asked);
        Guards.Leaders(draft, targets);
        var unknown = targets.Where(target => target.Parameters is null).Select(target => target.Name).ToList();
        if (unknown.Count > 0) draft.Warn($"The parameters that {Counted.Named(unknown)} had before the pause are not known: what is not given takes its default.");
        var late = targets.Where(target => target.Item.KeptUntil < asked.World.Now).Select(target => target.Name).ToList();
        if (late.Count > 0) draft.Warn($"The leader of {Counted.Named(late)} was no longer bound to keep what is missing. If it was merged away, resuming ends in an error and it has to be recreated.");
        return Task.CompletedTask;
    }
}
