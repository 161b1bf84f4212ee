using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Hosting;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Tests.Replication;

/// <summary>Two clusters without ports in virtual time: leader <c>foo</c> on clusterA, follower <c>bar</c> on clusterB. Everything runs on the lab's loop.</summary>
public sealed class TwoClusters : IDisposable
{
    public const string LeaderIndex = "foo";
    public const string FollowerIndex = "bar";

    public TwoClusters(int seed, string version = "7.8.1")
    {
        Lab = new Laboratory(new LabOptions
        {
            Seed = seed,
            Clusters = [new ClusterOptions("clusterA", 0, version), new ClusterOptions("clusterB", 0, version)],
            ClockRuns = false,
            StartTime = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
        }, TimeProvider.System);
    }

    public Laboratory Lab { get; }

    public Cluster A => Lab["clusterA"];

    public Cluster B => Lab["clusterB"];

    public IndexState? Leader => A.State.Find(LeaderIndex);

    public IndexState? Follower => B.State.Find(FollowerIndex);

    public Task AdvanceAsync(TimeSpan span) => Lab.Loop.AdvanceAsync(span);

    /// <summary>Returns when the work is done and all it caused at this moment has happened: a seed gives the same run every time.</summary>
    public async Task<T> DoAsync<T>(Func<Task<T>> work)
    {
        var result = await Lab.Loop.InvokeAsync(work);
        await Lab.Loop.AdvanceAsync(TimeSpan.Zero);
        return result;
    }

    public Task DoAsync(Func<Task> work) => DoAsync(async () =>
    {
        await work();
        return true;
    });

    public Task DoAsync(Action work) => DoAsync(() =>
    {
        work();
        return Task.FromResult(true);
    });

    /// <summary>A call whose caller gives up at once: it may be refused, hang, or happen much later.</summary>
    public Task TryAsync(Func<Task> work) => DoAsync(() =>
    {
        // A block: as an expression it would be a task, and awaited.
        _ = QuietlyAsync(work);
    });

    /// <summary>Why the last call that was tried did not do what it was asked.</summary>
    public string? LastRefusal { get; private set; }

    public Task ConnectAsync() => DoAsync(async () =>
    {
        B.State.Persistent = B.State.Persistent.With("cluster.remote.clusterA.seeds", A.Node.TransportAddress);
        await B.Remotes.ApplySettingsAsync();
    });

    public Task CreateLeaderAsync(int shards, params (string Key, string Value)[] settings) => DoAsync(() => A.Indices.Creation.CreateAsync(
        new NewIndex(LeaderIndex)
        {
            Settings = Settings.Of([("index.number_of_shards", $"{shards}"), ("index.number_of_replicas", "0"), .. settings]),
        },
        new ActiveShards(1), TimeSpan.FromSeconds(30), []));

    public Task<FollowAnswer> FollowAsync(FollowParametersInput? parameters = null) => DoAsync(() => B.Replication.Follow.RunAsync(new FollowRequest
    {
        FollowerIndex = FollowerIndex,
        RemoteCluster = "clusterA",
        LeaderIndex = LeaderIndex,
        Parameters = parameters ?? new FollowParametersInput(),
        WaitForActiveShards = new ActiveShards(1),
    }, null));

    public IReadOnlyList<ShardFollowerStatus> Statuses() =>
        [.. B.Replication.Tasks.Set.Of(FollowerIndex).Select(task => B.Replication.Tasks.Find(task)).OfType<RunningFollow>().Select(running => running.Status)];

    public void Dispose() => Lab.Dispose();

    private async Task QuietlyAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is ElasticException or NodeStoppedException)
        {
            // Refusals belong to the game.
            LastRefusal = e.Message;
        }
    }
}
