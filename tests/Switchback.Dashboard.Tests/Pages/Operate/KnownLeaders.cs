using Switchback.Core.Fleet;
using Switchback.Dashboard.Tests.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Dashboard.Tests.Pages.Operate;

/// <summary>clusterA with some indices, seen by a clusterB that has others. Only what a list of leaders is made from can be asked.</summary>
internal sealed class KnownLeaders(string[] leaders, params string[] taken) : IPlanSources
{
    public List<Item> Followers { get; } = [];

    public FleetSnapshot Snapshot => Some.Snapshot([.. Followers]);

    public IReadOnlyCollection<FollowMapping> Remembered() => [];

    public ClusterFacts? FactsOf(string cluster) => null;

    public Task<Answer<IReadOnlyList<IndexFacts>>> IndicesAsync(string cluster, CancellationToken cancel) =>
        Tell<IReadOnlyList<IndexFacts>>([.. (cluster == "clusterA" ? leaders : taken).Select(name => new IndexFacts(name, $"uuid-of-{name}", IndexState.Open, HealthStatus.Green, 1, 0, 10, 0, 1000, 1000))]);

    public Task<Answer<IReadOnlyList<AliasFacts>>> AliasesAsync(string cluster, CancellationToken cancel) => Tell<IReadOnlyList<AliasFacts>>([]);

    public Task<Answer<IReadOnlyList<DataStream>>> StreamsAsync(string cluster, CancellationToken cancel) => Tell<IReadOnlyList<DataStream>>([]);

    public Task<Answer<IReadOnlyList<RemoteInfo>>> RemotesAsync(string cluster, CancellationToken cancel) =>
        Tell<IReadOnlyList<RemoteInfo>>([new RemoteInfo("clusterA", true, "sniff", [], null, 1, false, false)]);

    public Task<Answer<ServerIdentity>> IdentityAsync(string cluster, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Answer<License>> LicenceAsync(string cluster, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Answer<Privileges>> PrivilegesAsync(string cluster, IReadOnlyCollection<string> inCluster, IReadOnlyCollection<string> indices, IReadOnlyCollection<string> onIndices, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Answer<IReadOnlyDictionary<string, string>>> UuidsAsync(string cluster, IReadOnlyCollection<string> names, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Answer<IReadOnlyList<FollowerInfo>>> FollowersAsync(string cluster, IReadOnlyCollection<string>? names, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Answer<IReadOnlyList<AutoFollowPattern>>> PatternsAsync(string cluster, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Answer<RemoteList>> ThroughAsync(string cluster, string alias, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Answer<LeaseList>> LeasesAsync(string cluster, CancellationToken cancel) => throw new NotSupportedException();

    private static Task<Answer<T>> Tell<T>(T value) => Task.FromResult<Answer<T>>(new Answer<T>.Success(value));
}
