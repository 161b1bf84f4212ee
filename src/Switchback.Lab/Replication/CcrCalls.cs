using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>The calls on followers, and forget_follower on leaders.</summary>
public static class CcrCalls
{
    public static IEnumerable<Route> Routes =>
    [
        .. Timed(new("PUT", "/{index}/_ccr/follow", "indices:admin/xpack/ccr/put_follow", FollowAsync) { Parameters = ["wait_for_active_shards"] }, "master_timeout"),
        .. Timed(new("POST", "/{index}/_ccr/pause_follow", "cluster:admin/xpack/ccr/pause_follow", PauseAsync), "master_timeout"),
        .. Timed(new("POST", "/{index}/_ccr/resume_follow", ResumeFollow.Action, ResumeAsync), "master_timeout"),
        .. Timed(new("POST", "/{index}/_ccr/unfollow", "indices:admin/xpack/ccr/unfollow", UnfollowAsync), "master_timeout", "timeout"),
        .. Timed(new("POST", "/{index}/_ccr/forget_follower", ForgetFollower.Action, ForgetAsync), "timeout"),
        .. Timed(new("GET", "/{index}/_ccr/info", "cluster:monitor/ccr/follow_info", InfoAsync), "master_timeout"),
        .. Timed(new("GET", "/{index}/_ccr/stats", "cluster:monitor/ccr/follow_stats", StatsAsync), "timeout"),
        .. Timed(new("GET", "/_ccr/stats", "cluster:monitor/ccr/stats", AllStatsAsync), "master_timeout", "timeout"),
    ];

    /// <summary>Earlier versions do not read these parameters, and refuse what they do not read.</summary>
    private static Route[] Timed(Route route, params string[] timeouts) =>
    [
        route with { Exists = profile => !profile.CcrTakesTimeouts },
        route with { Exists = profile => profile.CcrTakesTimeouts, Parameters = [.. route.Parameters, .. timeouts] },
    ];

    private static async Task<LabResponse> FollowAsync(RestCall call)
    {
        var request = FollowRequest.Parse(call);
        var answer = await call.Cluster.Replication.Follow.RunAsync(request, call.User);
        return LabResponse.Ok(new JsonObject
        {
            ["follow_index_created"] = answer.Created,
            ["follow_index_shards_acked"] = answer.ShardsAcknowledged,
            ["index_following_started"] = answer.Started,
        });
    }

    private static async Task<LabResponse> PauseAsync(RestCall call)
    {
        await call.Cluster.Replication.Pause.RunAsync(call["index"]);
        return LabResponse.Acknowledged();
    }

    private static async Task<LabResponse> ResumeAsync(RestCall call)
    {
        var parameters = ResumeFollow.Parse(call);
        await call.Cluster.Replication.Resume.RunAsync(call["index"], parameters, call.User);
        return LabResponse.Acknowledged();
    }

    private static async Task<LabResponse> UnfollowAsync(RestCall call)
    {
        await call.Cluster.Replication.Unfollow.RunAsync(call["index"]);
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> ForgetAsync(RestCall call) =>
        Task.FromResult(LabResponse.Ok(ForgetFollower.Run(call.Cluster, call["index"], call.Request.Body)));

    private static Task<LabResponse> InfoAsync(RestCall call) => Task.FromResult(LabResponse.Ok(FollowInfo.Of(call.Cluster, call["index"])));

    private static Task<LabResponse> StatsAsync(RestCall call)
    {
        call.Cluster.Licence.Requires("ccr");
        var stats = call.Cluster.Replication.Stats;
        var indices = stats.Find(call["index"]);
        var human = call.Human;
        return Task.FromResult(LabResponse.Stream(writer =>
        {
            writer.WriteStartObject();
            stats.WriteIndices(writer, indices, human);
            writer.WriteEndObject();
        }));
    }

    private static Task<LabResponse> AllStatsAsync(RestCall call)
    {
        call.Cluster.Licence.Requires("ccr");
        var replication = call.Cluster.Replication;
        var human = call.Human;
        return Task.FromResult(LabResponse.Stream(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("auto_follow_stats"u8);
            replication.AutoFollowStats(writer, human);
            writer.WriteStartObject("follow_stats"u8);
            replication.Stats.WriteIndices(writer, replication.Tasks.Set.Indices, human);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }
}
