using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Facts;

/// <summary>One loop a cluster that reads the slow facts, group by group, for all viewers.</summary>
public sealed class FactsWatch
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly ElasticsearchClusters _clusters;
    private readonly WatchPace _pace;
    private readonly TimeProvider _time;
    private readonly ILogger<FactsWatch> _logger;
    private readonly ConcurrentDictionary<string, ClusterFacts> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FactClock> _clocks;

    public FactsWatch(ElasticsearchClusters clusters, WatchPace pace, TimeProvider time, ILogger<FactsWatch> logger)
    {
        (_clusters, _pace, _time, _logger) = (clusters, pace, time, logger);
        foreach (var cluster in clusters) _facts[cluster.Name] = new ClusterFacts(cluster.Name);
        _clocks = clusters.ToDictionary(cluster => cluster.Name, _ => new FactClock(pace.SlowEvery));
    }

    /// <summary>A cluster's facts were read anew.</summary>
    public event Action<string>? Changed;

    public IReadOnlyList<ClusterFacts> All => [.. _clusters.Select(cluster => _facts[cluster.Name])];

    public ClusterFacts? Of(string cluster) => _facts.GetValueOrDefault(cluster);

    /// <summary>Somebody has changed something, or wants to see it now.</summary>
    public void AskNow(string cluster, FactGroup group)
    {
        if (_clocks.TryGetValue(cluster, out var clock))
        {
            lock (clock) clock.AskNow(group);
        }
    }

    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(_clusters.Select(cluster => RunAsync(cluster, cancel)));

    private async Task RunAsync(ElasticsearchCluster cluster, CancellationToken cancel)
    {
        var reader = new FactReader(cluster, _time);
        var clock = _clocks[cluster.Name];
        while (!cancel.IsCancellationRequested)
        {
            FactGroup? due;
            lock (clock) due = clock.Next(_time.GetUtcNow());
            if (due is not { } group)
            {
                await Task.Delay(Beat, _time, cancel);
                continue;
            }
            var began = _time.GetTimestamp();
            try
            {
                _facts[cluster.Name] = await reader.ReadAsync(group, _facts[cluster.Name], cancel);
                Changed?.Invoke(cluster.Name);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.PollBroke(_logger, cluster.Name, e);
            }
            lock (clock) clock.Done(group, _time.GetUtcNow(), Took(began, _facts[cluster.Name], group));
        }
    }

    /// <summary>Silence took long without loading anybody: it must not make the next look wait for minutes.</summary>
    private TimeSpan Took(long began, ClusterFacts facts, FactGroup group)
    {
        var failed = group switch
        {
            FactGroup.Running => facts.Health.Trouble is not null,
            FactGroup.Standing => facts.License.Trouble is not null,
            _ => facts.Inventory.Trouble is not null,
        };
        return failed ? TimeSpan.Zero : _time.GetElapsedTime(began);
    }
}
