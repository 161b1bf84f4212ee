using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Replication;

/// <summary>
/// What Elastic's own REST tests of CCR check, in our words: one cluster that is its own remote, in every version.
/// </summary>
public sealed class SelfRemoteTests
{
    private const string Leader = """{"settings":{"index.soft_deletes.enabled":true},"mappings":{"properties":{"field":{"type":"keyword"}}}}""";

    private const string OneShard = """{"settings":{"number_of_shards":1,"number_of_replicas":0}}""";

    private const string Acknowledged = """{"acknowledged":true}""";

    public static TheoryData<string> Versions => ["7.8.1", "7.17", "8", "9"];

    public static TheoryData<string> VersionsWithExclusions => ["7.17", "8", "9"];

    [Theory, MemberData(nameof(Versions))]
    public async Task AutoFollow_PutGetDelete(string version)
    {
        await using var lab = await StartAsync(version, "local");
        await AcknowledgesAsync(lab, "PUT /_ccr/auto_follow/my_pattern",
            """{"remote_cluster":"local","leader_index_patterns":["logs-*"],"max_outstanding_read_requests":2}""");

        foreach (var call in new[] { "GET /_ccr/auto_follow/my_pattern", "GET /_ccr/auto_follow" })
        {
            var shown = await lab.OnA(call);
            Assert.Equal("my_pattern", shown.TextAt("patterns/0/name"));
            Assert.Equal("local", shown.TextAt("patterns/0/pattern/remote_cluster"));
            Assert.Equal("""["logs-*"]""", shown.At("patterns/0/pattern/leader_index_patterns")!.ToJsonString());
            Assert.Equal(2, (int)shown.At("patterns/0/pattern/max_outstanding_read_requests")!);
        }

        await AcknowledgesAsync(lab, "DELETE /_ccr/auto_follow/my_pattern");
        Assert.Equal(404, (await lab.OnA("GET /_ccr/auto_follow/my_pattern")).Status);
    }

