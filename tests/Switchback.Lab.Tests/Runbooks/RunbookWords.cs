using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>What an engineer does in one breath, so that a test reads as its runbook. Every step is checked as it is taken.</summary>
public static class RunbookWords
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends the call and sees that it succeeds.</summary>
    public static async Task<Answer> DoAsync(this RunningLab lab, string cluster, string call, string? body = null)
    {
        var answer = await lab.SendAsync(cluster, call, body);
        Assert.True(answer.Status is 200 or 201, $"{call} on {cluster}: {answer.Status} {answer.Text}");
        return answer;
    }

    /// <summary>Asks until the answer is as wanted, moving the lab's clock a little each time.</summary>
    public static async Task<Answer> SoonAsync(this RunningLab lab, string cluster, string call, Func<Answer, bool> wanted, TimeSpan? step = null)
    {
        for (var i = 0; i < 600; i++)
        {
            var answer = await lab.SendAsync(cluster, call);
            if (wanted(answer)) return answer;
            await lab.AdvanceAsync(step ?? Step);
        }
        var last = await lab.SendAsync(cluster, call);
        Assert.Fail($"{call} on {cluster} never became as wanted; last {last.Status} {last.Text}");
        return last;
    }

    /// <summary>Makes <paramref name="remote"/> known to <paramref name="cluster"/> under its own name.</summary>
    public static async Task ConnectAsync(this RunningLab lab, string cluster, string remote)
    {
        await lab.DoAsync(cluster, "PUT /_cluster/settings", $$$"""{"persistent":{"cluster.remote.{{{remote}}}.seeds":["{{{lab.Transport(remote)}}}"]}}""");
        await lab.SoonAsync(cluster, "GET /_remote/info", info => info.TextAt($"{remote}/connected") == "true");
    }

    public static Task CreateAsync(this RunningLab lab, string cluster, string index, int shards = 1) =>
        lab.DoAsync(cluster, $"PUT /{index}", $$$"""{"settings":{"index.number_of_shards":{{{shards}}},"index.number_of_replicas":0}}""");

    /// <summary>One bulk of documents whose ids begin with <paramref name="prefix"/>; all must be accepted.</summary>
    public static async Task WriteAsync(this RunningLab lab, string cluster, string index, int count, string prefix = "d", string verb = "index")
    {
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++)
            lines.Append($$"""{"{{verb}}":{"_id":"{{prefix}}{{i}}"} }""").Append('\n').Append($$"""{"@timestamp":"2026-11-21T00:00:00Z","n":{{i}}}""").Append('\n');
        var answer = await lab.DoAsync(cluster, $"POST /{index}/_bulk", lines.ToString());
        Assert.True(answer.TextAt("errors") == "false", answer.Text);
    }

    /// <summary>Follows, waits for the copy, and expects all three to be true.</summary>
    public static async Task FollowAsync(this RunningLab lab, string cluster, string follower, string remote, string leader, string more = "")
    {
        var answer = await lab.DoAsync(cluster, $"PUT /{follower}/_ccr/follow?wait_for_active_shards=1",
            $$"""{"remote_cluster":"{{remote}}","leader_index":"{{leader}}"{{more}}}""");
        Assert.Equal("""{"follow_index_created":true,"follow_index_shards_acked":true,"index_following_started":true}""", answer.Text);
    }

    /// <summary>Each shard's own global checkpoint, as the cluster that holds it says.</summary>
    public static async Task<List<long>> PositionsAsync(this RunningLab lab, string cluster, string index)
    {
        var stats = await lab.DoAsync(cluster, $"GET /{index}/_stats/indexing?level=shards&expand_wildcards=all");
        var shards = stats.At("indices")!.AsObject().Single().Value!["shards"]!.AsObject();
        return
        [
            .. shards.OrderBy(shard => int.Parse(shard.Key, CultureInfo.InvariantCulture))
                .Select(shard => (long)shard.Value![0]!["seq_no"]!["global_checkpoint"]!),
        ];
    }

    /// <summary>Waits until each shard of the one stands where that of the other stands: the comparison that no stale number can spoil.</summary>
    public static async Task LevelAsync(this RunningLab lab, string cluster, string follower, string leaderCluster, string leader)
    {
        for (var i = 0; i < 600; i++)
        {
            var goal = await lab.PositionsAsync(leaderCluster, leader);
            if (goal.SequenceEqual(await lab.PositionsAsync(cluster, follower))) return;
            await lab.AdvanceAsync(Step);
        }
        Assert.Fail($"{follower} never got level with {leader}");
    }

    /// <summary>The four steps with the leader up, then the wait for the index to be there.</summary>
    public static async Task PromoteAsync(this RunningLab lab, string cluster, string follower)
    {
        await lab.DoAsync(cluster, $"POST /{follower}/_ccr/pause_follow");
        await lab.DoAsync(cluster, $"POST /{follower}/_close");
        await lab.DoAsync(cluster, $"POST /{follower}/_ccr/unfollow");
        await lab.OpenAsync(cluster, follower);
    }

    /// <summary>The four steps with the leader down. Returns what unfollow said it had to leave behind.</summary>
    public static async Task<Answer> PromoteAloneAsync(this RunningLab lab, string cluster, string follower)
    {
        await lab.DoAsync(cluster, $"POST /{follower}/_ccr/pause_follow");
        await lab.DoAsync(cluster, $"POST /{follower}/_close");
        var unfollow = await lab.SendAsync(cluster, $"POST /{follower}/_ccr/unfollow");
        Assert.Equal(500, unfollow.Status);
        Assert.NotNull(unfollow.At("error/failed_to_remove_retention_leases"));
        await lab.OpenAsync(cluster, follower);
        return unfollow;
    }

    public static async Task OpenAsync(this RunningLab lab, string cluster, string index)
    {
        await lab.DoAsync(cluster, $"POST /{index}/_open");
        await lab.HealthyAsync(cluster, index);
    }

    public static Task HealthyAsync(this RunningLab lab, string cluster, string index) =>
        lab.SoonAsync(cluster, $"GET /_cluster/health/{index}", health => health.TextAt("status") is "yellow" or "green");

    /// <summary>The cluster's process is back and has recovered this index.</summary>
    public static async Task ReturnAsync(this RunningLab lab, string cluster, string index)
    {
        await lab.StartClusterAsync(cluster);
        await lab.HealthyAsync(cluster, index);
    }

    public static async Task<long> CountAsync(this RunningLab lab, string cluster, string index)
    {
        await lab.DoAsync(cluster, $"POST /{index}/_refresh");
        return (long)(await lab.DoAsync(cluster, $"GET /{index}/_count")).At("count")!;
    }

    /// <summary>The one shard's numbers in <c>_ccr/stats</c>.</summary>
    public static async Task<JsonNode> ShardStatsAsync(this RunningLab lab, string cluster, string follower) =>
        (await lab.DoAsync(cluster, $"GET /{follower}/_ccr/stats")).At("indices/0/shards/0")!;

    /// <summary>The leases that followers hold on this index's first shard.</summary>
    public static async Task<List<JsonNode>> LeasesAsync(this RunningLab lab, string cluster, string index)
    {
        var stats = await lab.DoAsync(cluster, $"GET /{index}/_stats/indexing?level=shards");
        var leases = stats.At($"indices/{index}/shards/0/0/retention_leases/leases")!.AsArray();
        return [.. leases.Where(lease => (string?)lease!["source"] == "ccr").Select(lease => lease!)];
    }

    /// <summary>What the lab's own record says of the writes that were acknowledged on this index.</summary>
    public static async Task<Answer> TruthAsync(this RunningLab lab, string askedOn, string cluster, string index) =>
        await lab.DoAsync(askedOn, $"GET /_lab/truth?cluster={cluster}&index={index}");
}
