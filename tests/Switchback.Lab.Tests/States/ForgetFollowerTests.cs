using Switchback.Lab.Tests.Replication;

namespace Switchback.Lab.Tests.States;

/// <summary>Contract 2.7: forget_follower, sent to the leader's cluster, in each state of the follower and with each wrong body.</summary>
public sealed class ForgetFollowerTests(StateLabs labs) : IClassFixture<StateLabs>
{
    private const string Forget = "POST /{foo}/_ccr/forget_follower";

    private const string Body = """{"follower_cluster":"clusterB","follower_index":"{bar}","follower_index_uuid":"{bar_uuid}","leader_remote_cluster":"clusterA"}""";

    private const string OfNobody = """{"follower_cluster":"x","follower_index":"y","follower_index_uuid":"z","leader_remote_cluster":"w"}""";

    private static readonly CallTable Table = new CallTable()
        .Call(Forget, Body)
            .Answers("A F P PC AC", 200, """{"_shards":{"total":1,"successful":1,"failed":0}}""")
            .Answers("UC G", 200, """{"_shards":{"total":1,"successful":0,"failed":1,"failures":[{"shard":0,"index":"{foo}","status":"NOT_FOUND","reason":{"type":"retention_lease_not_found_exception",""")
        .Call(Forget, OfNobody).Answers("N A", 200, "retention lease with ID [x/y/z-following-w/{foo}/{foo_uuid}] not found")
        .Call(Forget).Refuses("A", 400, "parse_exception", "request body or source parameter is required")
        .Call(Forget, """{"nope":1}""", "7.8.1").Refuses("A", 400, "x_content_parse_exception", "[1:2] [indices:admin/xpack/ccr/forget_follower] unknown field [nope]")
        .Call("POST /none/_ccr/forget_follower", OfNobody).Refuses("N", 404, "index_not_found_exception", "no such index [none]");

    public static TheoryData<string> Cases => Table.Names;

    [Theory, MemberData(nameof(Cases))]
    public async Task Forget_InState_AnsweredAsTheTableSays(string name)
    {
        var (version, state, row) = Table[name];
        await using var pair = await labs.BringAsync(version, state);

        row.Check(pair, await pair.OnA(row.Call, row.Body));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"follower_cluster":"x"}""")]
    [InlineData("""{"follower_cluster":"x","follower_index":"y","follower_index_uuid":"z"}""")]
    [InlineData("""{"follower_cluster":"x","follower_index":"y","leader_remote_cluster":"w"}""")]
    public async Task Forget_FieldMissing_IsANullPointer(string body)
    {
        await using var pair = await labs.BringAsync("7.8.1", FollowerState.N);

        var answer = await pair.OnA(Forget, body);

        Assert.Equal((500, "null_pointer_exception", null), (answer.Status, answer.Type, answer.Reason));
    }
}
