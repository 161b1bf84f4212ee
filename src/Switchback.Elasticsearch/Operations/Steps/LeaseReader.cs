using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Which of the leases that are to be removed a leader still holds, and whether their follower is one still.</summary>
internal sealed class LeaseReader(ElasticsearchClusters clusters, StepTiming timing)
{
    public async Task<IReadOnlyDictionary<string, LeaseSight>> OfAsync(ElasticsearchCluster leader, IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        var wanted = items.ToDictionary(item => item.Key, Orders.Leases, StringComparer.Ordinal);
        var followers = await FollowersAsync(leader, items, wanted, cancel);
        var leaders = await ManyReads.OfAsync(
            wanted.Values.SelectMany(leases => leases).Select(lease => lease.LeaderIndex), (names, stop) => leader.Self.SightsAsync(names, stop), cancel);
        // A list with a closed index in it is refused whole.
        var readable = leaders.Where(each => each.Value.TryGet(out var found, out _) && found.GetValueOrDefault(each.Key)?.State == IndexState.Open).Select(each => each.Key);
        var held = await ManyReads.OfAsync(readable, async (names, stop) => Read(await leader.Indices.PositionsOfAsync(names, stop, PositionExtras.Leases)), cancel);
        return items.ToDictionary(item => item.Key, item => Sight(wanted[item.Key], leaders, held, followers(item)), StringComparer.Ordinal);
    }

    private static LeaseSight Sight(
        IReadOnlyList<RetentionLeaseId> wanted,
        IReadOnlyDictionary<string, Answer<IReadOnlyDictionary<string, IndexSight>>> leaders,
        IReadOnlyDictionary<string, Answer<Held>> held,
        Func<RetentionLeaseId, (bool InUse, string? Unreadable)> follower)
    {
        var present = new List<string>();
        var (inUse, closed) = (false, false);
        foreach (var lease in wanted)
        {
            if (!leaders[lease.LeaderIndex].TryGet(out var found, out var fault)) return new LeaseSight([], fault.Say());
            // With the leader its leases are gone, and another index of its name never had them.
            if (found.GetValueOrDefault(lease.LeaderIndex) is not { } index || index.Uuid != lease.LeaderUuid) continue;
            if (index.State == IndexState.Unknown) return new LeaseSight([], $"whether {lease.LeaderIndex} is open could not be read.");
            closed |= index.State != IndexState.Open;
            if (!held.TryGetValue(lease.LeaderIndex, out var answer)) continue;
            if (!answer.TryGet(out var leases, out fault)) return new LeaseSight([], fault.Say());
            // A shard that has not started shows none, and has them all the same.
            if (leases.Shards.GetValueOrDefault(lease.LeaderIndex) is var shards && shards < Math.Max(1, index.PrimaryCount))
                return new LeaseSight([], $"of {index.PrimaryCount} shards of {lease.LeaderIndex} only {shards} are in service and can be asked.");
            if (!leases.Ids.Contains(lease.ToString())) continue;
            present.Add(lease.ToString());
            var (uses, unreadable) = follower(lease);
            if (unreadable is not null) return new LeaseSight([], $"whether their follower still uses them could not be seen: {unreadable}");
            inUse |= uses;
        }

        return new LeaseSight(present, null, inUse, closed);
    }

    /// <summary>The followers, where the item is a copy in another of our clusters.</summary>
    private async Task<Func<PlanItem, Func<RetentionLeaseId, (bool, string?)>>> FollowersAsync(
        ElasticsearchCluster leader, IReadOnlyList<PlanItem> items, Dictionary<string, IReadOnlyList<RetentionLeaseId>> wanted, CancellationToken cancel)
    {
        var read = new Dictionary<string, IReadOnlyDictionary<string, Answer<IReadOnlyDictionary<string, IndexSight>>>>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in items.GroupBy(item => item.Member, StringComparer.OrdinalIgnoreCase))
        {
            if (string.Equals(group.Key, leader.Name, StringComparison.OrdinalIgnoreCase) || clusters.Find(group.Key) is not { } cluster) continue;
            read[group.Key] = await ManyReads.OfAsync(
                group.SelectMany(item => wanted[item.Key]).Select(lease => lease.FollowerIndex), (names, stop) => cluster.Self.SightsAsync(names, stop, timing.AskLeader), cancel);
        }

        return item => lease =>
        {
            if (!read.TryGetValue(item.Member, out var names)) return (false, null);
            if (!names[lease.FollowerIndex].TryGet(out var found, out var fault)) return (false, fault.Say());
            return (found.GetValueOrDefault(lease.FollowerIndex) is { Follows: not null } index && index.Uuid == lease.FollowerUuid, null);
        };
    }

    private static Answer<Held> Read(Answer<Positions> answer)
    {
        if (!answer.TryGet(out var positions, out var fault)) return fault;
        if (positions.FailedCopies > 0) return new Fault.Unreadable("shards that did not answer", "_shards");
        var (ids, shards) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (ref readonly var index in positions.Indices)
        {
            shards[index.Name] = index.ShardCount;
            foreach (ref readonly var shard in positions.ShardsOf(index))
            {
                foreach (ref readonly var lease in positions.LeasesOf(shard)) ids.Add(lease.Id);
            }
        }

        return new Answer<Held>.Success(new Held(ids, shards));
    }

    /// <param name="Ids">The leases that shards in service hold.</param>
    /// <param name="Shards">How many shards of each index were asked.</param>
    private sealed record Held(IReadOnlySet<string> Ids, IReadOnlyDictionary<string, int> Shards);
}
