namespace Switchback.Lab.Replication;

/// <summary>Names of leases: follower's cluster, index and uuid, the alias it uses, and the leader's index and uuid.</summary>
public static class LeaseId
{
    public static string Of(string followerCluster, string followerIndex, string followerUuid, string alias, string leaderIndex, string leaderUuid) =>
        $"{followerCluster}/{followerIndex}/{followerUuid}-following-{alias}/{leaderIndex}/{leaderUuid}";
}
