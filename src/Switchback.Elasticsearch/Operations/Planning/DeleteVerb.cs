using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Deletes followers that hold nothing which their leader does not have, and the leases that they leave behind.</summary>
internal sealed class DeleteVerb : ItemVerb
{
    private const int MostSentences = 20;

    public override OperationInfo Info { get; } = new(Verbs.Delete, "Delete", "Deletes a follower that is paused, closed, failed or still being copied. Its leader is not touched.", StepClass.Destroy);

    protected override string Does => "Delete";

    protected override bool NeedsParameters => true;

    protected override IReadOnlyList<string> KindsOf(Asked asked) => [StepKinds.Pause, StepKinds.Delete];

    internal override Takes Judge(Target target, Asked asked)
    {
        if (target.Kind is VerdictKind.NotFollowed or VerdictKind.Unknown) return States.NoUsableFollower(target)!.Value;
        if (target.Kind is VerdictKind.Promoted or VerdictKind.LeftClosed)
            return Takes.Refused("It was writable, or may have been: what it took on its own has not been compared with its leader, and would be lost.", "Keep it until its own writes have been found and saved.");
        if (States.ActiveSide(target) is { } active) return active;
        if (States.WriteIndex(target, "deleted") is { } write) return write;
        if (target.Kind == VerdictKind.Copying) return Takes.It;
        if (target.HasTasks && target.Kind != VerdictKind.Failed && target.Kind != VerdictKind.SourceGone) return Takes.Refused("It follows its leader.", "Pause it first.");
        if (target.Kind == VerdictKind.SourceGone) return Takes.Refused($"{target.LeaderName} no longer has what it was copied from: this may be the only copy.", "Promote it, or keep it.", Glass.OnlyCopy);
        if (target.LeaderAnswers == null) return Takes.Refused($"{target.LeaderName} is none of the configured clusters: that the leader still has everything cannot be seen.", "Configure the leader's cluster.", Glass.OnlyCopy);
        if (target.LeaderAnswers == false) return Takes.Refused($"{target.LeaderName} does not answer: this may be the only copy.", $"Bring {target.LeaderName} back.", Glass.OnlyCopy);
        return target.Kind is VerdictKind.Paused or VerdictKind.PausedAndClosed or VerdictKind.Failed ? Takes.It : Takes.Refused("It follows its leader.", "Pause it first.");
    }

    protected override async Task WriteAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        var leases = await LeasesAsync(asked.World, draft, targets, cancel);
        foreach (var target in targets)
        {
            var held = target.Identity is { } uuid ? leases.GetValueOrDefault(uuid) : null;
            draft.Add(PlanItems.Of(target, target.HasTasks ? FollowValues.Effective(target.Parameters) : null, null, (ItemFacts.Leases, held is null ? null : string.Join('\n', held))));
        }
        WritePause(draft, member, targets);
        foreach (var list in ListsOf(targets)) draft.Step(StepKinds.Delete, StepClass.Destroy, member, KeysOf(list), Writing.Delete(member, NamesOf(list)), isPointOfNoReturn: true);
        foreach (var leader in targets.Where(target => target.Identity is { } uuid && leases.ContainsKey(uuid)).GroupBy(target => target.Item.Source.Member!, StringComparer.Ordinal))
        {
            draft.Step(StepKinds.Forget, StepClass.Reversible, leader.Key, KeysOf(leader), Writing.Forget(leader.Key, leader.Sum(target => leases[target.Identity!].Count), [.. leader.Select(target => target.Item.Source.Name)]));
        }
        Destroys(draft, member, targets);
    }

    private static void Destroys(Draft draft, string member, IReadOnlyList<Target> targets)
    {
        if (targets.Count <= MostSentences)
        {
            foreach (var target in targets) draft.Destroys.Add($"{target.Name} on {member}{Size(target.Item.Bytes)}, a copy of {target.LeaderName}'s {target.Item.Source.Name}.");
            return;
        }
        var known = targets.Where(target => target.Item.Bytes is not null).ToList();
        draft.Destroys.Add($"{Counted.Followers(NamesOf(targets))} on {member}{Size(known.Count == targets.Count ? known.Sum(target => target.Item.Bytes) : null)}.");
    }

    private static string Size(long? bytes) => bytes is { } size ? $", {Say.Bytes(size)}" : "";

    /// <summary>What each follower holds on its leader, by its uuid; only where the leader answers and lets it be removed.</summary>
    private static async Task<Dictionary<string, List<string>>> LeasesAsync(World world, Draft draft, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        var held = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var wanted = targets.Select(target => target.Identity).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var leader in targets.GroupBy(target => target.Item.Source.Member))
        {
            var reason = leader.Key is null ? "it is none of the configured clusters" : !world.Answers(leader.Key) ? "it does not answer" : null;
            if (reason is null)
            {
                var names = leader.Select(target => target.Item.Source.Name).Distinct(StringComparer.Ordinal).ToList();
                var rights = await world.Sources.PrivilegesAsync(leader.Key!, [], names.Count <= 200 ? names : ["*"], ["manage_leader_index"], cancel);
                var may = rights.TryGet(out var granted, out var fault) ? granted.HasAll : Rights.SaysSecurityOff(fault);
                if (!may) reason = "the right to remove them (manage_leader_index) is not there";
                else if ((await world.Sources.LeasesAsync(leader.Key!, cancel)).TryGet(out var there, out _))
                {
                    foreach (var lease in there.Leases.Where(lease => wanted.Contains(lease.FollowerUuid)))
                    {
                        if (!held.TryGetValue(lease.FollowerUuid, out var list)) held[lease.FollowerUuid] = list = [];
                        list.Add(lease.ToString());
                    }
                }
                else reason = "they cannot be read";
            }
            if (reason is not null) draft.Warn($"Retention leases may stay on {leader.First().LeaderName} until they expire: {reason}.");
        }
        return held;
    }
}
