using System.Text;
using Switchback.Lab.Tests.Replication;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.States;

/// <summary>
/// A leader index on clusterA and an index of clusterB that follows it, or did, or will. In texts <c>{foo}</c> and <c>{bar}</c> are
/// their names, <c>{foo_uuid}</c> and <c>{bar_uuid}</c> what they were when last looked at.
/// </summary>
public sealed class Pair(RunningLab lab, string leader, string follower) : IAsyncDisposable
{
    public const string FollowBody = """{"remote_cluster":"clusterA","leader_index":"{foo}"}""";

    private const string SlowCopies = """{"persistent":{"ccr.indices.recovery.max_bytes_per_sec":"20kb","ccr.indices.recovery.chunk_size":"4kb"}}""";

    private const string UsualCopies = """{"persistent":{"ccr.indices.recovery.max_bytes_per_sec":null,"ccr.indices.recovery.chunk_size":null}}""";

    private string _leaderUuid = "", _followerUuid = "";

    private bool _copiesSlowly, _stopped, _forgot;

    public RunningLab Lab => lab;

    public string Leader => leader;

    public string Follower => follower;

    public string Fill(string text) => text
        .Replace("{foo}", leader, StringComparison.Ordinal).Replace("{bar}", follower, StringComparison.Ordinal)
        .Replace("{foo_uuid}", _leaderUuid, StringComparison.Ordinal).Replace("{bar_uuid}", _followerUuid, StringComparison.Ordinal);

    public Task<Answer> OnA(string call, string? body = null) => lab.OnA(Fill(call), body is null ? null : Fill(body));

    public Task<Answer> OnB(string call, string? body = null) => lab.OnB(Fill(call), body is null ? null : Fill(body));

    public async Task MakeLeaderAsync(bool copiesSlowly = false, int documents = 3)
    {
        await DoneAsync(OnA("PUT /{foo}", """{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}}"""));
        var padding = copiesSlowly ? string.Concat(Enumerable.Range(0, 4000).Select(i => $" {i * 7919 % 99991:x}")) : "";
        if (documents > 0) await WriteAsync(0, documents, padding);
        if (copiesSlowly) await DoneAsync(OnA("POST /{foo}/_flush?force=true"));
        await LookAsync();
    }

    public async Task WriteAsync(int first, int count, string padding = "")
    {
        var lines = new StringBuilder();
        for (var i = first; i < first + count; i++)
            lines.Append($$$"""{"index":{"_id":"{{{i}}}"}}""").Append('\n').Append($$"""{"n":{{i}},"user":"mary{{padding}}"}""").Append('\n');
        await DoneAsync(OnA("POST /{foo}/_bulk", lines.ToString()));
    }

    public async Task BringAsync(FollowerState state)
    {
        if (state == FollowerState.N) return;
        if (state == FollowerState.R)
        {
            _copiesSlowly = true;
            await DoneAsync(lab.OnB("PUT /_cluster/settings", SlowCopies));
            await DoneAsync(OnB("PUT /{bar}/_ccr/follow", FollowBody));
            await LookAsync();
            return;
        }
        await FollowAsync();
        foreach (var step in StepsTo(state)) await DoneAsync(OnB(step, step.Contains("/_lab/", StringComparison.Ordinal) ? """{"cluster":"clusterB","index":"{bar}"}""" : null));
        await LookAsync();
    }

    public async Task FollowAsync(string body = FollowBody)
    {
        await DoneAsync(OnB("PUT /{bar}/_ccr/follow?wait_for_active_shards=1", body));
        await LookAsync();
    }

    /// <summary>
    /// A step of a situation: <c>A PUT /path {body}</c> or <c>B ...</c> is a call; <c>A stop</c>, <c>B forget</c> (the remote), <c>B dead</c> (a remote
    /// of that name that is nowhere) and <c>look</c> (at the uuids) are what they say.
    /// </summary>
    public async Task TakeAsync(string step)
    {
        switch (step)
        {
            case "A stop":
                _stopped = true;
                await lab.StopAsync("clusterA");
                break;
            case "B forget":
                _forgot = true;
                await DoneAsync(lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.clusterA.seeds":null}}"""));
                break;
            case "B dead":
                await DoneAsync(lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.dead.seeds":["127.0.0.1:9"]}}"""));
                break;
            case "look":
                await LookAsync();
                break;
            default:
                var body = step.IndexOf(" {\"", StringComparison.Ordinal);
                var call = body < 0 ? step[2..] : step[2..body];
                await DoneAsync(step[0] == 'A' ? OnA(call, body < 0 ? null : step[(body + 1)..]) : OnB(call, body < 0 ? null : step[(body + 1)..]));
                break;
        }
    }

    /// <summary>Waits, and moves the clock, until so many documents can be found in the follower.</summary>
    public async Task CaughtUpAsync(int documents)
    {
        for (var i = 0; i < 100; i++)
        {
            var stats = await OnB("GET /{bar}/_stats?level=shards&forbid_closed_indices=false");
            if (stats.TextAt($"indices/{follower}/shards/0/0/seq_no/global_checkpoint") == $"{documents - 1}") break;
            await lab.AdvanceAsync(TimeSpan.FromMilliseconds(50));
        }
        await OnB("POST /{bar}/_refresh");
    }

    /// <summary>Reads the uuids that <c>{foo_uuid}</c> and <c>{bar_uuid}</c> stand for from now on.</summary>
    public async Task LookAsync()
    {
        _leaderUuid = await UuidAsync("clusterA", leader) ?? _leaderUuid;
        _followerUuid = await UuidAsync("clusterB", follower) ?? _followerUuid;
    }

    public static async Task DoneAsync(Task<Answer> call)
    {
        var answer = await call;
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    /// <summary>The follower first: it would meet a leader that is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_copiesSlowly) await DoneAsync(lab.OnB("PUT /_cluster/settings", UsualCopies));
        if (_stopped) await lab.StartClusterAsync("clusterA");
        if (_forgot) await lab.ConnectAsync();
        await OnB("DELETE /{bar}");
        await OnA("DELETE /{foo}");
        if (_copiesSlowly) await lab.AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    private static string[] StepsTo(FollowerState state) => state switch
    {
        FollowerState.A => [],
        FollowerState.F => ["POST /_lab/followers/fail"],
        FollowerState.P => ["POST /{bar}/_ccr/pause_follow"],
        FollowerState.PC => ["POST /{bar}/_ccr/pause_follow", "POST /{bar}/_close"],
        FollowerState.AC => ["POST /{bar}/_close"],
        FollowerState.UC => ["POST /{bar}/_ccr/pause_follow", "POST /{bar}/_close", "POST /{bar}/_ccr/unfollow"],
        FollowerState.G => ["POST /{bar}/_ccr/pause_follow", "POST /{bar}/_close", "POST /{bar}/_ccr/unfollow", "POST /{bar}/_open"],
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no steps lead there"),
    };

    private async Task<string?> UuidAsync(string cluster, string index) =>
        (await lab.SendAsync(cluster, $"GET /{index}/_settings?flat_settings=true")).Json?[index]?["settings"]?["index.uuid"]?.ToString();
}
