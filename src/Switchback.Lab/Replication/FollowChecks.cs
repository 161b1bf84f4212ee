using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>What must be true of leader and follower before a task may run between them (contract 1.3, resume_follow).</summary>
public static class FollowChecks
{
    private const string FollowingIndex = "index.xpack.ccr.following_index";
    private const string SoftDeletes = "index.soft_deletes.enabled";

    public static void CheckLeader(FollowRequest request, LeaderIndex leader)
    {
        if (!leader.Settings.Flag(SoftDeletes, otherwise: true))
            throw Errors.IllegalArgument($"leader index [{request.LeaderIndex}] does not have soft deletes enabled");
        if (leader.Settings.Text("index.store.type") == "snapshot")
        {
            throw Errors.IllegalArgument($"leader index [{request.LeaderIndex}] is a searchable snapshot index and cannot be used as a leader index "
                + "for cross-cluster replication purpose");
        }
        CheckOwnSettings(request.Settings);
    }

    /// <summary>A follower may have settings of its own, but none that the leader decides.</summary>
    public static void CheckOwnSettings(Settings settings, string subject = "follower index")
    {
        var overriding = LocalSettings.Replicated(settings);
        if (overriding.Count == 0) return;
        var unknown = overriding.Keys.Where(key => Indices.Rules.IndexSettingCatalogue.Find(key) is null).ToList();
        throw Errors.IllegalArgument(unknown.Count == 0
            ? $"can not put {subject} that could override leader settings {SettingsText.Of(overriding)}"
            : $"unknown setting{(unknown.Count == 1 ? "" : "s")} [{string.Join(",", unknown)}]");
    }

    public static void CheckPair(LeaderIndex leader, IReadOnlyList<string> leaderHistory, IndexState follower, Profile profile)
    {
        var name = follower.Name;
        var recorded = follower.Ccr ?? throw NoMetadata(name);
        if (recorded.LeaderIndexUuid != leader.Uuid)
        {
            throw Errors.IllegalArgument(
                $"follow index [{name}] should reference [{leader.Uuid}] as leader index but instead reference [{recorded.LeaderIndexUuid}] as leader index");
        }
        for (var i = 0; i < leaderHistory.Count && i < recorded.LeaderHistoryUuids.Count; i++)
        {
            if (recorded.LeaderHistoryUuids[i] == leaderHistory[i]) continue;
            throw Errors.IllegalArgument(
                $"leader shard [{name}][{i}] should reference [{recorded.LeaderHistoryUuids[i]}] as history uuid but instead reference [{leaderHistory[i]}] as history uuid");
        }
        if (!leader.Settings.Flag(SoftDeletes, otherwise: true))
            throw Errors.IllegalArgument($"leader index [{leader.Name}] does not have soft deletes enabled");
        if (!follower.Settings.Flag(SoftDeletes, otherwise: true))
            throw Errors.IllegalArgument($"follower index [{name}] does not have soft deletes enabled");
        if (leader.Shards != follower.Shards.Count)
        {
            throw Errors.IllegalArgument(
                $"leader index primary shards [{leader.Shards}] does not match with the number of shards of the follow index [{follower.Shards.Count}]");
        }
        if (leader.RoutingShards != follower.RoutingShards)
        {
            throw Errors.IllegalArgument($"leader index number_of_routing_shards [{leader.RoutingShards}] does not match with the "
                + $"number_of_routing_shards of the follow index [{follower.RoutingShards}]");
        }
        if (!leader.IsOpen || !follower.IsOpen) throw Errors.IllegalArgument("leader and follow index must be open");
        if (!follower.Settings.Flag(FollowingIndex))
            throw Errors.IllegalArgument($"the following index [{name}] is not ready to follow; the setting [{FollowingIndex}] must be enabled.");
        CheckSettings(leader, follower, profile);
    }

    public static ElasticException NoMetadata(string follower) =>
        Errors.IllegalArgument($"follow index [{follower}] does not have ccr metadata");

    private static void CheckSettings(LeaderIndex leader, IndexState follower, Profile profile)
    {
        var leaders = LocalSettings.Replicated(leader.Settings);
        var followers = LocalSettings.Replicated(follower.Settings);
        if (!leaders.Equals(followers))
        {
            var settings = profile.OverridesFollowerSettings ? "settings " : "setting";
            throw Errors.IllegalArgument(
                $"the leader index {settings}[{SettingsText.Of(leaders)}] and follower index settings [{SettingsText.Of(followers)}] must be identical");
        }
    }
}
