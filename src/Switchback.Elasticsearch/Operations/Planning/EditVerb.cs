using Switchback.Core.Fleet;
using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>No call changes parameters: pausing and resuming with others does. Both sets stand in the plan, so that a crash between the two loses neither.</summary>
internal sealed class EditVerb : ItemVerb
{
    public override OperationInfo Info { get; } = new(Verbs.Edit, "Edit parameters", "Changes how a follower reads and writes: it is paused for a moment and resumed with the new parameters.", StepClass.Reversible);

    public override bool TakesFollowParameters => true;

    protected override string Does => "Edit the parameters of";

    protected override bool NeedsLicence => true;

    protected override IReadOnlyList<string> KindsOf(Asked asked) => [StepKinds.Pause, StepKinds.Resume];

    protected override void Check(Asked asked, Draft draft)
    {
        if (asked.Given.Count == 0) draft.Refuse("The parameters", "None is given: nothing would change.", $"Give at least one of {string.Join(", ", FollowValues.Names)}.");
    }

    internal override Takes Judge(Target target, Asked asked)
    {
        if (States.NoUsableFollower(target) is { } unusable) return unusable;
        if (target.Kind == VerdictKind.ClosedWhileActive) return Takes.Refused("It is closed: it could be paused, and not resumed.", "Open it first.");
        if (States.NoLeader(target) is { } leaderless) return leaderless;
        if (!target.HasTasks) return Takes.Refused("It is paused, and a paused follower has no parameters to change.", "Resume it with the parameters that are wanted.");
        if (target.Parameters is not { } now) return Takes.Refused("Its parameters cannot be read: those that are not given would be lost.", "Try again when its cluster tells them.");
        return asked.Given.Count > 0 && asked.Given.All(given => now.GetValueOrDefault(given.Key) == given.Value) ? Takes.LeftOut("it has these parameters already") : Takes.It;
    }

    protected override Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        foreach (var target in targets)
            draft.Add(PlanItems.Of(target, FollowValues.Effective(target.Parameters, asked.Given), FollowValues.Effective(target.Parameters)));
        // Never left paused: when resuming with the new ones is refused, it goes on with the old ones.
        WritePause(draft, member, targets, evenIfStopped: true);
        var names = NamesOf(targets);
        var step = draft.Step(StepKinds.Resume, StepClass.Reversible, member, KeysOf(targets), Writing.Resume(member, names, "the changed parameters", "Pause, and resume with those from before."));
        draft.TakeBack(step, StepKinds.Pause, KeysOf(targets), Writing.Pause(member, names, null));
        PlanItems.TellParameters(draft, asked);
        Guards.Leaders(draft, targets);
        return Task.CompletedTask;
    }
}
