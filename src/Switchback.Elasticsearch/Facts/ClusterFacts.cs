using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Facts;

/// <summary>What changes slowly about a cluster, each with its age. Immutable: the next reading makes a new one.</summary>
public sealed record ClusterFacts(string Cluster)
{
    public Aged<ServerIdentity> Identity { get; init; } = Aged<ServerIdentity>.NotAskedYet;

    public Aged<ClusterHealth> Health { get; init; } = Aged<ClusterHealth>.NotAskedYet;

    public Aged<IReadOnlyList<RemoteInfo>> Remotes { get; init; } = Aged<IReadOnlyList<RemoteInfo>>.NotAskedYet;

    public Aged<ClusterWideSettings> Settings { get; init; } = Aged<ClusterWideSettings>.NotAskedYet;

    public Aged<IReadOnlyList<AutoFollowPattern>> Patterns { get; init; } = Aged<IReadOnlyList<AutoFollowPattern>>.NotAskedYet;

    public Aged<AutoFollowStats> PatternStats { get; init; } = Aged<AutoFollowStats>.NotAskedYet;

    public Aged<License> License { get; init; } = Aged<License>.NotAskedYet;

    public Aged<IReadOnlyList<NodeFacts>> Nodes { get; init; } = Aged<IReadOnlyList<NodeFacts>>.NotAskedYet;

    public Aged<IReadOnlyList<DiskFacts>> Disks { get; init; } = Aged<IReadOnlyList<DiskFacts>>.NotAskedYet;

    /// <summary>The nodes' clock minus ours when the disks were read.</summary>
    public TimeSpan? Skew { get; init; }

    public Aged<IReadOnlyList<DataStream>> Streams { get; init; } = Aged<IReadOnlyList<DataStream>>.NotAskedYet;

    public Aged<IndexRules> Rules { get; init; } = Aged<IndexRules>.NotAskedYet;

    public Aged<InventoryFacts> Inventory { get; init; } = Aged<InventoryFacts>.NotAskedYet;

    /// <summary>What the two credentials may.</summary>
    public Aged<PrivilegeFacts> Privileges { get; init; } = Aged<PrivilegeFacts>.NotAskedYet;
}

/// <summary>Settings of indices that matter to replication; only what differs from the defaults.</summary>
/// <param name="LeasePeriods">How long an index keeps history for a follower that does not come, by index.</param>
/// <param name="WriteBlocked">Indices that refuse writes.</param>
public sealed record IndexRules(IReadOnlyDictionary<string, TimeSpan> LeasePeriods, IReadOnlySet<string> WriteBlocked)
{
    public static readonly TimeSpan DefaultLeasePeriod = TimeSpan.FromHours(12);

    public TimeSpan LeasePeriod(string index) => LeasePeriods.GetValueOrDefault(index, DefaultLeasePeriod);
}

/// <summary>Definitions of one kind; null where they could not be read, with the reason.</summary>
public sealed record DefinitionsRead(string Kind, IReadOnlyList<Definition>? Definitions, string? Trouble);

/// <summary>What does not replicate and the other side needs as well, by kind.</summary>
public sealed record InventoryFacts(IReadOnlyList<DefinitionsRead> Kinds);

/// <param name="SecurityOff">The cluster has no security: everything is allowed.</param>
/// <param name="WatchOnly">No operate credential is configured: nothing can be changed from here.</param>
/// <param name="Missing">What the credential that operates lacks for the whole journey.</param>
public sealed record PrivilegeFacts(bool SecurityOff, bool WatchOnly, IReadOnlyList<string> Missing);
