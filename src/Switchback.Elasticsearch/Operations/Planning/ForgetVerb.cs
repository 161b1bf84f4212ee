using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>
/// Removes leases that nobody needs: of followers that were deleted or promoted. Items are leader indices on their own cluster
/// (<c>*</c> for all of it), or followers that left leases behind.
/// </summary>
internal sealed class ForgetVerb : Verb
{
    private const string Everything = "*";

    public override OperationInfo Info { get; } = new(Verbs.Forget, "Forget followers",
        "Removes retention leases that followers left behind on their leader, so that it need not keep history for them. Leases in use are not touched.", StepClass.Reversible);

    protected override string Does => "Remove leases from";

    public override string TitleOf(Draft draft) =>
        $"Remove the leases of {Counted.Of([.. draft.Items.Select(item => item.Name)], "former followers")} on {Counted.List(draft.Steps.Select(step => step.Member))}";

    public override async Task DraftAsync(Asked asked, Draft draft, CancellationToken cancel)
    {
        if (asked.Request.Items.Count == 0) draft.Refuse("The plan", "Nothing is named that it is for.", "Name leader indices, or followers that are no more.");
        var wishes = asked.Request.Items.Distinct().Select(name => Wish.Of(asked.World, name)).ToList();
        var sorting = new Sorting();
        var chosen = new Dictionary<(string Member, string Leader, string Uuid), List<RetentionLeaseId>>();
        var owners = await LeaseOwners.ReadAsync(asked.World, cancel);
        foreach (var member in wishes.GroupBy(wish => wish.Leader))
        {
            if (member.Key is null)
            {
                foreach (var wish in member) sorting.Refuse(wish.Asked.Name, "Which cluster its leader is on is not known.", "Name the leader index on its own cluster.");
                continue;
            }
            if (!asked.World.Answers(member.Key))
            {
                draft.Refuse(member.Key, "It does not answer: its leases cannot be read.", $"Bring {member.Key} back.");
                continue;
            }
            if (!(await asked.World.Sources.LeasesAsync(member.Key, cancel)).TryGet(out var leases, out var fault))
            {
                draft.Refuse(member.Key, $"Its leases cannot be read. {fault.Say()}", "Try again when it answers.");
                continue;
            }
            foreach (var wish in member) Choose(member.Key, wish, leases, owners, sorting, chosen);
        }
        sorting.Tell(asked, draft);
        if (chosen.Count == 0 && draft.Refusals.Count == 0) draft.Refuse("The plan", $"There is nothing to do. {string.Join(' ', sorting.LeftOut())}".TrimEnd(), "Choose others, or leave it at that.");
        if (draft.Refusals.Count > 0) return;
        await WriteAsync(asked, draft, owners, chosen, cancel);
    }

    private static void Choose(
        string member, Wish wish, LeaseList leases, LeaseOwners owners, Sorting sorting, Dictionary<(string Member, string Leader, string Uuid), List<RetentionLeaseId>> chosen)
    {
        var mine = leases.Leases.Where(wish.Means).ToList();
        if (mine.Count == 0 && (wish.Asked.Name == Everything ? leases.Seen.Count == 0 : wish.FollowerUuid is null && !leases.Seen.Contains(wish.Asked.Name)))
            sorting.Refuse(wish.Asked.Name, $"Which leases it holds cannot be seen: on {member} {(wish.Asked.Name == Everything ? "no index" : "no such index")} has a started shard.", "Look again when it is open and its shards have started.");
        else if (mine.Count == 0) sorting.LeaveOut(wish.Asked.Name, "no follower holds a lease there");
        foreach (var lease in mine)
        {
            var use = owners.UseOf(lease);
            if (use is LeaseUse.InUse)
            {
                if (wish.Asked.Name == Everything) continue;
                sorting.LeaveOut(lease.LeaderIndex, $"{lease.FollowerIndex} on {lease.FollowerCluster} follows it and needs its lease");
            }
            else if (use is LeaseUse.NotKnown)
            {
                var why = $"Whether {lease.FollowerIndex} on the cluster {lease.FollowerCluster} still follows cannot be seen: that cluster does not answer, or is none of the configured ones.";
                if (wish.Asked.Name == Everything) sorting.LeaveOut(lease.LeaderIndex, char.ToLowerInvariant(why[0]) + why[1..].TrimEnd('.'));
                else sorting.Refuse(lease.LeaderIndex, why, "Configure that cluster, or bring it back.");
            }
            else
            {
                var key = (member, lease.LeaderIndex, lease.LeaderUuid);
                if (!chosen.TryGetValue(key, out var list)) chosen[key] = list = [];
                if (!list.Contains(lease)) list.Add(lease);
            }
        }
    }

