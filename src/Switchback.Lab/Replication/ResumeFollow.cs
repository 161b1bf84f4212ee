using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Security;

namespace Switchback.Lab.Replication;

/// <summary><c>resume_follow</c>: checks leader and follower against each other and starts one task a shard.</summary>
public sealed class ResumeFollow(Cluster cluster)
{
    public const string Action = "cluster:admin/xpack/ccr/resume_follow";

    public async Task RunAsync(string index, FollowParametersInput parameters, Principal? user)
    {
        cluster.Licence.Requires("ccr");
        var follower = cluster.State.Find(index) ?? throw Errors.IndexNotFoundBare(index);
        var ccr = follower.Ccr ?? throw FollowChecks.NoMetadata(index);
        cluster.Remotes.Require(ccr.RemoteCluster);
        var (leader, history) = await new Leader(cluster, ccr.RemoteCluster, ccr.LeaderIndex, user).ExamineAsync();
        FollowChecks.CheckPair(leader, history, follower, cluster.Profile);
        await cluster.Replication.Tasks.StartAsync(follower, parameters.Complete(), user);
    }

    public static FollowParametersInput Parse(RestCall call)
    {
        var body = call.Request.Body;
        var parameters = new FollowParametersInput();
        if (body.Length == 0) return parameters;
        parameters.Declare(new StrictParser(Action, call.Warnings)).Parse(body);
        var complaints = parameters.Complaints().ToArray();
        return complaints.Length == 0 ? parameters : throw Errors.Validation(complaints);
    }
}
