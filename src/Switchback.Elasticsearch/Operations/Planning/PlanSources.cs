using Switchback.Core.Fleet;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Watching;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>The sources as they are: the newest snapshot, what is remembered, slow facts, and the clusters themselves.</summary>
/// <param name="monitor">Holds the newest snapshot.</param>
/// <param name="assembler">Guards what is remembered.</param>
/// <param name="clusters">Whom to ask.</param>
/// <param name="facts">Null where nobody reads the slow facts: then more is asked freshly.</param>
/// <param name="time">Ends what is not answered.</param>
/// <param name="book">What runs have noted; null where there are none.</param>
public sealed class PlanSources(FleetMonitor monitor, FleetAssembler assembler, ElasticsearchClusters clusters, FactsWatch? facts, TimeProvider time, RunBook? book = null) : IPlanSources
{
    /// <summary>Somebody waits on a page: a cluster that takes longer than this does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public FleetSnapshot Snapshot => monitor.Current;

    public IReadOnlyCollection<FollowMapping> Remembered() => assembler.WithMemory(memory => memory.Known.ToList());

    public ClusterFacts? FactsOf(string cluster) => facts?.Of(cluster);

    public (string Value, string? Identity)? NoteOf(string item, string note)
    {
        foreach (var run in book?.All ?? [])
        {
            if (run.Items.GetValueOrDefault(item) is { } found && found.Notes.TryGetValue(note, out var value)) return (value, found.Known.Identity);
        }

        return null;
    }

    public Task<Answer<ServerIdentity>> IdentityAsync(string cluster, CancellationToken cancel) => Ask(cluster, (to, token) => to.Self.GreetAsync(token), cancel);

    public Task<Answer<License>> LicenceAsync(string cluster, CancellationToken cancel) => Ask(cluster, (to, token) => to.Self.LicenseAsync(token), cancel);

    public Task<Answer<Privileges>> PrivilegesAsync(
        string cluster, IReadOnlyCollection<string> inCluster, IReadOnlyCollection<string> indices, IReadOnlyCollection<string> onIndices, CancellationToken cancel) =>
        Ask(cluster, (to, token) => to.Access.PrivilegesAsync(Power.Operate, inCluster, indices, onIndices, token), cancel);

    public async Task<Answer<IReadOnlyDictionary<string, string>>> UuidsAsync(string cluster, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var answer = await Ask(cluster, (to, token) => to.Indices.SettingsAsync(names, IndexRequests.Uuid, token), cancel);
        return answer.Map<IReadOnlyDictionary<string, string>>(all =>
            all.Where(index => index.Value.ContainsKey(IndexRequests.Uuid)).ToDictionary(index => index.Key, index => index.Value[IndexRequests.Uuid], StringComparer.Ordinal));
    }

    public Task<Answer<IReadOnlyList<FollowerInfo>>> FollowersAsync(string cluster, IReadOnlyCollection<string>? names, CancellationToken cancel) =>
        Ask(cluster, (to, token) => to.Following.InfoAsync(token, names), cancel);

    public Task<Answer<IReadOnlyList<IndexFacts>>> IndicesAsync(string cluster, CancellationToken cancel) => Ask(cluster, (to, token) => to.Indices.ListAsync(token), cancel);

    public Task<Answer<IReadOnlyList<AliasFacts>>> AliasesAsync(string cluster, CancellationToken cancel) =>
        Ask(cluster, (to, token) => to.Indices.AliasesAsync(["*"], token), cancel);

    public async Task<Answer<IReadOnlyList<DataStream>>> StreamsAsync(string cluster, CancellationToken cancel)
    {
        var answer = await Ask(cluster, (to, token) => to.Streams.ListAsync(token), cancel);
        // A server that is older than data streams has none.
        return answer is Answer<IReadOnlyList<DataStream>>.Failure { Fault: Fault.TooOld } ? new Answer<IReadOnlyList<DataStream>>.Success([]) : answer;
    }

    public Task<Answer<IReadOnlyList<AutoFollowPattern>>> PatternsAsync(string cluster, CancellationToken cancel) => Ask(cluster, (to, token) => to.Patterns.ListAsync(token), cancel);

    public Task<Answer<IReadOnlyList<NodeFacts>>> NodesAsync(string cluster, CancellationToken cancel) => Ask(cluster, (to, token) => to.Self.NodesAsync(token), cancel);

    public Task<Answer<IReadOnlyList<RemoteInfo>>> RemotesAsync(string cluster, CancellationToken cancel) => Ask(cluster, (to, token) => to.Remotes.InfoAsync(token), cancel);

    public Task<Answer<RemoteList>> ThroughAsync(string cluster, string alias, CancellationToken cancel) => Ask(cluster, (to, token) => to.Remotes.IndicesAsync(alias, token), cancel);

    public async Task<Answer<LeaseList>> LeasesAsync(string cluster, CancellationToken cancel)
    {
        var answer = await Ask(cluster, (to, token) => to.Indices.PositionsAsync(new PositionsReader(), new Positions(), token, PositionExtras.Leases), cancel);
        return answer.Map(Leases);
    }

    private static LeaseList Leases(Positions positions)
    {
        // Every shard has its own lease of the same name.
        var leases = new HashSet<RetentionLeaseId>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (ref readonly var index in positions.Indices)
        {
            if (index.ShardCount > 0) seen.Add(index.Name);
            foreach (ref readonly var shard in positions.ShardsOf(index))
            {
                foreach (ref readonly var lease in positions.LeasesOf(shard))
                {
                    if (lease.Parts() is { } parts) leases.Add(parts);
                }
            }
        }
        return new LeaseList([.. leases.OrderBy(lease => lease.ToString(), StringComparer.Ordinal)], seen);
    }

    private async Task<Answer<T>> Ask<T>(string cluster, Func<ElasticsearchCluster, CancellationToken, Task<Answer<T>>> ask, CancellationToken cancel)
    {
        if (clusters.Find(cluster) is not { } to) return new Fault.Unsendable($"no cluster {cluster} is configured");
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await ask(to, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Fault.TimedOut(Patience);
        }
    }
}
