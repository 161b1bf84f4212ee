using Microsoft.Extensions.Logging;
using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Facts;

/// <summary>The slow facts of every configured cluster, for whoever looks. Looking costs the clusters nothing.</summary>
public sealed class FactsBoard
{
    private readonly SortedDictionary<string, FactsWatch> _watches = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILogger _logger;

    public FactsBoard(
        ElasticsearchClusters clusters, IReadOnlyList<PairOptions> pairs, FactPace pace, TimeProvider time, Random random, ILogger<FactsBoard> logger)
    {
        _logger = logger;
        foreach (var cluster in clusters)
            _watches.Add(cluster.Name, new FactsWatch(cluster, PatternsOn(cluster.Name, pairs), pace, time, new Random(random.Next()), Tell, logger));
    }

    /// <summary>
    /// Raised with each new state of a cluster, one at a time and in order for each, several clusters at once. A handler returns soon:
    /// the cluster's other facts wait for it.
    /// </summary>
    public event Action<ClusterFacts>? Changed;

    /// <summary>In the order of the clusters' names.</summary>
    public IReadOnlyList<ClusterFacts> All => [.. _watches.Values.Select(watch => watch.Facts)];

    public ClusterFacts this[string cluster] => _watches[cluster].Facts;

    public ClusterFacts? Find(string cluster) => _watches.GetValueOrDefault(cluster)?.Facts;

    /// <summary>Reads every cluster until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(_watches.Values.Select(watch => watch.RunAsync(cancel)));

    /// <summary>Has a group of facts read at once; unknown clusters have none.</summary>
    public void AskNow(string cluster, FactGroup group) => _watches.GetValueOrDefault(cluster)?.AskNow(group);

    /// <summary>All groups: before a plan is made, or when a person asks.</summary>
    public void AskNow(string cluster) => _watches.GetValueOrDefault(cluster)?.AskNow();

    /// <summary>Names at home stand for both sides: what a follower is called there is known only when it is there.</summary>
    private static IReadOnlyList<string> PatternsOn(string cluster, IReadOnlyList<PairOptions> pairs)
    {
        var patterns = pairs
            .Where(pair => pair.System == ElasticsearchRegistration.SystemName && (Same(pair.Home, cluster) || Same(pair.Away, cluster)))
            .SelectMany(pair => pair.Scope.Included.Select(pattern => pattern.Text))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return patterns.Count == 0 ? ["*"] : patterns;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private void Tell(ClusterFacts facts)
    {
        foreach (var handler in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action<ClusterFacts>)handler)(facts);
            }
            catch (Exception e)
            {
                // One who looks must not blind the others.
                Log.HandlerBroke(_logger, facts.Cluster, e);
            }
        }
    }
}
