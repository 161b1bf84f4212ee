namespace Switchback.Lab.Tests.States;

/// <summary>Contract 2.2 and 2.4: what follow and resume_follow say of their bodies and parameters, field by field.</summary>
public sealed class FollowBodyTests(StateLabs labs) : IClassFixture<StateLabs>
{
    private const string Follow = "PUT /{bar}/_ccr/follow";

    private const string Resume = "POST /{bar}/_ccr/resume_follow";

    private static readonly CallTable Table = Parameters(Follow, "N", """{"remote_cluster":"clusterA","leader_index":"{foo}",""",
            Parameters(Resume, "P", "{", new CallTable()))
        .Call(Follow).Refuses("N", 400, "parse_exception", "request body or source parameter is required")
        .Call(Follow, "{}").Refuses("N", 400, "action_request_validation_exception", "Validation Failed: 1: remote_cluster is missing;2: leader_index is missing;")
        .Call(Follow, """{"remote_cluster":"clusterA"}""").Refuses("N", 400, "action_request_validation_exception", "Validation Failed: 1: leader_index is missing;")
        .Call(Follow, """{"leader_index":"{foo}"}""").Refuses("N", 400, "action_request_validation_exception", "Validation Failed: 1: remote_cluster is missing;")
        .Call(Follow, """{"remote_cluster":"clusterA","leader_index":"none"}""").Refuses("N A", 404, "index_not_found_exception", "no such index [none]")
        .Call(Follow, """{"remote_cluster":"other","leader_index":"{foo}"}""").Refuses("N A", 404, "no_such_remote_cluster_exception", "no such remote cluster: [other]")
        .Call(Follow, """{"nope":1}""", "7.8.1").Refuses("N", 400, "x_content_parse_exception", "[1:2] [indices:admin/xpack/ccr/put_follow] unknown field [nope]")
        .Call(Follow, """{"leader_index":7}""", "7.8.1")
            .Refuses("N", 400, "x_content_parse_exception", "[1:17] [indices:admin/xpack/ccr/put_follow] leader_index doesn't support values of type: VALUE_NUMBER")
        .Call(Follow, "[]", "7.8.1").Refuses("N", 400, "x_content_parse_exception", "[1:1] [indices:admin/xpack/ccr/put_follow] Expected START_OBJECT but was: START_ARRAY")
        .Call(Follow, """{"settings":{}}""", "7.8.1").Refuses("N", 400, "x_content_parse_exception", "[1:2] [indices:admin/xpack/ccr/put_follow] unknown field [settings]")
        .Call(Follow, """{"remote_cluster":"clusterA","leader_index":"{foo}","settings":{"index.number_of_shards":5}}""", "9")
            .Refuses("N", 400, "illegal_argument_exception", """can not put follower index that could override leader settings {"index.number_of_shards":"5"}""")
        .Call(Follow, """{"remote_cluster":"clusterA","leader_index":"{foo}","settings":{"index.non_existent_setting":1}}""", "9")
            .Refuses("N", 400, "illegal_argument_exception", "unknown setting [index.non_existent_setting]")
        .Call(Follow, """{"remote_cluster":"clusterA","leader_index":"{foo}","settings":{"index.a":1,"index.b":1}}""", "9")
            .Refuses("N", 400, "illegal_argument_exception", "unknown settings [index.a,index.b]")
        .Call(Follow, """{"remote_cluster":"clusterA","leader_index":"{foo}","settings":{"index.number_of_replicas":0}}""", "9")
            .Answers("N", 200, "\"follow_index_created\":true")
        .Call(Follow, """{"remote_cluster":"clusterA","leader_index":"{foo}","data_stream_name":""}""", "9")
            .Refuses("N", 400, "action_request_validation_exception", "Validation Failed: 1: data stream name must contain text if present;")
        .Call(Follow + "?nope=1", Pair.FollowBody).Refuses("N A", 400, "illegal_argument_exception", "request [/{bar}/_ccr/follow] contains unrecognized parameter: [nope]")
        .Call(Follow + "?wait_for_active_shards=x", Pair.FollowBody).Refuses("N", 400, "illegal_argument_exception", "cannot parse ActiveShardCount[x]")
        .Call(Follow + "?wait_for_active_shards=all", Pair.FollowBody).Answers("N", 200, "\"index_following_started\":true")
        .Call(Follow + "?timeout=1s", Pair.FollowBody, "7.8.1").Refuses("N", 400, "illegal_argument_exception", "request [/{bar}/_ccr/follow] contains unrecognized parameter: [timeout]")
        .Call(Follow + "?master_timeout=10s", Pair.FollowBody, "9").Answers("N", 200, "\"follow_index_created\":true")
        .Call("PUT /{bar}X/_ccr/follow", Pair.FollowBody).Refuses("N", 400, "invalid_index_name_exception", "Invalid index name [{bar}X], must be lowercase")
        .Call("PUT /_{bar}/_ccr/follow", Pair.FollowBody)
            .Refuses("N", 400, "invalid_index_name_exception", "Invalid index name [_{bar}], must not start with '_', '-', or '+'")
        .Call(Resume, """{"nope":1}""", "7.8.1").Refuses("N P A", 400, "x_content_parse_exception", "[1:2] [cluster:admin/xpack/ccr/resume_follow] unknown field [nope]")
        .Call(Resume, """{"remote_cluster":"clusterA"}""", "7.8.1")
            .Refuses("P", 400, "x_content_parse_exception", "[1:2] [cluster:admin/xpack/ccr/resume_follow] unknown field [remote_cluster]")
        .Call(Resume, "{}").Answers("P", 200, """{"acknowledged":true}""");

