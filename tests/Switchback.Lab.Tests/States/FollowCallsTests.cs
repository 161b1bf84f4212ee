using Switchback.Lab.Tests.Replication;

namespace Switchback.Lab.Tests.States;

/// <summary>Contract 1.3: the calls of replication in every state of the index of the follower's name, and what 1.2 says of info and stats.</summary>
public sealed class FollowCallsTests(StateLabs labs) : IClassFixture<StateLabs>
{
    private const string Acknowledged = """{"acknowledged":true}""";

    private const string OpenAlready = "[_ccr_clusterA:_latest_/_latest_] cannot restore index [{bar}] because an open index with same name already exists in the cluster. "
        + "Either close or delete the existing index or restore the index under a different name by providing a rename pattern and replacement name";

    private const string TaskThere = "task with id {{bar_uuid}-0} already exist";

    private const string NotClosed = "cannot convert the follower index [{bar}] to a non-follower, because it has not been closed";

    private const string NotPaused = "cannot convert the follower index [{bar}] to a non-follower, because it has not been paused";

    private static readonly CallTable Table = new CallTable()
        .Call("PUT /{bar}/_ccr/follow?wait_for_active_shards=1", Pair.FollowBody)
            .Answers("N PC UC", 200, """{"follow_index_created":true,"follow_index_shards_acked":true,"index_following_started":true}""")
            .Refuses("R A F P G", 500, "snapshot_restore_exception", OpenAlready)
            .Refuses("AC", 400, "resource_already_exists_exception", TaskThere)
        .Call("PUT /{bar}/_ccr/follow", Pair.FollowBody)
            .Answers("N PC UC AC", 200, """{"follow_index_created":true,"follow_index_shards_acked":false,"index_following_started":false}""")
            .Refuses("R A F P G", 500, "snapshot_restore_exception", OpenAlready)
        .Call("POST /{bar}/_ccr/pause_follow")
            .Answers("A F AC", 200, Acknowledged)
            .Refuses("R P PC", 400, "illegal_argument_exception", "no shard follow tasks for [{bar}]")
            .Refuses("UC G", 400, "illegal_argument_exception", "index [{bar}] is not a follower index")
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("POST /{bar}/_ccr/resume_follow")
            .Answers("P", 200, Acknowledged)
            .Refuses("A F", 400, "resource_already_exists_exception", TaskThere)
            .Refuses("PC AC", 400, "illegal_argument_exception", "leader and follow index must be open")
            .Refuses("R", 400, "illegal_argument_exception", "Not all copies of follow shard are started")
            .Refuses("UC G", 400, "illegal_argument_exception", "follow index [{bar}] does not have ccr metadata")
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("POST /{bar}/_ccr/unfollow")
            .Answers("PC", 200, Acknowledged)
            .Refuses("R A F P", 400, "illegal_argument_exception", NotClosed)
            .Refuses("AC", 400, "illegal_argument_exception", NotPaused)
            .Refuses("UC G", 400, "illegal_argument_exception", "index [{bar}] is not a follower index")
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("GET /{bar}/_ccr/info")
            .Answers("A F AC", 200, """leader_index":"{foo}","status":"active","parameters":{"max_read_request_operation_count":5120""")
            .Answers("R P PC", 200, """leader_index":"{foo}","status":"paused"}]""")
            .Answers("UC G", 200, """{"follower_indices":[]}""")
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("GET /{bar}/_ccr/stats")
            .Answers("A AC", 200, """follower_index":"{bar}","shard_id":0""")
            .Answers("F", 200, """fatal_exception":{"type":"illegal_state_exception","reason":"unexpected history uuid""")
            .Refuses("N R P PC UC G", 404, "resource_not_found_exception", "No shard follow tasks for follower indices [{bar}]")
        .Call("GET /_all/_ccr/stats")
            .Answers("N R P PC UC G", 200, """{"indices":[]}""")
            .Answers("A F AC", 200, """{"indices":[{"index":"{bar}",""")
        .Call("GET /_ccr/stats?filter_path=follow_stats")
            .Answers("N R P PC UC G", 200, """{"follow_stats":{"indices":[]}}""")
            .Answers("A F AC", 200, """{"follow_stats":{"indices":[{"index":"{bar}",""")
        .Call("GET /{bar}/_ccr/stats?timeout=1s", versions: "7.8.1")
            .Refuses("N A", 400, "illegal_argument_exception", "request [/{bar}/_ccr/stats] contains unrecognized parameter: [timeout]")
        .Call("POST /{bar}/_ccr/pause_follow?master_timeout=1s", versions: "7.8.1")
            .Refuses("N A P", 400, "illegal_argument_exception", "request [/{bar}/_ccr/pause_follow] contains unrecognized parameter: [master_timeout]")
        .Call("POST /{bar}/_ccr/pause_follow?master_timeout=1s", versions: "9")
            .Answers("A", 200, Acknowledged)
        .Call("POST /{bar},{foo}/_ccr/pause_follow")
            .Refuses("A P", 404, "index_not_found_exception", "no such index [{bar},{foo}]")
        .Call("POST /{bar}*/_ccr/pause_follow")
            .Refuses("A P", 404, "index_not_found_exception", "no such index [{bar}*]")
        .Call("POST /{bar}*/_ccr/resume_follow")
            .Refuses("A P", 404, "index_not_found_exception", "no such index [{bar}*]")
        .Call("POST /{bar}*/_ccr/unfollow")
            .Refuses("A P PC", 404, "index_not_found_exception", "no such index [{bar}*]")
        .Call("GET /{bar}*/_ccr/info")
            .Answers("N UC G", 200, """{"follower_indices":[]}""")
            .Answers("A F P PC AC", 200, "\"follower_index\":\"{bar}\"")
        .Call("GET /{bar}*/_ccr/stats")
            .Refuses("N A P", 404, "resource_not_found_exception", "No shard follow tasks for follower indices [{bar}*]")
        .Call("GET /{bar},other/_ccr/stats")
            .Answers("A F", 200, """{"indices":[{"index":"{bar}",""")
            .Refuses("P G", 404, "resource_not_found_exception", "No shard follow tasks for follower indices [{bar},other]");

    public static TheoryData<string> Cases => Table.Names;

    [Theory, MemberData(nameof(Cases))]
    public async Task Call_InState_AnsweredAsTheTableSays(string name)
    {
        var (version, state, row) = Table[name];
        await using var pair = await labs.BringAsync(version, state);

        row.Check(pair, await pair.OnB(row.Call, row.Body));
    }
}
