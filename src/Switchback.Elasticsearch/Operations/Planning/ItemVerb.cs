using Switchback.Core.Plans;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>A verb for followers that are there: each is judged by its state, then steps are written cluster by cluster.</summary>
internal abstract class ItemVerb : Verb
{
    /// <summary>The kinds of step it may take, for the rights that they need.</summary>
    protected abstract IReadOnlyList<string> KindsOf(Asked asked);

    /// <summary>Whether tasks are ended or begun, so that parameters must be known and a licence may matter.</summary>
    protected virtual bool NeedsParameters => TakesFollowParameters;

    protected virtual bool NeedsLicence => false;

    /// <summary>Whether it takes an item in its state, by what is known of it alone. Without parameters given: whether it would with some.</summary>
    internal abstract Takes Judge(Target target, Asked asked);

    protected abstract Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel);

    public sealed override async Task DraftAsync(Asked asked, Draft draft, CancellationToken cancel)
    {
        Check(asked, draft);
        if (draft.Refusals.Count > 0) return;
        var targets = Targets.Sift(asked, draft, await Targets.LoadAsync(asked, draft, NeedsParameters, cancel), target => Judge(target, asked));
        if (draft.Refusals.Count > 0) return;
        foreach (var group in targets.GroupBy(target => target.Item.Member, StringComparer.Ordinal))
        {
            IReadOnlyList<Target> here = [.. group];
            Guards.Answers(asked.World, draft, group.Key);
            await Guards.RightsAsync(asked, draft, group.Key, KindsOf(asked), [.. here.Select(target => target.Name)], cancel);
            if (NeedsLicence) await Guards.LicenceAsync(asked.World, draft, group.Key, cancel);
            if (draft.Refusals.Count > 0) continue;
            await WriteAsync(asked, draft, group.Key, here, cancel);
        }
    }

    /// <summary>What can be said without looking at anything.</summary>
    protected virtual void Check(Asked asked, Draft draft)
    {
    }

    protected static IReadOnlyList<string> KeysOf(IEnumerable<Target> targets) => [.. targets.Select(target => target.Item.Key)];

    protected static IReadOnlyList<string> NamesOf(IEnumerable<Target> targets) => [.. targets.Select(target => target.Name)];

    /// <summary>Lists that one call can carry, so that no index stays closed for longer than one list takes.</summary>
    protected static IEnumerable<IReadOnlyList<Target>> ListsOf(IReadOnlyList<Target> targets)
    {
        var next = 0;
        foreach (var list in NameLists.Cut(targets.Select(target => target.Name)))
        {
            yield return [.. targets.Skip(next).Take(list.Count)];
            next += list.Count;
        }
    }

    /// <summary>Pauses those that have tasks; taken back by resuming with what each has now, where its leader can be asked.</summary>
    protected static void WritePause(Draft draft, string member, IReadOnlyList<Target> targets, bool evenIfStopped = false)
    {
        var active = targets.Where(target => target.HasTasks).ToList();
        if (active.Count == 0) return;
        var names = NamesOf(active);
        var back = active.Where(target => target.LeaderAnswers != false && !target.IsClosed).ToList();
        var step = draft.Step(StepKinds.Pause, StepClass.Reversible, member, KeysOf(active), Writing.Pause(member, names, back.Count > 0 ? "Resume with the parameters that each has now." : null));
        draft.TakeBack(step, StepKinds.Resume, KeysOf(back), Writing.Resume(member, NamesOf(back), "the parameters from before"), evenIfStopped);
        var unknown = active.Where(target => target.Parameters is null).Select(target => target.Name).ToList();
        if (unknown.Count > 0) draft.Warn($"The parameters of {Counted.Named(unknown)} could not be read: the defaults are taken for them, now and when it is taken back.");
    }

    /// <summary>Closes those that are open; an item that stops after that is opened again, whatever stopped it.</summary>
    protected static void WriteClose(Draft draft, string member, IReadOnlyList<Target> list)
    {
        var open = list.Where(target => !target.IsClosed).ToList();
        if (open.Count == 0) return;
        var step = draft.Step(StepKinds.Close, StepClass.Reversible, member, KeysOf(open), Writing.Close(member, NamesOf(open), "Open again, also when it stops here."));
        draft.TakeBack(step, StepKinds.Open, KeysOf(open), Writing.Open(member, NamesOf(open)), evenIfStopped: true);
    }
}
