using Switchback.Core.Fleet;
using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

internal sealed class CloseVerb : ItemVerb
{
    public override OperationInfo Info { get; } = new(Verbs.Close, "Close", "Takes followers out of service without losing anything: they can be neither searched nor written until they are opened.", StepClass.Reversible);

    protected override string Does => "Close";

    // Whoever closes must be able to open again.
    protected override IReadOnlyList<string> KindsOf(Asked asked) => [StepKinds.Close, StepKinds.Open];

    internal override Takes Judge(Target target, Asked asked)
    {
        if (target.IsClosed) return Takes.LeftOut("already closed");
        if (target.Kind == VerdictKind.Promoted) return Takes.Refused("It is an ordinary index now: closing it would stop whoever writes to it.", "Close it by hand when that is wanted.");
        return States.NoUsableFollower(target) ?? States.WriteIndex(target, "closed") ?? Takes.It;
    }

    protected override Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        foreach (var target in targets) draft.Add(PlanItems.Of(target));
        foreach (var list in ListsOf(targets))
        {
            var step = draft.Step(StepKinds.Close, StepClass.Reversible, member, KeysOf(list), Writing.Close(member, NamesOf(list), "Open again."));
            draft.TakeBack(step, StepKinds.Open, KeysOf(list), Writing.Open(member, NamesOf(list)));
        }
        var active = targets.Where(target => target.HasTasks).Select(target => target.Name).ToList();
        if (active.Count > 0) draft.Warn($"{Counted.Named(active)} still follow{(active.Count == 1 ? "s" : "")}: while closed, reads go on and every write fails and is tried again. Opening makes up for it.");
        return Task.CompletedTask;
    }
}
