namespace Switchback.Elasticsearch.Configuration;

/// <summary>A cluster as configured under <c>Clusters:{name}</c>, checked.</summary>
public sealed record ClusterOptions
{
    public required string Name { get; init; }

    /// <summary>Its nodes, in the order given. All of one cluster: a node that answers with another cluster's uuid is not used.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    public Credential ReadCredential { get; init; } = new Credential.Anonymous();

    /// <summary>Null: this cluster is only watched; no call that changes anything is ever sent to it.</summary>
    public Credential? OperateCredential { get; init; }

    public ServerTrust Trust { get; init; } = new ServerTrust.OfTheMachine();

    public Uri? Proxy { get; init; }

    public Credential.Basic? ProxyCredential { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the calls that last as long as a copy does: <c>follow</c> with waiting for shards.</summary>
    public TimeSpan CopyTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most of one answer that is read, after inflating.</summary>
    public int MaxAnswerBytes { get; init; } = 64 << 20;
}
