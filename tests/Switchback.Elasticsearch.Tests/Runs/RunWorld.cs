using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Lab.Clusters;
using Switchback.Lab.Truth;
using ClusterOptions = Switchback.Elasticsearch.Configuration.ClusterOptions;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>
/// A pair of lab clusters with an operation's beginning in it, a journal, and the lives of the app over both. A lab of the same seed
/// that is asked for the same is the same one down to its uuids: a plan made for one of them fits them all.
/// </summary>
internal sealed class RunWorld : IAsyncDisposable
{
    private readonly List<IDisposable> _lives = [];
    private readonly HashSet<string> _old = new(StringComparer.Ordinal);

    private readonly TimeProvider _time;

    private RunWorld(LabPair pair, TimeProvider time)
    {
        (Pair, _time) = (pair, time);
        Log = new EffectLog(pair.Inside);
        Journal = new MemoryJournal(time);
    }

    public LabPair Pair { get; }

    public EffectLog Log { get; }

    public MemoryJournal Journal { get; }

    /// <param name="operation">Whose beginning is made.</param>
    /// <param name="time">What the app takes for the time; the clusters have their own.</param>
    public static async Task<RunWorld> StartAsync(Operation operation, TimeProvider? time = null)
    {
        var world = new RunWorld(await LabPair.StartAsync(Profile.Newest.Version.ToString()), time ?? TimeProvider.System);
        await operation.Prepare(world.Pair);
        if (operation.Then is { } then) await then(world.Pair);
        world._old.UnionWith(world.Pair.Inside.Clusters.SelectMany(cluster => cluster.State.Indices.Values).Select(index => index.Uuid));
        world.Pair.Inside.Truth.Clear();
        world.Log.Begin();
        return world;
    }

    /// <summary>A new life of the app: nothing but the journal and the clusters is the same as in the one before.</summary>
    /// <param name="number">Which one it is.</param>
    /// <param name="url">Where it finds the clusters, when not at their own addresses.</param>
    public RunLife Begin(int number, Func<string, string>? url = null)
    {
        var life = new RunLife(Journal, Drive(url ?? Pair.Url), _time, $"life-{number}");
        _lives.Add(life);
        return life;
    }

    /// <summary>A driver with connections of its own.</summary>
    public ElasticsearchDriver Drive(Func<string, string> url)
    {
        var clusters = new ElasticsearchClusters(
            new[] { "clusterA", "clusterB" }.Select(name => new ClusterOptions
            {
                Name = name,
                Urls = [new Uri(url(name) + "/")],
                OperateCredential = new Credential.Anonymous(),
                ReadTimeout = TimeSpan.FromSeconds(2),
                WriteTimeout = TimeSpan.FromSeconds(2),
                CopyTimeout = TimeSpan.FromSeconds(2),
            }),
            _time, new Random(7), NullLogger<ElasticsearchCluster>.Instance);
        _lives.Add(clusters);
        var timing = new StepTiming { Unfollow = TimeSpan.FromSeconds(1), AskLeader = TimeSpan.FromSeconds(1), TryAgain = TimeSpan.FromMilliseconds(10) };
        return new ElasticsearchDriver(clusters, new NoPlanner(), new StepBook(), timing, _time);
    }

    /// <summary>All that a run can change in both clusters. Of two that are made at once either may come first: uuids are told by their indices' names.</summary>
    public Task<string> PortraitAsync() => Pair.Inside.Loop.InvokeAsync(() =>
    {
        var text = new StringBuilder();
        foreach (var cluster in Pair.Inside.Clusters)
        {
            foreach (var index in cluster.State.Indices.Values)
            {
                text.Append($"{cluster.Name}/{index.Name} {index.Uuid} {(index.IsOpen ? "open" : "closed")}{(index.IsRestoring ? " copying" : "")}");
                if (index.Ccr is { } ccr) text.Append($" of {ccr.RemoteCluster}:{ccr.LeaderIndex} {ccr.LeaderIndexUuid}");
                foreach (var task in cluster.State.FollowTasks.Of(index.Name)) text.Append($" task {task.FollowerUuid} {task.Parameters}");
                foreach (var shard in index.Shards)
                {
                    text.Append($" shard {shard.Id} {shard.Routing} {shard.Store.Live().Count()} documents");
                    foreach (var lease in shard.Leases.All.Skip(1).OrderBy(lease => lease.Id, StringComparer.Ordinal)) text.Append($" lease {lease.Id}");
                }

                text.Append('\n');
            }
        }

        foreach (var index in Pair.Inside.Clusters.SelectMany(cluster => cluster.State.Indices.Values)) text.Replace(index.Uuid, $"{(_old.Contains(index.Uuid) ? "old" : "new")}-{index.Name}");
        return text.ToString();
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var life in _lives) life.Dispose();
        await Pair.DisposeAsync();
        Assert.Empty(Pair.Inside.Faults);
    }

    private sealed class NoPlanner : IOperationPlanner
    {
        public IReadOnlyList<OperationInfo> Operations => [];

        public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel) => Task.FromResult<PlanOutcome>(new PlanOutcome.Refused([]));
    }
}
