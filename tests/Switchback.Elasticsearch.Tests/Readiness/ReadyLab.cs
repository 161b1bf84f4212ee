using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Elasticsearch.Watching;
using Switchback.Lab.Hosting;
using ClusterOptions = Switchback.Elasticsearch.Configuration.ClusterOptions;

namespace Switchback.Elasticsearch.Tests.Readiness;

/// <summary>A lab, the facts read from it at a quick pace, and what they say about readiness.</summary>
internal sealed class ReadyLab : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly ElasticsearchClusters _clusters;
    private readonly Task _watching;

    private ReadyLab(LabPair pair, Credential credential)
    {
        Pair = pair;
        _clusters = new ElasticsearchClusters(
            new[] { "clusterA", "clusterB" }.Select(name => new ClusterOptions { Name = name, Urls = [new Uri(pair.Url(name) + "/")], ReadCredential = credential, OperateCredential = credential }),
            TimeProvider.System, new Random(7), NullLogger<ElasticsearchCluster>.Instance);
        Facts = new FactsWatch(_clusters, [Options], new WatchPace(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200)), TimeProvider.System, new Random(7), NullLogger<FactsWatch>.Instance);
        Poke = new RemotePoke(_clusters, Facts);
        _watching = Facts.RunAsync(_over.Token);
    }

    public LabPair Pair { get; }

    public FactsWatch Facts { get; }

    public RemotePoke Poke { get; }

    public ClusterFacts A => Facts.Of("clusterA")!;

    public ClusterFacts B => Facts.Of("clusterB")!;

    private static PairOptions Options { get; } = new() { Id = "orders", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(["orders*"]), Policy = new PairPolicy() };

    public static async Task<ReadyLab> StartAsync(string version, Superuser? superuser = null, Credential? credential = null)
    {
        var pair = await LabPair.StartAsync(version, superuser: superuser);
        var node = Assert.Single(LabPair.Value(await pair.B.Self.NodesAsync(TestContext.Current.CancellationToken)));
        LabPair.Done(await pair.A.Remotes.PutAsync("clusterB", new Dictionary<string, string?> { ["seeds"] = node.TransportAddress }, TestContext.Current.CancellationToken));
        var lab = new ReadyLab(pair, credential ?? pair.A.Channel.Options.ReadCredential);
        await lab.UntilAsync(facts => facts.All.All(Complete));
        return lab;
    }

    public Task UntilAsync(Func<FactsWatch, bool> isSo) => LabPair.UntilAsync(() => Task.FromResult(Facts), isSo);

    public ReadinessReport Judge(Direction direction) =>
        ReadinessRules.Judge(direction, new ReadinessInput { Pair = Options, Home = A, Away = B, Now = TimeProvider.System.GetUtcNow(), Pace = Facts.Pace });

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching.ContinueWith(_ => { }, TaskScheduler.Default);
        _over.Dispose();
        _clusters.Dispose();
        await Pair.DisposeAsync();
    }

    /// <summary>Every group has been read at least once, whatever came of it.</summary>
    private static bool Complete(ClusterFacts facts) =>
        facts.Identity is not Aged<Calls.ServerIdentity>.NotAskedYet && facts.Remotes is not Aged<IReadOnlyList<Calls.RemoteInfo>>.NotAskedYet
        && facts.Patterns is not Aged<IReadOnlyList<Calls.AutoFollowPattern>>.NotAskedYet && facts.License is not Aged<Calls.License>.NotAskedYet
        && facts.Nodes is not Aged<IReadOnlyList<Calls.NodeFacts>>.NotAskedYet && facts.Streams is not Aged<IReadOnlyList<Calls.DataStream>>.NotAskedYet
        && facts.Indices is not Aged<IReadOnlyList<Calls.IndexFacts>>.NotAskedYet && facts.OperateRights is not Aged<Rights>.NotAskedYet
        && facts.Definitions.Values.All(kind => kind is not Aged<IReadOnlyList<Calls.Definition>>.NotAskedYet);
}
