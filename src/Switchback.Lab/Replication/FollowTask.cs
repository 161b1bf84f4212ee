using Switchback.Lab.Security;

namespace Switchback.Lab.Replication;

/// <summary>
/// One shard's task to follow, as the cluster state holds it: it survives restarts, and acts for whoever started it. Its
/// parameters are nowhere else.
/// </summary>
public sealed record FollowTask(
    string FollowerIndex,
    string FollowerUuid,
    int Shard,
    string RemoteCluster,
    string LeaderIndex,
    string LeaderUuid,
    FollowParameters Parameters,
    Principal? User)
{
    public string Id => $"{FollowerUuid}-{Shard}";

    /// <summary>Its lease on the leader's shard, seen from a cluster of this name.</summary>
    public string LeaseId(string followerCluster) =>
        Replication.LeaseId.Of(followerCluster, FollowerIndex, FollowerUuid, RemoteCluster, LeaderIndex, LeaderUuid);
}
