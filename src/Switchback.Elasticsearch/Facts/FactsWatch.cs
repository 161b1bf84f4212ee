using Microsoft.Extensions.Logging;
using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Facts;

/// <summary>The slow facts of every configured cluster, for whoever looks. Looking costs the clusters nothing.</summary>
public sealed class FactsWatch
{
    private readonly SortedDictionary<string, FactsKeeper> _keepers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILogger _logger;

    public FactsWatch(ElasticsearchClusters clusters, IReadOnlyList<PairOptions> pairs, WatchPace pace, TimeProvider time, Random random, ILogger<FactsWatch> logger)
    {
        _logger = logger;
        Pace = FactPace.Of(pace);
        foreach (var cluster in clusters)
            _keepers.Add(cluster.Name, new FactsKeeper(cluster, PatternsOn(cluster.Name, pairs), Pace, time, new Random(random.Next()), Tell, logger));
    }

    /// <summary>
    /// A cluster, by its name, has new facts. Raised one at a time for each, several clusters at once. A handler returns soon: the
    /// cluster's other facts wait for it.
    /// </summary>
    public event Action<string>? Changed;

    /// <summary>It says from when on a fact is too old.</summary>
    public FactPace Pace { get; }

    /// <summary>In the order of the clusters' names.</summary>
    public IReadOnlyList<ClusterFacts> All => [.. _keepers.Values.Select(keeper => keeper.Facts)];

    public ClusterFacts? Of(string cluster) => _keepers.GetValueOrDefault(cluster)?.Facts;

    /// <summary>Reads every cluster until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(_keepers.Values.Select(keeper => keeper.RunAsync(cancel)));

    /// <summary>Has a group of facts read at once; unknown clusters have none.</summary>
    public void AskNow(string cluster, FactGroup group) => _keepers.GetValueOrDefault(cluster)?.AskNow(group);

    /// <summary>All groups: before a plan is made, or when a person asks.</summary>
    public void AskNow(string cluster) => _keepers.GetValueOrDefault(cluster)?.AskNow();

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
                ((Action<string>)handler)(facts.Cluster);
            }
            catch (Exception e)
            {
                // One who looks must not blind the others.
                Log.HandlerBroke(_logger, facts.Cluster, e);
            }
        }
    }
}
