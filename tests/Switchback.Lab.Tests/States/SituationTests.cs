using Switchback.Lab.Tests.Replication;

namespace Switchback.Lab.Tests.States;

/// <summary>Contract 1.3, 2.0 and 2.2: what the calls answer when it is the leader, the remote or a block that stands in the way.</summary>
public sealed class SituationTests(StateLabs labs) : IClassFixture<StateLabs>
{
    private const string Follow = "PUT /{bar}/_ccr/follow?wait_for_active_shards=1";

    private const string Resume = "POST /{bar}/_ccr/resume_follow";

    private const string Unreachable = "can not fetch remote index [dead:{foo}] metadata as the license state of the remote cluster [dead] could not be determined";

    private const string FollowDead = """{"remote_cluster":"dead","leader_index":"{foo}"}""";

    private static readonly Situation[] Situations =
    [
        new("follow: leader closed", FollowerState.N, ["A POST /{foo}/_close"], Follow, Pair.FollowBody, 400, "index_closed_exception", "closed"),
        new("follow: leader deleted", FollowerState.N, ["A DELETE /{foo}"], Follow, Pair.FollowBody, 404, "index_not_found_exception", "no such index [{foo}]"),
        new("follow: leader without soft deletes", FollowerState.N, ["A DELETE /{foo}", """A PUT /{foo} {"settings":{"index.soft_deletes.enabled":false}}"""], Follow, Pair.FollowBody,
            400, "illegal_argument_exception", "leader index [{foo}] does not have soft deletes enabled", "7.8.1"),
        new("follow: an alias", FollowerState.N, ["A PUT /{foo}/_alias/{foo}-named"], Follow, """{"remote_cluster":"clusterA","leader_index":"{foo}-named"}""",
            404, "index_not_found_exception", "no such index [{foo}-named]", "7.8.1"),
        new("follow: an alias", FollowerState.N, ["A PUT /{foo}/_alias/{foo}-named"], Follow, """{"remote_cluster":"clusterA","leader_index":"{foo}-named"}""",
            400, "illegal_argument_exception", "cannot follow [{foo}-named], because it is a ALIAS", "9"),
        new("follow: a wildcard", FollowerState.N, [], Follow, """{"remote_cluster":"clusterA","leader_index":"{foo}*"}""", 404, "index_not_found_exception", "no such index [{foo}*]"),
        new("follow: remote unreachable", FollowerState.N, ["B dead"], Follow, FollowDead, 400, "status_exception", Unreachable),
        new("follow: remote unreachable, index open", FollowerState.G, ["B dead"], Follow, FollowDead, 400, "status_exception", Unreachable),
        new("follow: other number of shards", FollowerState.UC, ["A DELETE /{foo}", """A PUT /{foo} {"settings":{"index.number_of_shards":2}}"""], Follow, Pair.FollowBody,
            500, "snapshot_restore_exception", "[_ccr_clusterA:_latest_/_latest_] cannot restore index [{bar}] with [1] shards from a snapshot of index [{foo}] with [2] shards"),
        new("follow: any closed index", FollowerState.N, ["B PUT /{bar}", "B POST /{bar}/_close"], Follow, Pair.FollowBody, 200, null, null),
        new("follow: any open index", FollowerState.N, ["B PUT /{bar}"], Follow, Pair.FollowBody, 500, "snapshot_restore_exception", null),
        new("resume: leader deleted", FollowerState.P, ["A DELETE /{foo}"], Resume, null, 404, "index_not_found_exception", "no such index [{foo}]"),
        new("resume: leader closed", FollowerState.P, ["A POST /{foo}/_close"], Resume, null, 400, "index_closed_exception", "closed"),
        new("resume: leader closed and follower too", FollowerState.PC, ["A POST /{foo}/_close"], Resume, null, 400, "index_closed_exception", "closed"),
        new("resume: leader made anew", FollowerState.P, ["A DELETE /{foo}", """A PUT /{foo} {"settings":{"index.number_of_replicas":0}}""", "look"], Resume, null,
            400, "illegal_argument_exception", "follow index [{bar}] should reference [{foo_uuid}] as leader index but instead reference [{old_foo_uuid}] as leader index"),
        new("resume: leader's setting changed", FollowerState.P, ["""A PUT /{foo}/_settings {"index.mapping.total_fields.limit":2000}"""], Resume, null,
            400, "illegal_argument_exception", "the leader index setting[{\"index.mapping.total_fields.limit\":\"2000\",\"index.number_of_shards\":\"1\"}] "
            + "and follower index settings [{\"index.number_of_shards\":\"1\"}] must be identical", "7.8.1"),
        new("resume: leader's local setting changed", FollowerState.P, ["""A PUT /{foo}/_settings {"index.refresh_interval":"7s"}"""], Resume, null, 200, null, null),
        new("resume: alias gone", FollowerState.P, ["B forget"], Resume, null, 404, "no_such_remote_cluster_exception", "no such remote cluster: [clusterA]"),
        new("resume: alias gone, follower closed", FollowerState.PC, ["B forget"], Resume, null, 404, "no_such_remote_cluster_exception", "no such remote cluster: [clusterA]"),
        new("resume: alias gone, regular index", FollowerState.G, ["B forget"], Resume, null, 400, "illegal_argument_exception", "follow index [{bar}] does not have ccr metadata"),
        new("resume: remote down", FollowerState.P, ["A stop"], Resume, null, 400, "status_exception",
            "can not fetch remote index [clusterA:{foo}] metadata as the license state of the remote cluster [clusterA] could not be determined"),
        new("pause: remote down", FollowerState.A, ["A stop"], "POST /{bar}/_ccr/pause_follow", null, 200, null, null),
        new("pause: alias gone", FollowerState.A, ["B forget"], "POST /{bar}/_ccr/pause_follow", null, 200, null, null),
        new("pause: metadata-write block", FollowerState.A, ["""B PUT /{bar}/_settings {"index.blocks.metadata":true}"""], "POST /{bar}/_ccr/pause_follow", null,
            403, "cluster_block_exception", "index [{bar}] blocked by: [FORBIDDEN/9/index metadata (api)];"),
        new("info: remote down", FollowerState.A, ["A stop"], "GET /{bar}/_ccr/info", null, 200, null, null),
        new("stats: remote down", FollowerState.A, ["A stop"], "GET /{bar}/_ccr/stats", null, 200, null, null),
        new("unfollow: lease gone already", FollowerState.PC, ["""A POST /_lab/leases/expire {"cluster":"clusterA","index":"{foo}"}"""], "POST /{bar}/_ccr/unfollow", null, 200, null, null),
        new("unfollow: alias gone", FollowerState.PC, ["B forget"], "POST /{bar}/_ccr/unfollow", null, 500, "exception",
            "org.elasticsearch.transport.NoSuchRemoteClusterException: no such remote cluster: [clusterA]", "9"),
        new("unfollow: remote down", FollowerState.PC, ["A stop"], "POST /{bar}/_ccr/unfollow", null, 500, "exception", null),
    ];

