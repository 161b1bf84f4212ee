using System.Globalization;
using Switchback.Lab.Replication;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Replication;

/// <summary>A lab with clusterA as the remote of clusterB, and leaders and followers in any state of contract 1.2.</summary>
public sealed class FollowerPair : IAsyncLifetime
{
    private const string OneShard = """{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}}""";

    private int _made;

    public RunningLab Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Lab = await RunningLab.StartAsync();
        await Lab.ConnectAsync();
    }

    public ValueTask DisposeAsync() => Lab.DisposeAsync();

    /// <summary>A new leader with three documents, and a follower of it in this state.</summary>
    public async Task<(string Leader, string Follower)> MakeAsync(FollowerState state)
    {
        var number = ++_made;
        var (leader, follower) = ($"foo-{number}", $"bar-{number}");
        await Ok(Lab.OnA($"PUT /{leader}", OneShard));
        for (var i = 0; i < 3; i++) await Ok(Lab.OnA($"PUT /{leader}/_doc/{i}", $$"""{"n":{{i}}}"""));
        switch (state)
        {
            case FollowerState.N:
                break;
            case FollowerState.R:
                await Ok(Lab.OnA($"POST /{leader}/_flush"));
                await LimitCopiesAsync("\"100b\"");
                await Ok(Lab.OnB($"PUT /{follower}/_ccr/follow", Body(leader)));
                break;
            case FollowerState.A:
                await FollowAsync(leader, follower);
                break;
            case FollowerState.F:
                await MakeFatalAsync(leader, follower);
                break;
            case FollowerState.P:
                await FollowAsync(leader, follower);
                await Ok(Lab.OnB($"POST /{follower}/_ccr/pause_follow"));
                break;
            case FollowerState.PC:
                await PauseAndCloseAsync(leader, follower);
                break;
            case FollowerState.AC:
                await FollowAsync(leader, follower);
                await Ok(Lab.OnB($"POST /{follower}/_close"));
                break;
            case FollowerState.UC:
                await PauseAndCloseAsync(leader, follower);
                await Ok(Lab.OnB($"POST /{follower}/_ccr/unfollow"));
                break;
            case FollowerState.G:
                await PauseAndCloseAsync(leader, follower);
                await Ok(Lab.OnB($"POST /{follower}/_ccr/unfollow"));
                await Ok(Lab.OnB($"POST /{follower}/_open"));
                break;
        }
        return (leader, follower);
    }

    /// <summary>Lets what still copies come to its end.</summary>
    public async Task EndCopiesAsync()
    {
        await LimitCopiesAsync("null");
        await Lab.AdvanceAsync(TimeSpan.FromMinutes(1));
    }

    public string Uuid(string cluster, string index) => Lab.Laboratory[cluster].State.Find(index)?.Uuid ?? "";

    public static string Body(string leader) => $$"""{"remote_cluster":"clusterA","leader_index":"{{leader}}"}""";

    public async Task FollowAsync(string leader, string follower)
    {
        await Ok(Lab.OnB($"PUT /{follower}/_ccr/follow?wait_for_active_shards=1", Body(leader)));
        await LevelAsync(follower, 2);
    }

    public Task<Answer> LevelAsync(string follower, long checkpoint) => Lab.UntilAsync("clusterB", $"GET /{follower}/_ccr/stats",
        stats => Shard(stats, "follower_global_checkpoint") == checkpoint.ToString(CultureInfo.InvariantCulture) && Shard(stats, "time_since_last_read_millis") != "-1");

    public Task<Answer> FatalAsync(string follower) => Lab.UntilAsync("clusterB", $"GET /{follower}/_ccr/stats", stats => stats.At("indices/0/shards/0/fatal_exception") is not null);

    public static string? Shard(Answer stats, string field) => stats.TextAt($"indices/0/shards/0/{field}");

    public static async Task<Answer> Ok(Task<Answer> call)
    {
        var answer = await call;
        Assert.True(answer.Status is 200 or 201, $"{answer.Status} {answer.Text}");
        return answer;
    }

    private async Task MakeFatalAsync(string leader, string follower)
    {
        await FollowAsync(leader, follower);
        await Ok(Lab.OnB($"POST /{follower}/_ccr/pause_follow"));
        for (var i = 0; i < 3; i++) await Ok(Lab.OnA($"PUT /{leader}/_doc/same", $$"""{"n":{{i}}}"""));
        await Lab.Laboratory.Loop.InvokeAsync(() =>
        {
            var cluster = Lab.Laboratory["clusterA"];
            History.MergeAway(cluster.State.Find(leader)!.Shards[0], cluster);
        });
        await Ok(Lab.OnB($"POST /{follower}/_ccr/resume_follow"));
        await FatalAsync(follower);
    }

    private async Task PauseAndCloseAsync(string leader, string follower)
    {
        await FollowAsync(leader, follower);
        await Ok(Lab.OnB($"POST /{follower}/_ccr/pause_follow"));
        await Ok(Lab.OnB($"POST /{follower}/_close"));
    }

    private Task LimitCopiesAsync(string rate)
    {
        var chunk = rate == "null" ? "null" : "\"1kb\"";
        return Ok(Lab.OnB("PUT /_cluster/settings", $$$"""
            {"persistent":{"ccr.indices.recovery.max_bytes_per_sec":{{{rate}}},"ccr.indices.recovery.chunk_size":{{{chunk}}}}}
            """.Trim()));
    }
}
