using System.Text.Json;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Replication;

/// <summary>Cross-cluster replication of one cluster: as a follower (the calls, the tasks, the copies) and as a leader (reads, leases).</summary>
public sealed class ReplicationService
{
    public ReplicationService(Cluster cluster)
    {
        // A stream of chance of its own: back-offs do not disturb the ids that a seed gives.
        Chance = new Random(cluster.Ids.Random.Next());
        Changes = new ShardChanges(cluster);
        Leases = new LeaderLeases(cluster);
        Writes = new FollowerWrites(cluster);
        Restores = new Restores(cluster);
        CopyRate = new RecoveryRate(cluster);
        SourceRate = new RecoveryRate(cluster);
        Tasks = new FollowTasks(cluster);
        Follow = new PutFollow(cluster);
        Resume = new ResumeFollow(cluster);
        Pause = new PauseFollow(cluster);
        Unfollow = new Unfollow(cluster);
        Stats = new FollowStats(cluster);
        cluster.Runtime.Stopped += Restores.Forget;
        cluster.Indices.Closed += index => Changes.End(index, deleted: false);
        cluster.Indices.Deleted += index => Changes.End(index, deleted: true);
    }

    public Random Chance { get; }

    public ShardChanges Changes { get; }

    public LeaderLeases Leases { get; }

    public FollowerWrites Writes { get; }

    public Restores Restores { get; }

    /// <summary>What this cluster takes in, and what it gives out, of files a second.</summary>
    public RecoveryRate CopyRate { get; }

    public RecoveryRate SourceRate { get; }

    public FollowTasks Tasks { get; }

    public PutFollow Follow { get; }

    public ResumeFollow Resume { get; }

    public PauseFollow Pause { get; }

    public Unfollow Unfollow { get; }

    public FollowStats Stats { get; }

    /// <summary>Writes the object behind <c>auto_follow_stats</c>; auto-follow sets it.</summary>
    public Action<Utf8JsonWriter, bool> AutoFollowStats { get; set; } = NoAutoFollow;

    private static void NoAutoFollow(Utf8JsonWriter writer, bool human)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number_of_failed_follow_indices"u8, 0);
        writer.WriteNumber("number_of_failed_remote_cluster_state_requests"u8, 0);
        writer.WriteNumber("number_of_successful_follow_indices"u8, 0);
        writer.WriteStartArray("recent_auto_follow_errors"u8);
        writer.WriteEndArray();
        writer.WriteStartArray("auto_followed_clusters"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
