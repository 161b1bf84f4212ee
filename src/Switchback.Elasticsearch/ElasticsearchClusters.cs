using System.Collections;
using Microsoft.Extensions.Logging;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Elasticsearch;

/// <summary>The configured clusters, in the order of their names.</summary>
public sealed class ElasticsearchClusters : IReadOnlyCollection<ElasticsearchCluster>, IDisposable
{
    private readonly SortedDictionary<string, ElasticsearchCluster> _byName = new(StringComparer.OrdinalIgnoreCase);

    public ElasticsearchClusters(IEnumerable<ClusterOptions> clusters, TimeProvider time, Random random, ILogger<ElasticsearchCluster> logger)
    {
        // Each cluster has its own generator: they are used from several threads at once.
        foreach (var options in clusters)
            _byName.Add(options.Name, new ElasticsearchCluster(options, time, new Random(random.Next()), logger));
    }

    public int Count => _byName.Count;

    public ElasticsearchCluster this[string name] => _byName[name];

    public ElasticsearchCluster? Find(string name) => _byName.GetValueOrDefault(name);

    public IEnumerator<ElasticsearchCluster> GetEnumerator() => _byName.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        foreach (var cluster in _byName.Values)
            cluster.Dispose();
    }
}
