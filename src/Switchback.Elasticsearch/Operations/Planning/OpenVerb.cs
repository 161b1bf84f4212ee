using Switchback.Core.Fleet;
using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

internal sealed class OpenVerb : ItemVerb
{
    public override OperationInfo Info { get; } = new(Verbs.Open, "Open", "Puts closed followers back into service. What they missed while closed is then written.", StepClass.Reversible);

    protected override string Does => "Open";

    protected override IReadOnlyList<string> KindsOf(Asked asked) => [StepKinds.Open];

    internal override Takes Judge(Target target, Asked asked) => target.Kind switch
    {
        VerdictKind.LeftClosed => Takes.Refused("It follows nothing any more: opening it makes it writable, which is a promotion.", "Finish its promotion (unfollow): that asks for a promotion's approvals."),
        VerdictKind.PausedAndClosed or VerdictKind.ClosedWhileActive => Takes.It,
        // A follower that failed may be closed as well: nothing tells, and opening what is open does nothing.
        VerdictKind.Failed or VerdictKind.SourceGone => Takes.It,
        VerdictKind.NotFollowed or VerdictKind.Unknown => States.NoUsableFollower(target)!.Value,
        _ => Takes.LeftOut("already open"),
    };

    protected override Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        foreach (var target in targets) draft.Add(PlanItems.Of(target));
        foreach (var list in ListsOf(targets))
        {
            var step = draft.Step(StepKinds.Open, StepClass.Reversible, member, KeysOf(list), Writing.Open(member, NamesOf(list), "Close again."));
            var closed = list.Where(target => target.IsClosed).ToList();
            draft.TakeBack(step, StepKinds.Close, KeysOf(closed), Writing.Close(member, NamesOf(closed), "Open."));
        }
        var paused = targets.Where(target => !target.HasTasks).Select(target => target.Name).ToList();
        if (paused.Count > 0) draft.Warn($"{Counted.Named(paused)} {Counted.Is(paused)} paused as well: opening does not resume. Resume does both.");
        return Task.CompletedTask;
    }
}
