using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Time;

namespace Switchback.Lab.Replication;

/// <summary>
/// Keeps a follower shard's lease on its leader alive: every 30 seconds, from the follower's checkpoint + 1 on, taken anew
/// when it has vanished (contract 0.17). It acts for the system, whatever the user's rights.
/// </summary>
public sealed class LeaseKeeper(Cluster cluster, FollowTask task, Func<long> retainFrom)
{
    private const string RenewAction = "indices:admin/seq_no/renew_retention_lease";
    private const string AddAction = "indices:admin/seq_no/add_retention_lease";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private LabTimer? _next;
    private bool _ended;

    public void Begin() => _next = cluster.Runtime.After(Interval, () => _ = RenewAsync());

    public void End()
    {
        _ended = true;
        _next?.Cancel();
    }

    private async Task RenewAsync()
    {
        try
        {
            await RenewOrTakeAsync();
        }
        catch (ElasticException)
        {
            // Another attempt is made in 30 seconds.
        }
        catch (NodeStoppedException)
        {
            return;
        }
        if (!_ended) Begin();
    }

    private async Task RenewOrTakeAsync()
    {
        var id = task.LeaseId(cluster.Name);
        try
        {
            await SendAsync(RenewAction, leader => leader.Renew(task.LeaderIndex, task.LeaderUuid, task.Shard, id, retainFrom()));
        }
        catch (ElasticException e) when (e.Type == LeaseErrors.NotFoundType)
        {
            // Unfollowing removes it on purpose, after the task has ended.
            if (_ended) return;
            await SendAsync(AddAction, leader => leader.Add(task.LeaderIndex, task.LeaderUuid, task.Shard, id, retainFrom()));
        }
    }

    private Task SendAsync(string action, Action<LeaderLeases> call) => cluster.Remotes.SendAsync(task.RemoteCluster, action, leader =>
    {
        call(leader.Replication.Leases);
        return Task.FromResult(true);
    });
}
