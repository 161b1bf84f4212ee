using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Remotes;

namespace Switchback.Lab.AutoFollow;

/// <summary>
/// Watches one remote: waits there for its metadata to change, follows what is new, waits again. A wait that ends with nothing
/// new begins anew without a look, so what failed is tried again only when the leader's metadata or the patterns change.
/// </summary>
public sealed class AutoFollower(Cluster cluster, AutoFollowStats stats, string remote)
{
    /// <summary>A real node asks a dead leader again at once, some hundred times a second. Here the clock counts them.</summary>
    private const double FailuresPerSecond = 300;

    private static readonly TimeSpan LooksForRefusal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AsksAgain = TimeSpan.FromSeconds(1);

    private readonly AutoFollowRound _round = new(cluster, stats, remote);
    private TimeSpan? _lastCheck;
    private IReadOnlyList<string> _lastPatterns = [];
    private bool _failsSteadily;

    public string Remote { get; } = remote;

    public long MetadataVersion { get; private set; }

    /// <summary>The alias was gone: it stopped, and begins again when there is one.</summary>
    public bool IsWithoutRemote { get; private set; }

    public long SinceLastCheckMillis => _lastCheck is { } at ? (long)(cluster.Lab.Clock.Elapsed - at).TotalMilliseconds : -1;

    private bool IsRemoved { get; set; }

    public void Remove() => IsRemoved = true;

    public void Start()
    {
        IsWithoutRemote = false;
        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!IsRemoved && await WatchAsync())
            {
                // The next wait begins at once.
            }
        }
        catch (NodeStoppedException)
        {
            // With the process; the next one begins anew.
        }
    }

    /// <summary>One wait and what follows from it. False: it is over.</summary>
    private async Task<bool> WatchAsync()
    {
        _lastCheck = cluster.Lab.Clock.Elapsed;
        var patterns = cluster.State.AutoFollow.ActiveFor(Remote).Select(pattern => pattern.Name).ToList();
        if (patterns.Count == 0) return false;
        // Other patterns than last time: a look at the state as it is, however old.
        var awaited = patterns.SequenceEqual(_lastPatterns) ? MetadataVersion + 1 : MetadataVersion;
        _lastPatterns = patterns;
        try
        {
            var leader = await FetchAsync(Math.Max(1, awaited));
            _failsSteadily = false;
            if (IsRemoved) return false;
            if (leader is null) return true;
            MetadataVersion = leader.Version;
            await _round.FollowAsync(patterns, leader);
        }
        catch (ElasticException e) when (e.Type == "no_such_remote_cluster_exception")
        {
            IsWithoutRemote = true;
            return false;
        }
        catch (ElasticException e)
        {
            if (!IsRemoved) await FailAsync(patterns, e);
        }
        return true;
    }

    /// <summary>The leader's metadata once it has this version; null when it did not get there in time.</summary>
    private async Task<LeaderMetadata?> FetchAsync(long version)
    {
        await cluster.Remotes.RequireLicenceAsync(Remote, "remote cluster state");
        var timeout = AutoFollowService.WaitForMetadata(cluster);
        return await cluster.Remotes.SendAsync(Remote, "cluster:monitor/state", async leader =>
            await leader.Waits.UntilAsync(() => leader.State.Version >= version, timeout) ? LeaderMetadata.Of(leader) : null);
    }

    /// <summary>
    /// Counts what a real node would ask in vain, until there is reason to ask. After the first failure it does ask again: why a
    /// connection broke is not why the next is refused.
    /// </summary>
    private async Task FailAsync(IReadOnlyList<string> patterns, ElasticException failure)
    {
        stats.FetchFailed(patterns, failure, times: 1);
        if (!_failsSteadily)
        {
            _failsSteadily = true;
            await cluster.Runtime.Delay(TimeSpan.FromSeconds(1 / FailuresPerSecond));
            return;
        }
        do
        {
            var before = cluster.Lab.Clock.Elapsed;
            await cluster.Runtime.Delay(Refuses ? LooksForRefusal : AsksAgain);
            // Time spent frozen is not counted.
            var passed = Math.Min((cluster.Lab.Clock.Elapsed - before).TotalSeconds, AsksAgain.TotalSeconds);
            _lastCheck = cluster.Lab.Clock.Elapsed;
            stats.FetchFailed(patterns, failure, (long)(FailuresPerSecond * passed));
        }
        while (!IsRemoved && Refuses && patterns.SequenceEqual(cluster.State.AutoFollow.ActiveFor(Remote).Select(pattern => pattern.Name)));
    }

    private bool Refuses => cluster.Remotes.Has(Remote) && cluster.Remotes.Require(Remote).WouldRefuse;
}
