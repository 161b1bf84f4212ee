using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Security;

namespace Switchback.Lab.Replication;

/// <summary>What <c>follow</c> answers.</summary>
public sealed record FollowAnswer(bool Created, bool ShardsAcknowledged, bool Started);

/// <summary>
/// <c>follow</c>: examine the leader, make the index, copy, start the tasks. A caller that waits for no shard is answered once the
/// copy has begun, and never hears of what fails after that; any other waits for all of it.
/// </summary>
public sealed class PutFollow(Cluster cluster)
{
    private static readonly TimeSpan WaitForShards = TimeSpan.FromSeconds(30);
    private static readonly FollowAnswer Begun = new(true, false, false);

    public async Task<FollowAnswer> RunAsync(FollowRequest request, Principal? user)
    {
        cluster.Licence.Requires("ccr");
        cluster.Remotes.Require(request.RemoteCluster);
        var (leader, history) = await new Leader(cluster, request.RemoteCluster, request.LeaderIndex, user).ExamineAsync();
        FollowChecks.CheckLeader(request, leader);
        var follower = await cluster.Replication.Restores.BeginAsync(request, leader, history);
        if (!request.WaitForActiveShards.IsNone) return await FinishAsync(request, follower, user);
        _ = FinishUnheardAsync(request, follower, user);
        return Begun;
    }

    private async Task<FollowAnswer> FinishAsync(FollowRequest request, IndexState follower, Principal? user)
    {
        if (!await cluster.Replication.Restores.RunAsync(follower)) return Begun;
        await cluster.Tasks.RunAsync(ResumeFollow.Action, async () =>
        {
            await cluster.Replication.Resume.RunAsync(follower.Name, request.Parameters, user);
            return true;
        });
        var active = await cluster.Indices.Shards.WhenActiveAsync([follower], request.WaitForActiveShards, WaitForShards);
        return new FollowAnswer(true, active, true);
    }

    private async Task FinishUnheardAsync(FollowRequest request, IndexState follower, Principal? user)
    {
        try
        {
            await FinishAsync(request, follower, user);
        }
        catch (Exception e) when (e is ElasticException or NodeStoppedException)
        {
            // Only a line in the log there, too: the index may stay paused for ever.
        }
    }
}
