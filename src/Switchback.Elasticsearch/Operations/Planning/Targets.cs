using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Finds what was named and sorts it: what is taken, what is as wished already, and what is refused and why.</summary>
internal static class Targets
{
    /// <summary>Everything that was named and is there, in the order of the names; what is not, or cannot be seen now, is refused.</summary>
    public static async Task<IReadOnlyList<Target>> LoadAsync(Asked asked, Draft draft, bool withParameters, CancellationToken cancel)
    {
        var world = asked.World;
        if (asked.Request.Items.Count == 0) draft.Refuse("The plan", "Nothing is named that it is for.", "Name at least one follower.");
        var found = new List<Target>(asked.Request.Items.Count);
        var missing = new Sorting();
        foreach (var name in asked.Request.Items.Distinct().OrderBy(name => name.Member, StringComparer.Ordinal).ThenBy(name => name.Name, StringComparer.Ordinal))
        {
            if (world.Member(name.Member) is null) missing.Refuse(name.Name, $"No cluster {name.Member} is configured.", "Name a configured cluster.");
            else if (world.Find(name) is not { } item) missing.Refuse(name.Name, $"{name.Member} has no follower of this name.", "Look at the list of followers, and choose from what is there.");
            else if (!world.Answers(name.Member) || item.Verdict.Kind == VerdictKind.Unknown) missing.Refuse(name.Name, $"{name.Member} does not answer, or does not tell how its followers are: how this one is now is not known.", $"Bring {name.Member} back, or wait until it answers.");
            else found.Add(new Target(item) { Known = world.Known(item.Member, item.Name), Leader = world.Member(item.Source.Member), IsOnActiveSide = world.IsActiveSide(item.Pair, item.Member) });
        }
        var targets = new List<Target>(found.Count);
        foreach (var group in found.GroupBy(target => target.Item.Member, StringComparer.Ordinal))
        {
            var same = await SameAsync(world, group.Key, [.. group], missing, cancel);
            targets.AddRange(await EnrichAsync(world, draft, group.Key, same, withParameters, cancel));
        }
        missing.Tell(asked, draft);
        return targets;
    }

    /// <summary>Those the rule takes. When nothing is left, that is refused too.</summary>
    public static IReadOnlyList<Target> Sift(Asked asked, Draft draft, IReadOnlyList<Target> targets, Func<Target, Takes> rule)
    {
        var taken = new List<Target>(targets.Count);
        var sorting = new Sorting();
        var broken = new Dictionary<(string Guard, string Why), List<string>>();
        foreach (var target in targets)
        {
            var takes = rule(target);
            if (takes.IsTaken) taken.Add(target);
            else if (takes.Guard is { } guard && asked.BreakGlass.Contains(guard))
            {
                taken.Add(target);
                if (!broken.TryGetValue((guard, takes.Why!), out var keys)) broken[(guard, takes.Why!)] = keys = [];
                keys.Add(target.Item.Key);
            }
            else if (takes.IsLeftOut) sorting.LeaveOut(target.Name, takes.Why!);
            else sorting.Refuse(target.Name, takes.Why!, takes.Lift!, takes.Guard);
        }
        foreach (var ((guard, why), keys) in broken) draft.Break(guard, why, keys);
        sorting.Tell(asked, draft);
        if (taken.Count == 0 && draft.Refusals.Count == 0)
        {
            draft.Refuse("The plan", $"There is nothing to do. {string.Join(' ', sorting.LeftOut())}".TrimEnd(), "Choose others, or leave it at that.");
        }
        return taken;
    }

    /// <summary>
    /// Those that are still the index that the snapshot knows. Of more names than one call carries each step finds out by itself.
    /// </summary>
    private static async Task<List<Target>> SameAsync(World world, string member, List<Target> targets, Sorting missing, CancellationToken cancel)
    {
        var names = targets.Where(target => target.Kind != VerdictKind.NotFollowed).Select(target => target.Name).ToList();
        if (NameLists.Cut(names).Take(2).Count() != 1 || !(await world.Sources.UuidsAsync(member, names, cancel)).TryGet(out var uuids, out _)) return targets;
        var same = new List<Target>(targets.Count);
        foreach (var target in targets)
        {
            if (uuids.GetValueOrDefault(target.Name) is not { } uuid || target.Item.Identity is null || target.Item.Identity == uuid) same.Add(target with { Uuid = uuids.GetValueOrDefault(target.Name) });
            else missing.Refuse(target.Name, "It was made anew a moment ago: what is known of its state is about the index before it.", "Try again in some seconds.");
        }
        return same;
    }

    private static async Task<IEnumerable<Target>> EnrichAsync(World world, Draft draft, string member, List<Target> targets, bool withParameters, CancellationToken cancel)
    {
        var places = await PlacesAsync(world, draft, member, targets.Any(target => target.Name.StartsWith(".ds-", StringComparison.Ordinal)), cancel);
        var infos = withParameters ? await InfosAsync(world, member, targets, cancel) : null;
        return targets.Select(target => target with { Place = places.GetValueOrDefault(target.Name), Fresh = infos?.GetValueOrDefault(target.Name) });
    }

    /// <summary>The stream that one index backs; null when it backs none.</summary>
    public static StreamPlace? PlaceOf(IReadOnlyList<DataStream> streams, string index)
    {
        var stream = streams.FirstOrDefault(candidate => candidate.BackingIndices.Contains(index, StringComparer.Ordinal));
        return stream is null ? null : new StreamPlace(stream, stream.BackingIndices[^1] == index);
    }

    /// <summary>Which stream each index backs. Asked freshly when the names say that it matters.</summary>
    private static async Task<IReadOnlyDictionary<string, StreamPlace>> PlacesAsync(World world, Draft draft, string member, bool matters, CancellationToken cancel)
    {
        var streams = world.Sources.FactsOf(member)?.Streams.Value ?? [];
        if (matters && (await world.Sources.StreamsAsync(member, cancel)).TryGet(out var fresh, out var fault)) streams = fresh;
        else if (matters) draft.Refuse(member, "Some of these names belong to data streams, and its data streams cannot be read.", "Try again when it answers.");
        var places = new Dictionary<string, StreamPlace>(StringComparer.Ordinal);
        foreach (var stream in streams)
        {
            for (var i = 0; i < stream.BackingIndices.Count; i++) places[stream.BackingIndices[i]] = new StreamPlace(stream, i == stream.BackingIndices.Count - 1);
        }
        return places;
    }

    /// <summary>
    /// Parameters as they are now. For more names than one call carries the remembered ones serve, since that read costs the cluster the
    /// square of its followers; all are asked only when one of them was never seen.
    /// </summary>
    private static async Task<IReadOnlyDictionary<string, FollowerInfo>?> InfosAsync(World world, string member, List<Target> targets, CancellationToken cancel)
    {
        var names = targets.Where(target => target.IsFollower).Select(target => target.Name).ToList();
        if (names.Count == 0) return null;
        var fitsOneCall = NameLists.Cut(names).Take(2).Count() == 1;
        if (!fitsOneCall && targets.All(target => target.Parameters is not null || !target.HasTasks)) return null;
        var answer = await world.Sources.FollowersAsync(member, fitsOneCall ? names : null, cancel);
        return answer.TryGet(out var infos, out _) ? infos.ToDictionary(info => info.Index, StringComparer.Ordinal) : null;
    }
}