    public static TheoryData<string> Cases => Table.Names;

    [Theory, MemberData(nameof(Cases))]
    public async Task Body_OfCall_AnsweredAsTheTableSays(string name)
    {
        var (version, state, row) = Table[name];
        await using var pair = await labs.BringAsync(version, state);

        row.Check(pair, await pair.OnB(row.Call, row.Body));
    }

    [Theory]
    [InlineData("7.8.1")]
    [InlineData("9")]
    public async Task Parameters_Given_ShownAsGivenUntilThePauseLosesThem(string version)
    {
        await using var pair = labs.NewPair(version);
        await pair.MakeLeaderAsync();
        await pair.FollowAsync("""{"remote_cluster":"clusterA","leader_index":"{foo}","max_read_request_operation_count":7,"max_read_request_size":"1024k","max_retry_delay":"90s"}""");
        Assert.Equal("7 1024kb 90s", await ShownAsync(pair));

        await Pair.DoneAsync(pair.OnB("POST /{bar}/_ccr/pause_follow"));
        await Pair.DoneAsync(pair.OnB(Resume));

        Assert.Equal("5120 32mb 500ms", await ShownAsync(pair));
    }

    private static async Task<string> ShownAsync(Pair pair)
    {
        var shown = (await pair.OnB("GET /{bar}/_ccr/info")).At("follower_indices/0/parameters")!;
        return $"{shown["max_read_request_operation_count"]} {shown["max_read_request_size"]} {shown["max_retry_delay"]}";
    }

    /// <summary>The ten tuning values, refused one by one and taken at their bounds.</summary>
    private static CallTable Parameters(string call, string state, string begin, CallTable table)
    {
        foreach (var count in new[] { "max_read_request_operation_count", "max_outstanding_read_requests", "max_write_request_operation_count", "max_outstanding_write_requests", "max_write_buffer_count" })
        {
            foreach (var value in new[] { "0", "-1" }) Refuse($"\"{count}\":{value}", $"{count} must be larger than 0");
            Take($"\"{count}\":1");
        }
        foreach (var size in new[] { "max_read_request_size", "max_write_request_size", "max_write_buffer_size" })
        {
            Refuse($"\"{size}\":\"0b\"", $"{size} must be larger than 0");
            Take($"\"{size}\":\"1b\"");
        }
        Refuse("\"max_retry_delay\":\"0s\"", "[max_retry_delay] must be positive but was [0s]");
        Refuse("\"max_retry_delay\":\"6m\"", "[max_retry_delay] must be less than [5m] but was [6m]");
        Take("\"max_retry_delay\":\"5m\"");
        Take("\"read_poll_timeout\":\"10m\"");
        return table;

        void Refuse(string field, string message) =>
            table.Call(call, begin + field + "}").Refuses(state, 400, "action_request_validation_exception", $"Validation Failed: 1: {message};");

        void Take(string field) => table.Call(call, begin + field + "}").Answers(state, 200, call == Resume ? """{"acknowledged":true}""" : "\"follow_index_created\":true");
    }
}
