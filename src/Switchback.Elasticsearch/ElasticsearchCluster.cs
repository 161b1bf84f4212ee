using Microsoft.Extensions.Logging;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Transport;

namespace Switchback.Elasticsearch;

/// <summary>
/// One configured cluster and every call there is to it, by subject. Reads answer with a value or a fault; calls that change
/// something answer done, not done or unknown. See docs/architecture.md, "The client".
/// </summary>
public sealed class ElasticsearchCluster : IDisposable
{
    public ElasticsearchCluster(ClusterOptions options, TimeProvider time, Random random, ILogger<ElasticsearchCluster> logger)
    {
        Channel = new ClusterChannel(options, time, random, logger);
        Self = new Self(Channel);
        Following = new Following(Channel);
        Patterns = new Patterns(Channel);
        Remotes = new Remotes(Channel);
        Indices = new Indices(Channel);
        Documents = new Documents(Channel);
        Streams = new Streams(Channel);
        Inventory = new Inventory(Channel);
        Access = new Access(Channel);
    }

    /// <summary>The name in the configuration; not the cluster's own name, nor the alias others know it by.</summary>
    public string Name => Channel.Options.Name;

    public ClusterChannel Channel { get; }

    public Self Self { get; }

    public Following Following { get; }

    public Patterns Patterns { get; }

    public Remotes Remotes { get; }

    public Indices Indices { get; }

    public Documents Documents { get; }

    public Streams Streams { get; }

    public Inventory Inventory { get; }

    public Access Access { get; }

    public void Dispose() => Channel.Dispose();
}