    [Theory, MemberData(nameof(VersionsWithExclusions))]
    public async Task AutoFollow_WithAndWithoutExclusions(string version)
    {
        await using var lab = await StartAsync(version, "local");

        foreach (var (field, shown) in new[] { ("", "[]"), (""","leader_index_exclusion_patterns":["logs-excluded"]""", """["logs-excluded"]""") })
        {
            await AcknowledgesAsync(lab, "PUT /_ccr/auto_follow/p", $$"""{"remote_cluster":"local","leader_index_patterns":["logs-*"]{{field}}}""");
            Assert.Equal(shown, (await lab.OnA("GET /_ccr/auto_follow/p")).At("patterns/0/pattern/leader_index_exclusion_patterns")!.ToJsonString());
            await AcknowledgesAsync(lab, "DELETE /_ccr/auto_follow/p");
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task AutoFollow_PauseAndResume(string version)
    {
        await using var lab = await StartAsync(version, "local");
        await AcknowledgesAsync(lab, "PUT /_ccr/auto_follow/p", """{"remote_cluster":"local","leader_index_patterns":["logs-*"]}""");
        Assert.Equal("true", await ActiveAsync());

        foreach (var (verb, active) in new[] { ("pause", "false"), ("resume", "true") })
        {
            Assert.Equal(404, (await lab.OnA($"POST /_ccr/auto_follow/unknown_pattern/{verb}")).Status);
            await AcknowledgesAsync(lab, $"POST /_ccr/auto_follow/p/{verb}");
            Assert.Equal(active, await ActiveAsync());
        }
        await AcknowledgesAsync(lab, "DELETE /_ccr/auto_follow/p");

        async Task<string?> ActiveAsync() => (await lab.OnA("GET /_ccr/auto_follow/p")).TextAt("patterns/0/pattern/active");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task FollowAndUnfollow(string version)
    {
        await using var lab = await StartAsync(version, "local");
        await MakeAsync(lab, "foo", Leader);
        await FollowAsync(lab, "local", "foo", "bar");
        await AcknowledgesAsync(lab, "POST /bar/_ccr/pause_follow");
        await AcknowledgesAsync(lab, "POST /bar/_ccr/resume_follow", "{}");

        await UnfollowAsync(lab, "bar");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task FollowInfo_ActiveWithAllDefaults_PausedWithout(string version)
    {
        await using var lab = await StartAsync(version, "local");
        await MakeAsync(lab, "foo", OneShard);
        await FollowAsync(lab, "local", "foo", "bar");

        var info = Assert.Single((await lab.OnA("GET /bar/_ccr/info")).At("follower_indices")!.AsArray())!;
        Assert.Equal(("bar", "local", "foo", "active"),
            (info["follower_index"]!.ToString(), info["remote_cluster"]!.ToString(), info["leader_index"]!.ToString(), info["status"]!.ToString()));
        Assert.Equal("""
            {"max_read_request_operation_count":5120,"max_write_request_operation_count":5120,"max_outstanding_read_requests":12,
            "max_outstanding_write_requests":9,"max_read_request_size":"32mb","max_write_request_size":"9223372036854775807b",
            "max_write_buffer_count":2147483647,"max_write_buffer_size":"512mb","max_retry_delay":"500ms","read_poll_timeout":"1m"}
            """.ReplaceLineEndings(""),
            info["parameters"]!.ToJsonString());

        await AcknowledgesAsync(lab, "POST /bar/_ccr/pause_follow");
        Assert.Equal("""{"follower_indices":[{"follower_index":"bar","remote_cluster":"local","leader_index":"foo","status":"paused"}]}""",
            (await lab.OnA("GET /bar/_ccr/info")).Text);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task FollowStats_OfAnIdleFollower(string version)
    {
        await using var lab = await StartAsync(version, "local");
        await MakeAsync(lab, "foo", Leader);
        await FollowAsync(lab, "local", "foo", "bar");

        Assert.Equal("bar", Assert.Single((await lab.OnA("GET /_all/_ccr/stats")).At("indices")!.AsArray())!["index"]!.ToString());
        var shard = (await lab.OnA("GET /bar/_ccr/stats")).At("indices/0/shards/0")!.AsObject();
        Assert.Equal(("foo", "bar", 0L), (shard["leader_index"]!.ToString(), shard["follower_index"]!.ToString(), Number("shard_id")));
        foreach (var atLeastNone in new[]
        {
            "leader_global_checkpoint", "leader_max_seq_no", "follower_global_checkpoint", "follower_max_seq_no", "last_requested_seq_no",
            "time_since_last_read_millis",
        })
            Assert.True(Number(atLeastNone) >= -1, atLeastNone);
        foreach (var notNegative in new[]
        {
            "outstanding_read_requests", "follower_mapping_version", "total_read_time_millis", "total_read_remote_exec_time_millis",
            "successful_read_requests", "failed_read_requests",
        })
            Assert.True(Number(notNegative) >= 0, notNegative);
        foreach (var zero in new[]
        {
            "outstanding_write_requests", "write_buffer_operation_count", "operations_read", "bytes_read", "total_write_time_millis",
            "successful_write_requests", "failed_write_requests", "operations_written",
        })
            Assert.True(Number(zero) == 0, zero);
        Assert.Empty(shard["read_exceptions"]!.AsArray());
        await AcknowledgesAsync(lab, "POST /bar/_ccr/pause_follow");

        Assert.Equal(404, (await lab.OnA("GET /unknown/_ccr/stats")).Status);

        long Number(string field) => (long)shard[field]!;
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task ForgetFollower_ThenUnfollow(string version)
    {
        await using var lab = await StartAsync(version, "remote_cluster");
        await MakeAsync(lab, "leader_index", OneShard);
        await FollowAsync(lab, "remote_cluster", "leader_index", "follower_index");
        var name = (await lab.OnA("GET /")).TextAt("cluster_name");
        var uuid = (await lab.OnA("GET /follower_index/_stats")).TextAt("indices/follower_index/uuid");

        var forgotten = await lab.OnA("POST /leader_index/_ccr/forget_follower",
            $$"""{"follower_cluster":"{{name}}","follower_index":"follower_index","follower_index_uuid":"{{uuid}}","leader_remote_cluster":"remote_cluster"}""");

        Assert.Equal("""{"_shards":{"total":1,"successful":1,"failed":0}}""", forgotten.Text);
        await UnfollowAsync(lab, "follower_index");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task WriteToFollower_Forbidden(string version)
    {
        await using var lab = await StartAsync(version, "local");
        await MakeAsync(lab, "foo", Leader);
        await FollowAsync(lab, "local", "foo", "bar");

        Assert.Equal(403, (await lab.OnA("POST /bar/_doc", "{}")).Status);
        await UnfollowAsync(lab, "bar");
    }

    private static async Task<RunningLab> StartAsync(string version, string alias)
    {
        var lab = await RunningLab.StartAsync(version);
        var master = (await lab.OnA("GET /_cluster/state")).TextAt("master_node");
        var address = (await lab.OnA("GET /_nodes")).TextAt($"nodes/{master}/transport_address");
        var set = await lab.OnA("PUT /_cluster/settings?flat_settings=true", $$$"""{"persistent":{"cluster.remote.{{{alias}}}.seeds":"{{{address}}}"}}""");
        Assert.Equal(new JsonObject { [$"cluster.remote.{alias}.seeds"] = address }.ToJsonString(), set.At("persistent")!.ToJsonString());
        return lab;
    }

    private static async Task MakeAsync(RunningLab lab, string index, string body) => Assert.Equal(200, (await lab.OnA("PUT /" + index, body)).Status);

    private static async Task FollowAsync(RunningLab lab, string alias, string leader, string follower) =>
        Assert.Equal("""{"follow_index_created":true,"follow_index_shards_acked":true,"index_following_started":true}""",
            (await lab.OnA($"PUT /{follower}/_ccr/follow?wait_for_active_shards=1", $$"""{"remote_cluster":"{{alias}}","leader_index":"{{leader}}"}""")).Text);

    private static async Task UnfollowAsync(RunningLab lab, string follower)
    {
        await AcknowledgesAsync(lab, $"POST /{follower}/_ccr/pause_follow");
        Assert.Equal("true", (await lab.OnA($"POST /{follower}/_close")).TextAt("acknowledged"));
        await AcknowledgesAsync(lab, $"POST /{follower}/_ccr/unfollow");
    }

    private static async Task AcknowledgesAsync(RunningLab lab, string call, string? body = null) =>
        Assert.Equal(Acknowledged, (await lab.OnA(call, body)).Text);
}
