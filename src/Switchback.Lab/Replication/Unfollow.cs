using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>
/// <c>unfollow</c>: first the cluster state forgets that the index follows, then the leader is asked to drop the leases. When the
/// second half fails or hangs, the first has happened all the same (contract 2.6, 0.31).
/// </summary>
public sealed class Unfollow(Cluster cluster)
{
    private const string RemoveAction = "indices:admin/seq_no/remove_retention_lease";

    public async Task RunAsync(string index)
    {
        var ccr = await cluster.Master.UpdateAsync(() => Convert(index));
        var follower = cluster.State.Find(index)!;
        cluster.Indices.RaiseChanged(follower);
        if (cluster.Profile.UnfollowHangsWithoutRemote && !cluster.Remotes.Has(ccr.RemoteCluster)) await NeverAsync();
        var lease = LeaseId.Of(cluster.Name, index, follower.Uuid, ccr.RemoteCluster, ccr.LeaderIndex, ccr.LeaderIndexUuid);
        var removals = await Task.WhenAll(follower.Shards.Select(shard => RemoveAsync(ccr, shard.Id, lease)));
        var failures = removals.OfType<ElasticException>().ToList();
        if (failures.Count > 0) throw Failed(lease, failures);
    }

    /// <summary>Early versions lost the caller when the alias had been removed: no answer ever came.</summary>
    private async Task NeverAsync()
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var end = cluster.Runtime.Life.Register(() => never.TrySetException(new NodeStoppedException()));
        await never.Task;
    }

    private CcrMetadata Convert(string index)
    {
        var follower = cluster.State.Find(index) ?? throw Errors.IndexNotFoundBare(index);
        var ccr = follower.Ccr ?? throw PauseFollow.NotAFollower(index);
        if (follower.IsOpen) throw Cannot(index, "closed");
        if (cluster.Replication.Tasks.Set.Has(index)) throw Cannot(index, "paused");
        follower.Ccr = null;
        follower.Settings = follower.Settings.Without("index.xpack.ccr.following_index");
        follower.SettingsVersion++;
        return ccr;
    }

    /// <summary>Null once the lease is gone, whoever removed it.</summary>
    private async Task<ElasticException?> RemoveAsync(CcrMetadata ccr, int shard, string lease)
    {
        try
        {
            await cluster.Remotes.SendAsync(ccr.RemoteCluster, RemoveAction, leader =>
            {
                leader.Replication.Leases.Remove(ccr.LeaderIndex, ccr.LeaderIndexUuid, shard, lease);
                return Task.FromResult(true);
            });
            return null;
        }
        catch (ElasticException e)
        {
            return e.Type == LeaseErrors.NotFoundType ? null : e;
        }
    }

    private ElasticException Failed(string lease, IReadOnlyList<ElasticException> failures)
    {
        // Shards that shared one attempt to connect share its failure too: that is told once.
        var distinct = failures.Distinct().ToList();
        var first = distinct[0].Copy();
        first.Suppressed.AddRange(distinct.Skip(1));
        return new ElasticException(500, "exception", JavaText.Of(first, cluster.Profile)) { CausedBy = first }
            .With("failed_to_remove_retention_leases", lease);
    }

    private static ElasticException Cannot(string index, string missing) =>
        Errors.IllegalArgument($"cannot convert the follower index [{index}] to a non-follower, because it has not been {missing}");
}
