using Switchback.Core.Fleet;
using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

internal sealed class PauseVerb : ItemVerb
{
    public override OperationInfo Info { get; } = new(Verbs.Pause, "Pause",
        "Stops reading from the leader. The parameters are remembered for the resume; the leader keeps what is missing for the retention lease's period.", StepClass.Reversible);

    protected override string Does => "Pause";

    protected override bool NeedsParameters => true;

    protected override IReadOnlyList<string> KindsOf(Asked asked) => [StepKinds.Pause, StepKinds.Resume];

    internal override Takes Judge(Target target, Asked asked) => States.NoUsableFollower(target) ?? (target.HasTasks ? Takes.It : Takes.LeftOut("already paused"));

    protected override Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        foreach (var target in targets) draft.Add(PlanItems.Of(target, FollowValues.Effective(target.Parameters)));
        WritePause(draft, member, targets);
        PlanItems.TellParameters(draft, asked);
        Guards.Leaders(draft, targets);
        draft.Warn("While it is paused nothing is copied. The leader keeps what is missing for its retention lease's period, 12 h unless it is set otherwise; after that a follower may have to be copied anew.");
        var failed = targets.Where(target => target.Kind is VerdictKind.Failed or VerdictKind.SourceGone).Select(target => target.Name).ToList();
        if (failed.Count > 0) draft.Warn($"{Counted.Named(failed)} had stopped with an error already: pausing takes the error away from sight, not its cause.");
        var down = targets.Where(target => target.LeaderAnswers == false).Select(target => target.Name).ToList();
        if (down.Count > 0) draft.Warn($"The leader of {Counted.Named(down)} does not answer now: until it does, the pause cannot be taken back.");
        return Task.CompletedTask;
    }
}
