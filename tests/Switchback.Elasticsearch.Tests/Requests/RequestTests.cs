using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Requests;

/// <summary>Requests as a plan shows them and as they are sent: the same text.</summary>
public sealed class RequestTests
{
    private static readonly FollowOrder Order = new("clusterA", "foo", new FollowParameters { MaxOutstandingReadRequests = 3, ReadPollTimeout = "30s" });

    public static TheoryData<string, string> Forms => new()
    {
        { FollowRequests.Follow("bar", Order).ConsoleForm(), """PUT /bar/_ccr/follow?wait_for_active_shards=1|{"remote_cluster":"clusterA","leader_index":"foo","max_outstanding_read_requests":3,"read_poll_timeout":"30s"}""" },
        { FollowRequests.Pause("bar").ConsoleForm(), "POST /bar/_ccr/pause_follow" },
        { FollowRequests.Resume("bar", new FollowParameters()).ConsoleForm(), "POST /bar/_ccr/resume_follow" },
        { FollowRequests.Resume("bar", new FollowParameters { MaxRetryDelay = "1s" }).ConsoleForm(), """POST /bar/_ccr/resume_follow|{"max_retry_delay":"1s"}""" },
        { FollowRequests.Unfollow(".ds-logs-2026.11.21-000001").ConsoleForm(), "POST /.ds-logs-2026.11.21-000001/_ccr/unfollow" },
        { FollowRequests.ForgetFollower(RetentionLeaseId.Parse("clusterB/bar/u1-following-clusterA/foo/u2")!).ConsoleForm(), """POST /foo/_ccr/forget_follower|{"follower_cluster":"clusterB","follower_index":"bar","follower_index_uuid":"u1","leader_remote_cluster":"clusterA"}""" },
        { PatternRequests.Put("p", new PatternOrder("clusterA", ["logs-*"], ["logs-x"], "{{leader_index}}-copy", new FollowParameters())).ConsoleForm(), """PUT /_ccr/auto_follow/p|{"remote_cluster":"clusterA","leader_index_patterns":["logs-*"],"leader_index_exclusion_patterns":["logs-x"],"follow_index_pattern":"{{leader_index}}-copy"}""" },
        { RemoteRequests.Remove("clusterA", ["seeds", "skip_unavailable"]).ConsoleForm(), """PUT /_cluster/settings?flat_settings=true|{"persistent":{"cluster.remote.clusterA.seeds":null,"cluster.remote.clusterA.skip_unavailable":null}}""" },
        { IndexRequests.SetWriteBlock(["foo"], true).ConsoleForm(), """PUT /foo/_settings|{"index.blocks.write":"true"}""" },
        { IndexRequests.Close(["a", "b"]).ConsoleForm(), "POST /a,b/_close" },
        { IndexRequests.Delete(["größe"]).ConsoleForm(), "DELETE /gr%C3%B6%C3%9Fe" },
        { DocumentRequests.Bulk("foo", [new BulkOperation.Create("1", """{"secret":1}"""u8.ToArray())]).ConsoleForm(), "POST /foo/_bulk|(36 bytes of documents)" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Request_InConsoleForm_IsWhatAPersonWouldType(string form, string expected) =>
        Assert.Equal(expected.Replace('|', '\n'), form);

    [Theory]
    [InlineData("settings", "7.9.0")]
    [InlineData("stream", "8.4.0")]
    [InlineData("excluded", "7.14.0")]
    [InlineData("plain", "7.8.0")]
    public void Request_WithAFieldOfALaterVersion_AsksForThatVersion(string what, string since)
    {
        var request = what switch
        {
            "settings" => FollowRequests.Follow("bar", Order with { Settings = new Dictionary<string, string?> { ["index.number_of_replicas"] = "0" } }),
            "stream" => FollowRequests.Follow("bar", Order with { DataStreamName = "x" }),
            "excluded" => PatternRequests.Put("p", new PatternOrder("a", ["b"], ["c"], null, new FollowParameters())),
            _ => FollowRequests.Follow("bar", Order),
        };

        Assert.Equal(since, request.Since.ToString());
    }

    [Fact]
    public void Requests_WithEffect_AllUseTheOperateCredential()
    {
        WireRequest[] effects =
        [
            FollowRequests.Follow("a", Order), FollowRequests.Pause("a"), FollowRequests.Resume("a", new FollowParameters()), FollowRequests.Unfollow("a"),
            PatternRequests.Delete("a"), PatternRequests.Pause("a"), PatternRequests.Resume("a"), RemoteRequests.Remove("a", ["b"]),
            IndexRequests.Close(["a"]), IndexRequests.Open(["a"]), IndexRequests.Delete(["a"]), IndexRequests.BlockWrites(["a"]), IndexRequests.Refresh(["a"]),
            IndexRequests.Clone("a", "b"), StreamRequests.Promote("a"), StreamRequests.Rollover("a"), StreamRequests.Delete("a"),
            DocumentRequests.Bulk("a", [new BulkOperation.Delete("1", 1, 1)]),
        ];

        Assert.All(effects, request => Assert.True(request is { HasEffect: true, Power: Power.Operate, Flaw: null }, request.ToString()));
    }

    [Theory]
    [InlineData("clusterB/bar/u1-following-clusterA/foo/u2", "clusterB", "bar", "clusterA", "foo")]
    [InlineData("a/b-following-c/bar/u1-following-clusterA/foo/u2", "a/b-following-c", "bar", "clusterA", "foo")]
    public void Lease_Parsed_GivesTheSameIdBack(string id, string cluster, string follower, string remote, string leader)
    {
        var lease = RetentionLeaseId.Parse(id)!;

        Assert.Equal((cluster, follower, remote, leader), (lease.FollowerCluster, lease.FollowerIndex, lease.Remote, lease.LeaderIndex));
        Assert.Equal(id, lease.ToString());
    }

    [Theory]
    [InlineData("peer_recovery/abc")]
    [InlineData("a/b-following-c/d")]
    [InlineData("-following-")]
    [InlineData("a//b-following-c//d")]
    [InlineData("")]
    public void Lease_OfAnotherForm_IsNone(string id) => Assert.Null(RetentionLeaseId.Parse(id));
}