    private static async Task WriteAsync(Asked asked, Draft draft, LeaseOwners owners, Dictionary<(string Member, string Leader, string Uuid), List<RetentionLeaseId>> chosen, CancellationToken cancel)
    {
        foreach (var member in chosen.GroupBy(entry => entry.Key.Member, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var leases = member.SelectMany(entry => entry.Value).OrderBy(lease => lease.ToString(), StringComparer.Ordinal).ToList();
            var leaders = leases.Select(lease => lease.LeaderIndex).Distinct(StringComparer.Ordinal).ToList();
            await Guards.RightsAsync(asked, draft, member.Key, [StepKinds.Forget], leaders, cancel);
            if (draft.Refusals.Count > 0) return;
            var keys = new List<string>();
            // By the follower that left them: whether it follows again is looked at once more before they are removed.
            foreach (var group in leases.GroupBy(lease => (Member: owners.MemberOf(lease), lease.FollowerIndex)))
            {
                var item = ItemOf(asked.World, member.Key, group.Key.Member ?? member.Key, [.. group]);
                // The same name left leases on two clusters: an item is on one only.
                if (draft.Items.Any(other => other.Key == item.Key)) draft.Warn($"{item.Name} left leases on another cluster too: remove those of {member.Key} afterwards.");
                else
                {
                    draft.Add(item);
                    keys.Add(item.Key);
                }
            }
            if (keys.Count > 0) draft.Step(StepKinds.Forget, StepClass.Reversible, member.Key, keys, Writing.Forget(member.Key, leases.Count, leaders));
        }
        draft.Warn("A follower that is really there takes its lease anew within 30 s: nothing is lost by removing one too many, unless it is paused.");
    }

    private static PlanItem ItemOf(World world, string leaderMember, string member, IReadOnlyList<RetentionLeaseId> leases)
    {
        var first = leases[0];
        return PlanItems.Of(member, first.FollowerIndex, leases.Select(lease => lease.FollowerUuid).Distinct(StringComparer.Ordinal).Count() == 1 ? first.FollowerUuid : null,
            world.PairOf(member, first.FollowerIndex, leaderMember, first.LeaderIndex), null, null,
            [
                (ItemFacts.Remote, first.Remote), (ItemFacts.Leader, first.LeaderIndex), (ItemFacts.LeaderUuid, first.LeaderUuid),
                (ItemFacts.LeaderCluster, leaderMember), (ItemFacts.Leases, string.Join('\n', leases.Select(lease => lease.ToString()))),
            ]);
    }

    /// <param name="Asked">As it was named.</param>
    /// <param name="Leader">Whose leases are meant; null when that is not known.</param>
    /// <param name="FollowerUuid">When a follower was named: which one.</param>
    private sealed record Wish(ItemName Asked, string? Leader, string? FollowerUuid)
    {
        public static Wish Of(World world, ItemName name)
        {
            if (world.Find(name) is { Verdict.Kind: VerdictKind.Promoted or VerdictKind.LeftClosed } item) return new Wish(name, item.Source.Member, item.Identity ?? "");
            // A follower that was deleted is in no snapshot; what it was is remembered for as long as nobody has noticed.
            return world.Known(name.Member, name.Name) is { FollowerUuid: { } uuid } known ? new Wish(name, known.LeaderCluster, uuid) : new Wish(name, name.Member, null);
        }

        public bool Means(RetentionLeaseId lease) => FollowerUuid is not null ? lease.FollowerUuid == FollowerUuid : Asked.Name == Everything || lease.LeaderIndex == Asked.Name;
    }
}
