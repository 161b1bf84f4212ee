using Switchback.Core.Fleet;
using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

internal sealed class RestartVerb : ItemVerb
{
    public override OperationInfo Info { get; } = new(Verbs.Restart, "Restart",
        "Pauses and resumes with the same parameters: it starts again after an error, and wakes what sleeps until its next try. Nothing is lost.", StepClass.Reversible);

    public override IReadOnlyList<string> AlsoCalled => [Verbs.Wake];

    protected override string Does => "Restart";

    protected override bool NeedsParameters => true;

    protected override bool NeedsLicence => true;

    protected override IReadOnlyList<string> KindsOf(Asked asked) => [StepKinds.Pause, StepKinds.Resume];

    internal override Takes Judge(Target target, Asked asked)
    {
        if (States.NoUsableFollower(target) is { } unusable) return unusable;
        if (target.Kind == VerdictKind.ClosedWhileActive) return Takes.Refused("It is closed: it could be paused, and not resumed.", "Open it first.");
        if (States.NoLeader(target) is { } leaderless) return leaderless;
        if (!target.HasTasks) return Takes.Refused("It is paused: there is nothing to restart.", "Resume it.");
        return target.Parameters is null ? Takes.Refused("Its parameters cannot be read: pausing would lose them.", "Try again when its cluster tells them.") : Takes.It;
    }

    protected override Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        foreach (var target in targets) draft.Add(PlanItems.Of(target, FollowValues.Effective(target.Parameters)));
        WritePause(draft, member, targets, evenIfStopped: true);
        draft.Step(StepKinds.Resume, StepClass.Reversible, member, KeysOf(targets), Writing.Resume(member, NamesOf(targets), "the same parameters"));
        PlanItems.TellParameters(draft, asked);
        Guards.Leaders(draft, targets);
        var hopeless = targets.Where(target => target.Item.Verdict.Remedy == Remedy.Recreate).Select(target => target.Name).ToList();
        if (hopeless.Count > 0) draft.Warn($"{Counted.Named(hopeless)} will most likely stop with the same error again: what is missing is no longer on the leader. Recreate copies it anew.");
        var refused = targets.Where(target => target.Kind == VerdictKind.ReadErrors).Select(target => target.Name).ToList();
        if (refused.Count > 0) draft.Warn($"The reads of {Counted.Named(refused)} fail on the leader: if that is for want of rights or a licence, resuming is refused for the same reason, and {(refused.Count == 1 ? "it stays" : "they stay")} paused until it is granted.");
        return Task.CompletedTask;
    }
}
