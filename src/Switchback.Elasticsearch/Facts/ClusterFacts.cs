using System.Collections.Immutable;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Facts;

/// <summary>Everything about one cluster that changes slowly, each fact with its own age. Immutable: a reader is never torn.</summary>
public sealed record ClusterFacts
{
    /// <summary>The name in the configuration.</summary>
    public required string Cluster { get; init; }

    /// <summary>Whether a credential for changes is configured at all.</summary>
    public bool CanOperate { get; init; }

    public Aged<ServerIdentity> Identity { get; init; } = new Aged<ServerIdentity>.NotAskedYet();

    /// <summary>As the newest answer's <c>Date</c> said; exact to about a second.</summary>
    public ClockSkew? Skew { get; init; }

    /// <summary>Each node's clock against ours, exact to the time its answer took.</summary>
    public Aged<IReadOnlyList<NodeClock>> Clocks { get; init; } = new Aged<IReadOnlyList<NodeClock>>.NotAskedYet();

    public Aged<License> License { get; init; } = new Aged<License>.NotAskedYet();

    public Aged<IReadOnlyList<NodeFacts>> Nodes { get; init; } = new Aged<IReadOnlyList<NodeFacts>>.NotAskedYet();

    public Aged<IReadOnlyList<DiskFacts>> Disks { get; init; } = new Aged<IReadOnlyList<DiskFacts>>.NotAskedYet();

    public Aged<ClusterHealth> Health { get; init; } = new Aged<ClusterHealth>.NotAskedYet();

    /// <summary>Includes the configured keys of each remote: <see cref="ClusterWideSettings.Remotes"/>.</summary>
    public Aged<ClusterWideSettings> Settings { get; init; } = new Aged<ClusterWideSettings>.NotAskedYet();

    public Aged<IReadOnlyList<RemoteInfo>> Remotes { get; init; } = new Aged<IReadOnlyList<RemoteInfo>>.NotAskedYet();

    public Aged<IReadOnlyList<AutoFollowPattern>> Patterns { get; init; } = new Aged<IReadOnlyList<AutoFollowPattern>>.NotAskedYet();

    public Aged<AutoFollowStats> PatternStats { get; init; } = new Aged<AutoFollowStats>.NotAskedYet();

    /// <summary>Replication calls that still work there, whoever sent them.</summary>
    public Aged<RunningTasks> CallsInFlight { get; init; } = new Aged<RunningTasks>.NotAskedYet();

    /// <summary>Empty on servers before 7.9, which have none.</summary>
    public Aged<IReadOnlyList<DataStream>> Streams { get; init; } = new Aged<IReadOnlyList<DataStream>>.NotAskedYet();

    public Aged<IReadOnlyList<IndexFacts>> Indices { get; init; } = new Aged<IReadOnlyList<IndexFacts>>.NotAskedYet();

    public Aged<IndexRules> Rules { get; init; } = new Aged<IndexRules>.NotAskedYet();

    public ImmutableDictionary<DefinitionKind, Aged<IReadOnlyList<Definition>>> Definitions { get; init; } =
        Enum.GetValues<DefinitionKind>().ToImmutableDictionary(kind => kind, _ => (Aged<IReadOnlyList<Definition>>)new Aged<IReadOnlyList<Definition>>.NotAskedYet());

    public Aged<Rights> ReadRights { get; init; } = new Aged<Rights>.NotAskedYet();

    public Aged<Rights> OperateRights { get; init; } = new Aged<Rights>.NotAskedYet();

    /// <summary>How many questions all this has cost so far; the number of viewers has no part in it.</summary>
    public long CallsSent { get; init; }

    /// <summary>A moment of ours by the cluster's own clock: what it dates itself is compared with this, never with our clock.</summary>
    public DateTimeOffset ByItsClock(DateTimeOffset now) => Skew is { } skew ? now + skew.Ahead : now;
}

/// <param name="Ahead">Zero when the node's time lies between question and answer.</param>
public sealed record NodeClock(string Node, TimeSpan Ahead);
