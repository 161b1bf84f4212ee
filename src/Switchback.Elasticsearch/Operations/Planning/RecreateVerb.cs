using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Copies a follower anew from what its leader has now: over the closed index, or the documented long way round.</summary>
internal sealed class RecreateVerb : ItemVerb
{
    private const string Short = "short";
    private const string Long = "long";
    private const int MostSentences = 20;

    public override OperationInfo Info { get; } = new(Verbs.Recreate, "Recreate",
        "Copies a follower anew from its leader when what it lacks is no longer there to be read. What this copy holds is replaced.", StepClass.Destroy);

    public override bool TakesFollowParameters => true;

    public override IReadOnlyList<string> Parameters => [Verbs.WayParameter, Verbs.SettingsParameter];

    protected override string Does => "Recreate";

    protected override bool NeedsLicence => true;

    protected override IReadOnlyList<string> KindsOf(Asked asked) => asked.Text(Verbs.WayParameter) == Long
        ? [StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Delete, StepKinds.Follow, StepKinds.Open]
        : [StepKinds.Pause, StepKinds.Close, StepKinds.Follow, StepKinds.Open];

    protected override void Check(Asked asked, Draft draft)
    {
        if (asked.Text(Verbs.WayParameter) is { } way and not (Short or Long))
            draft.Refuse(Verbs.WayParameter, $"There is no way '{way}'.", "Give short (pause, close, follow) or long (pause, close, unfollow, delete, follow).");
    }

    internal override Takes Judge(Target target, Asked asked)
    {
        if (target.Kind is VerdictKind.Promoted or VerdictKind.LeftClosed)
            return Takes.Refused("It was writable, or may have been: what it took on its own has not been compared with its leader, and would be replaced.", "Keep it until its own writes have been found and saved.");
        if (States.NoUsableFollower(target) is { } unusable) return unusable;
        if ((States.ActiveSide(target) ?? States.PromotedStream(target) ?? States.WriteIndex(target, "closed")) is { } hands) return hands;
        if (target.LeaderAnswers == null) return Takes.Refused($"{target.LeaderName} is none of the configured clusters: that there is something to copy cannot be seen.", "Configure the leader's cluster.");
        if (target.LeaderAnswers == false) return Takes.Refused($"{target.LeaderName} does not answer: there is nothing to copy from, and this copy is what there is.", $"Bring {target.LeaderName} back; or promote the copy.");
        return States.CutOff(target) ?? Takes.It;
    }

