using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Wire;

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
        var streams = (await world.Sources.StreamsAsync(Member, cancel)).TryGet(out var known, out _) ? known.ToDictionary(stream => stream.Name, StringComparer.Ordinal) : null;
        var chosen = Choose(world, leaders, own.ToDictionary(index => index.Name, StringComparer.Ordinal), streams, sorting);
        sorting.Tell(asked, draft);
        if (chosen.Count == 0 && draft.Refusals.Count == 0) draft.Refuse("The plan", $"There is nothing to follow. {string.Join(' ', sorting.LeftOut())}".TrimEnd(), "Choose others, or leave it at that.");
        if (draft.Refusals.Count > 0) return;
        await Guards.RightsAsync(asked, draft, Member, [StepKinds.Follow], [.. chosen.Select(follower => follower.Name)], cancel);
        if (draft.Refusals.Count == 0) Write(asked, draft, chosen);
    }

    private List<NewFollower> Choose(World world, IReadOnlyList<string> leaders, Dictionary<string, IndexFacts> own, Dictionary<string, DataStream>? streams, Sorting sorting)
    {
        var renames = world.Member(Member)?.Version is { } text && ServerVersion.Parse(text) >= Since.DataStreamName;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var chosen = new List<NewFollower>(leaders.Count);
        foreach (var leader in leaders)
        {
            var index = Leaders.Indices.GetValueOrDefault(leader);
            if (index is null && Leaders.Others.Contains(leader)) sorting.Refuse(leader, $"On {Leaders.Called} this is an alias or a data stream, and only an index can be followed.", "Name the indices behind it.");
            else if (index is null && Leaders.IsComplete) sorting.Refuse(leader, $"{Leaders.Called} has no index of this name.", "Choose from what is there.");
            else if (index is { IsOpen: false }) sorting.Refuse(leader, $"It is closed on {Leaders.Called}: nothing can be copied from it.", "Open it first.");
            else if (IndexNames.Fill(Template, leader, renames) is not { } name) sorting.Refuse(leader, $"It looks like an index of a data stream, and the name cannot be taken apart to put '{Template}' around the stream's.", $"Give {IndexNames.Placeholder} as the name.");
            else if (IndexNames.Complaint(name) is { } complaint) sorting.Refuse(leader, complaint, $"Change the name: {IndexNames.Placeholder} stands for the leader's.");
            else if (own.TryGetValue(name, out var there)) sorting.Refuse(name, $"{Member} has an index of this name already{(there.State == IndexState.Closed ? ", closed: following would replace what it holds" : "")}.", "Choose another name; or, when it is a follower of this leader, resume or recreate it.");
            else if (!taken.Add(name)) sorting.Refuse(name, "Two leaders would be copied to this name.", $"Put {IndexNames.Placeholder} into the name.");
            else if (!renames && index?.Stream is not null && name != leader) sorting.Refuse(leader, $"It belongs to a data stream, and {Member} keeps the names of such indices before {Since.DataStreamName}.", $"Give {IndexNames.Placeholder} as the name.");
            else if (index?.Stream is { } of && streams?.GetValueOrDefault(IndexNames.StreamOf(Template, of)) is { Replicated: false } local)
                sorting.Refuse(leader, $"{Member} has a data stream {local.Name} of its own: no copy can be added to it.", "Choose a name that gives another stream.");
            else chosen.Add(new NewFollower(name, leader, index, renames && index?.Stream is { } stream ? IndexNames.StreamOf(Template, stream) : null));
        }
        return chosen;
    }

    private void Write(Asked asked, Draft draft, List<NewFollower> chosen)
    {
        var world = asked.World;
        var keys = new List<string>(chosen.Count);
        foreach (var follower in chosen)
        {
            var item = PlanItems.Of(Member, follower.Name, null, world.PairOf(Member, follower.Name, Leaders.Cluster, follower.Leader), Parameters, null,
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
        draft.Step(StepKinds.Follow, StepClass.Reversible, Member, keys, Writing.FollowNew(Member, [.. chosen.Select(follower => follower.Name)], Leaders.Called), deadline: Estimates.DeadlineOfCopy(Estimates.Copy(bytes, speed)));
        PlanItems.TellParameters(draft, asked);
        draft.Findings.Add(new PlanFinding($"{Leaders.Called} answers", "yes", true));
        if (bytes > 0) draft.Warn($"{Say.Bytes(bytes)} are copied, which takes about {Say.Ago(Estimates.Copy(bytes, speed))}. Until a copy is complete it can be neither read nor promoted.");
        WarnOfSecondCopies(world, draft, chosen);
    }

    private void WarnOfSecondCopies(World world, Draft draft, List<NewFollower> chosen)
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

    private sealed record NewFollower(string Name, string Leader, LeaderIndex? Index, string? Stream);
}
