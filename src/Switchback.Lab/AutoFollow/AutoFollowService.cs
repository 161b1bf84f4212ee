using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Remotes;
using Switchback.Lab.Replication;
using Switchback.Lab.Security;
using Switchback.Lab.Units;

namespace Switchback.Lab.AutoFollow;

/// <summary>Patterns and what carries them out: one <see cref="AutoFollower"/> for each remote that an active pattern names.</summary>
public sealed class AutoFollowService
{
    private const string WaitForMetadataSetting = "ccr.wait_for_metadata_timeout";

    private readonly Cluster _cluster;
    private readonly AutoFollowStats _stats;
    private readonly SortedDictionary<string, AutoFollower> _followers = new(StringComparer.Ordinal);

    public AutoFollowService(Cluster cluster)
    {
        _cluster = cluster;
        _stats = new AutoFollowStats(cluster);
        cluster.Master.Changed += Refresh;
        cluster.Runtime.Stopped += Forget;
        cluster.Runtime.Started += Refresh;
        cluster.Replication.AutoFollowStats = (writer, _) => _stats.Write(writer, _followers.Values);
    }

    private AutoFollowState State => _cluster.State.AutoFollow;

    public static TimeSpan WaitForMetadata(Cluster cluster) =>
        TimeText.Parse(WaitForMetadataSetting, cluster.State.Setting(WaitForMetadataSetting) ?? "60s").Span;

    /// <summary>All patterns, or the one of this name; 404 where there is none.</summary>
    public IReadOnlyCollection<AutoFollowPattern> Get(string? name) => name is null ? State.Patterns.Values : [Require(name)];

    /// <summary>Remote and rights are examined before anything changes; an old pattern of the name is replaced, and active again.</summary>
    public async Task PutAsync(AutoFollowPattern pattern)
    {
        _cluster.Licence.Requires("ccr");
        FollowChecks.CheckOwnSettings(pattern.Settings, "auto-follow pattern");
        await _cluster.Remotes.RequireLicenceAsync(pattern.RemoteCluster, "remote cluster state");
        var leader = await _cluster.Remotes.SendAsync(pattern.RemoteCluster, "cluster:monitor/state", remote =>
        {
            remote.Security.CheckMayFollow(pattern.Creator, [.. pattern.LeaderPatterns]);
            return Task.FromResult(LeaderMetadata.Of(remote));
        });
        await _cluster.Master.UpdateAsync(() => State.Put(pattern, leader.Indices));
    }

    public Task DeleteAsync(string name) => ChangeAsync(name, _ =>
    {
        State.Patterns.Remove(name);
        State.Followed.Remove(name);
    });

    /// <summary>Pauses or resumes. One that is so already costs nothing.</summary>
    public Task ActivateAsync(string name, bool active) => Require(name).IsActive == active
        ? Task.CompletedTask
        : ChangeAsync(name, pattern => State.Patterns[name] = pattern with { IsActive = active });

    /// <summary>Takes up what patterns and settings say now: begins, ends and wakes the watchers.</summary>
    public void Refresh()
    {
        if (_followers.Count == 0 && State.Patterns.Count == 0) return;
        if (_cluster.Runtime.State == NodeState.Stopped || !_cluster.Licence.Allows("ccr")) return;
        var wanted = State.Patterns.Values.Where(pattern => pattern.IsActive).Select(pattern => pattern.RemoteCluster).ToHashSet();
        foreach (var gone in _followers.Keys.Where(remote => !wanted.Contains(remote)).ToList())
            if (_followers.Remove(gone, out var follower))
                follower.Remove();
        foreach (var remote in wanted)
        {
            if (!_followers.TryGetValue(remote, out var follower)) (_followers[remote] = new AutoFollower(_cluster, _stats, remote)).Start();
            else if (follower.IsWithoutRemote && _cluster.Remotes.Has(remote)) follower.Start();
        }
    }

    private AutoFollowPattern Require(string name) => State.Patterns.GetValueOrDefault(name) ?? throw Missing(name);

    private Task ChangeAsync(string name, Action<AutoFollowPattern> change)
    {
        Require(name);
        return _cluster.Master.UpdateAsync(() => change(Require(name)));
    }

    private void Forget()
    {
        foreach (var follower in _followers.Values) follower.Remove();
        _followers.Clear();
        _stats.Forget();
    }

    private static ElasticException Missing(string name) => Errors.ResourceNotFound($"auto-follow pattern [{name}] is missing");
}
