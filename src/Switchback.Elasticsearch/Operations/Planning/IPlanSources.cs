using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>What planning may look at: what is known already, and reads whose number does not grow with the number of items.</summary>
public interface IPlanSources
{
    FleetSnapshot Snapshot { get; }

    /// <summary>What followers were made from, those that are followers no longer included.</summary>
    IReadOnlyCollection<FollowMapping> Remembered();

    /// <summary>What is read at its own pace; null for a cluster that is not configured.</summary>
    ClusterFacts? FactsOf(string cluster);

    /// <summary>What the newest run that noted it has found out about an item, and which identity the item had then.</summary>
    (string Value, string? Identity)? NoteOf(string item, string note) => null;

    Task<Answer<ServerIdentity>> IdentityAsync(string cluster, CancellationToken cancel);

    Task<Answer<License>> LicenceAsync(string cluster, CancellationToken cancel);

    /// <summary>What the credential for changes may do there.</summary>
    Task<Answer<Privileges>> PrivilegesAsync(
        string cluster, IReadOnlyCollection<string> inCluster, IReadOnlyCollection<string> indices, IReadOnlyCollection<string> onIndices, CancellationToken cancel);

    /// <summary>Uuids by name, open and closed ones. A name that is not there fails them all.</summary>
    Task<Answer<IReadOnlyDictionary<string, string>>> UuidsAsync(string cluster, IReadOnlyCollection<string> names, CancellationToken cancel);

    /// <param name="cluster">Whose followers.</param>
    /// <param name="names">Null for all of them.</param>
    /// <param name="cancel">Gives up.</param>
    Task<Answer<IReadOnlyList<FollowerInfo>>> FollowersAsync(string cluster, IReadOnlyCollection<string>? names, CancellationToken cancel);

    Task<Answer<IReadOnlyList<IndexFacts>>> IndicesAsync(string cluster, CancellationToken cancel);

    Task<Answer<IReadOnlyList<AliasFacts>>> AliasesAsync(string cluster, CancellationToken cancel);

    Task<Answer<IReadOnlyList<DataStream>>> StreamsAsync(string cluster, CancellationToken cancel);

    Task<Answer<IReadOnlyList<AutoFollowPattern>>> PatternsAsync(string cluster, CancellationToken cancel);

    Task<Answer<IReadOnlyList<NodeFacts>>> NodesAsync(string cluster, CancellationToken cancel) =>
        Task.FromResult<Answer<IReadOnlyList<NodeFacts>>>(new Fault.Unsendable("nobody asks the nodes here"));

    Task<Answer<IReadOnlyList<RemoteInfo>>> RemotesAsync(string cluster, CancellationToken cancel);

    /// <summary>What a cluster sees of another through its alias.</summary>
    Task<Answer<RemoteList>> ThroughAsync(string cluster, string alias, CancellationToken cancel);

    /// <summary>The leases that followers hold there.</summary>
    Task<Answer<LeaseList>> LeasesAsync(string cluster, CancellationToken cancel);
}

/// <param name="Leases">Each once, in a fixed order.</param>
/// <param name="Seen">Indices with a started shard: of all others nobody can say which leases they hold.</param>
public sealed record LeaseList(IReadOnlyList<RetentionLeaseId> Leases, IReadOnlySet<string> Seen);
