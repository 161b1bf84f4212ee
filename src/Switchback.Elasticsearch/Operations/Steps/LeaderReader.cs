using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>How the leaders of items are, asked of the leaders' own clusters where these are ours.</summary>
internal sealed class LeaderReader(ElasticsearchClusters clusters, StepTiming timing)
{
    public async Task<IReadOnlyDictionary<string, LeaderSight>> OfAsync(IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        var sights = new Dictionary<string, LeaderSight>(StringComparer.Ordinal);
        foreach (var group in items.GroupBy(item => item.Fact(ItemFacts.LeaderCluster)))
        {
            if (group.Key is not { } name || clusters.Find(name) is not { } cluster) continue;
            List<(PlanItem Item, string Leader)> led = [.. group.Where(item => item.Fact(ItemFacts.Leader) is not null).Select(item => (item, item.Fact(ItemFacts.Leader)!))];
            var found = await ManyReads.OfAsync(led.Select(each => each.Leader), (names, stop) => cluster.Self.SightsAsync(names, stop, timing.AskLeader), cancel);
            foreach (var (item, leader) in led) sights[item.Key] = Sight(found[leader], leader);
            // Whoever may not see the licence learns of it from the answer.
            if (led.Any(each => sights[each.Item.Key].State == LeaderState.Open) && (await cluster.Self.LicenseAsync(cancel)).TryGet(out var licence, out _) && !licence.GrantsFollowing)
            {
                foreach (var (item, _) in led) sights[item.Key] = sights[item.Key] with { State = LeaderState.Unlicensed };
            }
        }

        return sights;
    }

    /// <summary>What the cluster that follows must have for it.</summary>
    public static async Task<Surroundings> AroundAsync(ElasticsearchCluster cluster, CancellationToken cancel)
    {
        var (licence, remotes) = (cluster.Self.LicenseAsync(cancel), cluster.Remotes.InfoAsync(cancel));
        await Task.WhenAll(licence, remotes);
        if (!(await licence).TryGet(out var has, out var fault)) return new Surroundings(true, null, fault.Say());
        return (await remotes).TryGet(out var known, out fault)
            ? new Surroundings(has.GrantsFollowing, [.. known.Select(remote => remote.Alias)])
            : new Surroundings(true, null, fault.Say());
    }

    public static LeaderSight Sight(Answer<IReadOnlyDictionary<string, IndexSight>> answer, string leader)
    {
        if (!answer.TryGet(out var found, out var fault))
        {
            return fault is Fault.Unreachable or Fault.TimedOut or Fault.ConnectionLost or Fault.Failed
                ? new LeaderSight(LeaderState.Unreachable, Words: fault.Say())
                : new LeaderSight(LeaderState.Unreadable, Words: fault.Say());
        }

        if (found.GetValueOrDefault(leader) is not { } index) return new LeaderSight(LeaderState.Missing);
        return index.State switch
        {
            IndexState.Open => new LeaderSight(LeaderState.Open, index.Uuid),
            IndexState.Closed => new LeaderSight(LeaderState.Closed, index.Uuid),
            IndexState.Unknown => new LeaderSight(LeaderState.Unreadable, index.Uuid, "it is neither open nor closed."),
        };
    }
}