    public sealed record Situation(string Name, FollowerState State, string[] Before, string Call, string? Body, int Status, string? Type, string? Reason, string Versions = CallRow.EveryVersion);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var situation in Situations)
                foreach (var version in situation.Versions.Split(' ')) cases.Add(version, situation.Name);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Call_InSituation_AnsweredAsTheTableSays(string version, string name)
    {
        var situation = Situations.Single(one => one.Name == name && one.Versions.Split(' ').Contains(version));
        await using var pair = await labs.BringAsync(version, situation.State);
        var former = pair.Fill("{foo_uuid}");
        foreach (var step in situation.Before) await pair.TakeAsync(step);

        var answer = await pair.OnB(situation.Call, situation.Body);

        var reason = situation.Reason?.Replace("{old_foo_uuid}", former, StringComparison.Ordinal);
        new CallRow("", situation.Call, null, situation.Status, situation.Type, reason, null, version).Check(pair, answer);
        if (situation is not { Status: 500, Type: "exception" }) return;
        Assert.Equal(pair.Fill("clusterB/{bar}/{bar_uuid}-following-clusterA/{foo}/{foo_uuid}"), answer.TextAt("error/failed_to_remove_retention_leases"));
        Assert.Equal(pair.Fill("index [{bar}] is not a follower index"), (await pair.OnB(situation.Call)).Reason);
    }
}
