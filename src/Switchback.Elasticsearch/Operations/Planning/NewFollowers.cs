using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Followers that are to be made on one cluster out of one leader's indices: their names, what stands in the way, and the step.</summary>
/// <param name="Member">Where they are made.</param>
/// <param name="Leaders">Whose indices.</param>
/// <param name="Template">Of their names.</param>
/// <param name="Parameters">All ten.</param>
/// <param name="Settings">Of their own; null for none.</param>
internal sealed record NewFollowers(string Member, LeaderSide Leaders, string Template, IReadOnlyDictionary<string, string> Parameters, string? Settings)
{
    public async Task WriteAsync(Asked asked, Draft draft, IReadOnlyList<string> leaders, Sorting sorting, CancellationToken cancel)
    {
        var world = asked.World;
        Guards.Answers(world, draft, Member);
        await Guards.LicenceAsync(world, draft, Member, cancel);
        if (Leaders.Cluster is { } cluster) await Guards.LicenceAsync(world, draft, cluster, cancel);
        if (!(await world.Sources.IndicesAsync(Member, cancel)).TryGet(out var own, out var fault))
        {
            draft.Refuse(Member, $"Its indices cannot be listed: which names are free is not known. {fault.Say()}", "Try again when it answers.");
            return;
        }
        var streams = (await world.Sources.StreamsAsync(Member, cancel)).TryGet(out var known, out _) ? known : null;
        var chosen = Choose(new FollowNames(Member, Leaders, own, streams, FollowNames.RenamesStreams(world, Member)), leaders, sorting);
        sorting.Tell(asked, draft);
        if (chosen.Count == 0 && draft.Refusals.Count == 0) draft.Refuse("The plan", $"There is nothing to follow. {string.Join(' ', sorting.LeftOut())}".TrimEnd(), "Choose others, or leave it at that.");
        if (draft.Refusals.Count > 0) return;
        await Guards.RightsAsync(asked, draft, Member, [StepKinds.Follow], [.. chosen.Select(follower => follower.Name!)], cancel);
        if (draft.Refusals.Count == 0) Write(asked, draft, chosen);
    }

    private List<NamedFollower> Choose(FollowNames names, IReadOnlyList<string> leaders, Sorting sorting)
    {
        var chosen = new List<NamedFollower>(leaders.Count);
        foreach (var follower in names.Name(Template, leaders))
        {
            if (follower.Obstacle is var (what, why, lift)) sorting.Refuse(what, why, lift);
            else chosen.Add(follower);
        }
        return chosen;
    }

    private void Write(Asked asked, Draft draft, List<NamedFollower> chosen)
    {
        var world = asked.World;
        var keys = new List<string>(chosen.Count);
        foreach (var follower in chosen)
        {
            var item = PlanItems.Of(Member, follower.Name!, null, world.PairOf(Member, follower.Name!, Leaders.Cluster, follower.Leader), Parameters, null,
            [
                (ItemFacts.Remote, Leaders.Alias), (ItemFacts.Leader, follower.Leader), (ItemFacts.LeaderUuid, follower.Index?.Uuid),
                (ItemFacts.LeaderCluster, Leaders.Cluster), (ItemFacts.Stream, follower.Stream), (ItemFacts.Settings, Settings),
            ]);
            draft.Add(item);
            keys.Add(item.Key);
        }
        var bytes = chosen.Sum(follower => follower.Index?.Bytes ?? 0);
        var speed = world.CopySpeed(Member);
        draft.Copying += Estimates.Copy(bytes, speed);
        draft.Step(StepKinds.Follow, StepClass.Reversible, Member, keys, Writing.FollowNew(Member, [.. chosen.Select(follower => follower.Name!)], Leaders.Called), deadline: Estimates.DeadlineOfCopy(Estimates.Copy(bytes, speed)));
        PlanItems.TellParameters(draft, asked);
        draft.Findings.Add(new PlanFinding($"{Leaders.Called} answers", "yes", true));
        if (bytes > 0) draft.Warn($"{Say.Bytes(bytes)} are copied, which takes about {Say.Ago(Estimates.Copy(bytes, speed))}. Until a copy is complete it can be neither read nor promoted.");
        WarnOfSecondCopies(world, draft, chosen);
    }

    private void WarnOfSecondCopies(World world, Draft draft, List<NamedFollower> chosen)
    {
        var copies = Copies(world, Member);
        var twice = chosen.Where(follower => follower.Index?.Uuid is { } uuid && copies.ContainsKey(uuid)).ToList();
        if (twice.Count > 0) draft.Warn($"{Counted.Named([.. twice.Select(follower => follower.Leader)], "leaders")} {(twice.Count == 1 ? "has a follower" : "have followers")} on {Member} already, under {(twice.Count == 1 ? "the name" : "such names as")} {copies[twice[0].Index!.Uuid!]}: this makes a second copy.");
    }

    /// <summary>Names of the followers on a cluster, by the identity of what they follow.</summary>
    public static Dictionary<string, string> Copies(World world, string member)
    {
        var copies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in world.Snapshot.Items)
        {
            if (item.Member == member && item.Source.Identity is { } uuid && item.Verdict.Kind != VerdictKind.NotFollowed) copies.TryAdd(uuid, item.Name);
        }
        return copies;
    }
}