    protected override async Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        var isLong = asked.Text(Verbs.WayParameter) == Long;
        var settings = FollowSettings.Read(asked, draft, member);
        var leaders = await LeadersAsync(asked.World, draft, targets, cancel);
        if (draft.Refusals.Count > 0) return;
        var taken = Targets.Sift(asked, draft, targets, target => HasLeader(target, leaders, isLong));
        if (draft.Refusals.Count > 0) return;
        foreach (var target in taken)
        {
            var now = FollowValues.Effective(target.Parameters);
            var wanted = FollowValues.Effective(target.Parameters, asked.Given);
            draft.Add(PlanItems.Of(target, wanted, asked.Given.Count > 0 ? now : null, (ItemFacts.LeaderUuid, Leader(leaders, target)!.Uuid), (ItemFacts.Settings, settings)));
        }
        var speed = asked.World.CopySpeed(member);
        WritePause(draft, member, taken);
        foreach (var list in ListsOf(taken)) WriteList(draft, member, list, isLong, Estimates.DeadlineOfCopy(Estimates.Copy(Bytes(leaders, list), speed)));
        draft.Copying += Estimates.Copy(Bytes(leaders, taken), speed);
        PlanItems.TellParameters(draft, asked);
        Guards.Leaders(draft, taken);
        Destroys(draft, member, taken);
        Warn(draft, member, taken, leaders, speed, settings);
    }

    private static void WriteList(Draft draft, string member, IReadOnlyList<Target> list, bool isLong, TimeSpan deadline)
    {
        WriteClose(draft, member, list);
        var (keys, names) = (KeysOf(list), NamesOf(list));
        var from = Counted.List(list.Select(target => target.LeaderName).Distinct(StringComparer.Ordinal));
        if (!isLong)
        {
            draft.Step(StepKinds.Follow, StepClass.Destroy, member, keys, Writing.FollowOver(member, names, from), isPointOfNoReturn: true, deadline);
            return;
        }
        draft.Step(StepKinds.Unfollow, StepClass.Promote, member, keys, Writing.Unfollow(member, names), isPointOfNoReturn: true);
        draft.Step(StepKinds.Delete, StepClass.Destroy, member, keys, Writing.Delete(member, names), isPointOfNoReturn: true);
        draft.Step(StepKinds.Follow, StepClass.Reversible, member, keys, Writing.FollowNew(member, names, from), deadline: deadline);
    }

    private static async Task<Dictionary<string, Dictionary<string, IndexFacts>>> LeadersAsync(World world, Draft draft, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        var lists = new Dictionary<string, Dictionary<string, IndexFacts>>(StringComparer.Ordinal);
        foreach (var leader in targets.Select(target => target.Item.Source.Member!).Distinct(StringComparer.Ordinal))
        {
            if ((await world.Sources.IndicesAsync(leader, cancel)).TryGet(out var all, out var fault)) lists[leader] = all.ToDictionary(index => index.Name, StringComparer.Ordinal);
            else draft.Refuse(leader, $"Its indices cannot be listed: whether the leaders are there is not known. {fault.Say()}", "Try again when it answers.");
        }
        return lists;
    }

    private static IndexFacts? Leader(Dictionary<string, Dictionary<string, IndexFacts>> leaders, Target target) => leaders[target.Item.Source.Member!].GetValueOrDefault(target.Item.Source.Name);

    private static long Bytes(Dictionary<string, Dictionary<string, IndexFacts>> leaders, IEnumerable<Target> targets) => targets.Sum(target => Leader(leaders, target)?.PrimaryBytes ?? target.Item.Bytes ?? 0);

    private static Takes HasLeader(Target target, Dictionary<string, Dictionary<string, IndexFacts>> leaders, bool isLong) => Leader(leaders, target) switch
    {
        null => Takes.Refused($"{target.LeaderName} no longer has its leader: there is nothing to copy, and this copy is what is left.", "Promote it."),
        { State: not IndexState.Open } => Takes.Refused($"Its leader is closed on {target.LeaderName}: nothing can be copied from it.", "Open the leader first."),
        var leader when !isLong && target.Item.Parts > 0 && leader.Primaries != target.Item.Parts =>
            Takes.Refused("Its leader has another number of shards now: it cannot be copied over this index.", $"Take the long way ({Verbs.WayParameter}={Long}), which deletes this index first."),
        _ => Takes.It,
    };

    private static void Destroys(Draft draft, string member, IReadOnlyList<Target> targets)
    {
        if (targets.Count <= MostSentences)
        {
            foreach (var target in targets) draft.Destroys.Add($"What {target.Name} on {member} holds{(target.Item.Bytes is { } bytes ? $", {Say.Bytes(bytes)}," : "")} is replaced by a new copy of {target.LeaderName}'s {target.Item.Source.Name}.");
            return;
        }
        draft.Destroys.Add($"What {Counted.Followers(NamesOf(targets))} on {member} hold is replaced by new copies.");
    }

    private static void Warn(Draft draft, string member, IReadOnlyList<Target> targets, Dictionary<string, Dictionary<string, IndexFacts>> leaders, double? speed, string? settings)
    {
        var bytes = Bytes(leaders, targets);
        draft.Warn($"{Say.Bytes(bytes)} are copied, which takes about {Say.Ago(Estimates.Copy(bytes, speed))} at {(speed is { } seen ? $"the {Say.Bytes((long)seen)}/s seen now" : $"the usual limit of {Say.Bytes((long)Estimates.UsualBytesPerSecond)}/s")}. Meanwhile {(targets.Count == 1 ? "it" : "each of them")} can be neither read nor promoted.");
        var restartable = targets.Where(target => target.Item.Verdict.Remedy is Remedy.Restart or Remedy.Wake).Select(target => target.Name).ToList();
        if (restartable.Count > 0) draft.Warn($"A restart may be enough for {Counted.Named(restartable)}: it pauses and resumes with the same parameters, loses nothing and copies nothing. Try that first.");
        var changed = targets.Where(target => target.Item.Source.Identity is { } uuid && Leader(leaders, target)!.Uuid != uuid).Select(target => target.Name).ToList();
        if (changed.Count > 0) draft.Warn($"The leader of {Counted.Named(changed)} is another index than the one copied before, under the same name: what only this copy holds is then nowhere.");
        if (settings is null) draft.Warn($"Settings that {(targets.Count == 1 ? "it has" : "they have")} of {(targets.Count == 1 ? "its" : "their")} own on {member}, such as replicas, are taken from the leader unless they are given anew.");
        var unknown = targets.Where(target => target.Parameters is null).Select(target => target.Name).ToList();
        if (unknown.Count > 0) draft.Warn($"The parameters that {Counted.Named(unknown)} had are not known: what is not given takes its default.");
    }
}
