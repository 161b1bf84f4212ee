using Switchback.Lab.Tests.Replication;

namespace Switchback.Lab.Tests.States;

/// <summary>Contract 1.3, other calls on a follower: writes, mapping, aliases, settings, opening and closing, reading, in each state.</summary>
public sealed class IndexCallsTests(StateLabs labs) : IClassFixture<StateLabs>
{
    private const string Open = "A F P";

    private const string Closed = "PC AC UC";

    private const string Unnumbered = "a following engine does not accept operations without an assigned sequence number";

    private const string MappingOfLeader = "can't put mapping to the following indices [{bar}]; the mapping of the following indices are self-replicated from its leader indices";

    private const string AliasesOfLeader = "can't modify aliases on indices [{bar}]; aliases of following indices are self-replicated from their leader indices";

    private const string Internal = "can not update internal setting [index.xpack.ccr.following_index]; this setting is managed via a dedicated API";

    private const string Acknowledged = """{"acknowledged":true}""";

    private const string KnownFields = """{"n":7,"user":"mary"}""";

    private const string NewField = """{"x":1}""";

    private const string NewAlias = """{"actions":[{"add":{"index":"{bar}","alias":"{bar}-alias"}}]}""";

    private const string FourWrites = "{\"index\":{\"_id\":\"9\"}}\n{\"n\":1}\n{\"delete\":{\"_id\":\"1\"}}\n{\"create\":{\"_id\":\"10\"}}\n{\"n\":2}\n{\"update\":{\"_id\":\"2\"}}\n{\"doc\":{\"n\":3}}\n";

    private static readonly CallTable Writes = new CallTable()
        .Call("PUT /{bar}/_doc/1", KnownFields)
            .Answers("G", 200, "\"result\":\"updated\"")
            .Answers("N", 201, "\"result\":\"created\"")
            .Refuses(Open, 403, "status_exception", Unnumbered)
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("POST /{bar}/_doc", KnownFields)
            .Answers("G N", 201, "\"result\":\"created\"")
            .Refuses(Open, 403, "status_exception", Unnumbered)
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("PUT /{bar}/_create/new", KnownFields)
            .Answers("G N", 201, "\"result\":\"created\"")
            .Refuses(Open, 403, "status_exception", Unnumbered)
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("PUT /{bar}/_doc/1", NewField)
            .Answers("G", 200, "\"result\":\"updated\"")
            .Refuses(Open, 403, "status_exception", MappingOfLeader)
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("DELETE /{bar}/_doc/1")
            .Answers("G", 200, "\"result\":\"deleted\"")
            .Refuses(Open, 403, "status_exception", Unnumbered)
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("POST /{bar}/_update/1", """{"doc":{"n":77}}""")
            .Answers("G", 200, "\"result\":\"updated\"")
            .Refuses(Open, 403, "status_exception", Unnumbered)
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("POST /{bar}/_update/1", """{"doc":{"x":2}}""")
            .Refuses(Open, 403, "status_exception", MappingOfLeader)
        .Call("POST /{bar}/_bulk", FourWrites)
            .Answers("G", 200, "\"errors\":false")
            .Answers(Open, 200, "\"errors\":true")
            .Answers(Closed, 200, "\"errors\":true");

    private static readonly CallTable Table = new CallTable()
        .Call("PUT /{bar}/_mapping", """{"properties":{"x":{"type":"keyword"}}}""")
            .Answers("G UC", 200, Acknowledged)
            .Refuses("R A F P PC AC", 403, "status_exception", MappingOfLeader)
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("POST /_aliases", NewAlias)
            .Answers("G UC", 200, Acknowledged)
            .Refuses("R A F P PC AC", 403, "status_exception", AliasesOfLeader)
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("PUT /{bar}/_alias/{bar}-alias")
            .Answers("G UC", 200, Acknowledged)
            .Refuses("R A F P PC AC", 403, "status_exception", AliasesOfLeader)
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("PUT /{bar}/_settings", """{"index.xpack.ccr.following_index":false}""")
            .Refuses("R A F P PC AC UC G", 400, "illegal_argument_exception", Internal)
        .Call("PUT /{bar}/_settings", """{"index.number_of_replicas":1}""")
            .Answers("R A F P PC AC UC G", 200, Acknowledged)
        .Call("PUT /{bar}/_settings", """{"index.refresh_interval":"5s"}""")
            .Answers("A F P PC AC UC G", 200, Acknowledged)
        .Call("PUT /{bar}/_settings", """{"index.blocks.write":true}""")
            .Answers("A F P PC AC UC G", 200, Acknowledged)
        .Call("PUT /{bar}/_settings", """{"index.number_of_shards":3}""")
            .Refuses("A F P G", 400, "illegal_argument_exception", "Can't update non dynamic settings [[index.number_of_shards]] for open indices [[{bar}/{bar_uuid}]]")
            .Refuses(Closed, 400, "illegal_argument_exception", "final {bar} setting [index.number_of_shards], not updateable")
        .Call("POST /{bar}/_close?wait_for_active_shards=0")
            .Answers("A F P G", 200, """indices":{"{bar}":{"closed":true}}}""")
            .Answers(Closed, 200, """{"acknowledged":true,"shards_acknowledged":false,"indices":{}}""")
            .Refuses("R", 400, "illegal_argument_exception", "Cannot close indices that are being restored: [[{bar}/{bar_uuid}]]")
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("POST /{bar}/_open")
            .Answers("A F P G PC AC UC", 200, """{"acknowledged":true,"shards_acknowledged":true}""")
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("GET /{bar}/_search?size=0")
            .Answers("A F P G", 200, """hits":{"total":{"value":""")
            .Refuses(Closed, 400, "index_closed_exception", "closed")
            .Refuses("R", 503, "search_phase_execution_exception", "all shards failed")
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("GET /{bar}/_count")
            .Answers("A F P G", 200, """{"count":3,""")
            .Refuses(Closed, 400, "index_closed_exception", "closed")
            .Refuses("R", 503, "search_phase_execution_exception", "all shards failed")
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]")
        .Call("GET /{bar}/_doc/1")
            .Answers("A F P G", 200, "\"found\":true")
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("POST /{bar}/_refresh")
            .Answers("A F P G", 200, """{"_shards":{"total":1,"successful":1,"failed":0}}""")
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("POST /{bar}/_flush")
            .Answers("A F P G", 200, """{"_shards":{"total":1,"successful":1,"failed":0}}""")
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("POST /{bar}/_forcemerge?max_num_segments=1")
            .Answers("A F P G", 200, "\"successful\":1,\"failed\":0")
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("GET /{bar}/_stats/docs")
            .Answers("A F P G", 200, """{"count":3,"deleted":0""")
            .Refuses(Closed, 400, "index_closed_exception", "closed")
        .Call("DELETE /{bar}")
            .Answers("R A F P PC AC UC G", 200, Acknowledged)
            .Refuses("N", 404, "index_not_found_exception", "no such index [{bar}]");

    public static TheoryData<string> WriteCases => Writes.Names;

    public static TheoryData<string> Cases => Table.Names;

    [Theory, MemberData(nameof(WriteCases))]
    public async Task Write_InState_AnsweredAsTheTableSays(string name)
    {
        var (version, state, row) = Writes[name];
        await using var pair = await labs.BringAsync(version, state);

        var answer = await pair.OnB(row.Call, row.Body);

        row.Check(pair, answer);
        if (!row.Call.EndsWith("_bulk", StringComparison.Ordinal) || state == FollowerState.G) return;
        var (status, type, reason) = Open.Split(' ').Contains($"{state}") ? (403, "status_exception", Unnumbered) : (400, "index_closed_exception", "closed");
        foreach (var item in answer.Json!["items"]!.AsArray().Select(item => item!.AsObject().Single().Value!))
        {
            Assert.Equal((status, type, reason), ((int)item["status"]!, (string)item["error"]!["type"]!, (string)item["error"]!["reason"]!));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Call_InState_AnsweredAsTheTableSays(string name)
    {
        var (version, state, row) = Table[name];
        await using var pair = await labs.BringAsync(version, state);
        if (state is not (FollowerState.N or FollowerState.R)) await pair.CaughtUpAsync(3);

        row.Check(pair, await pair.OnB(row.Call, row.Body));
    }
}
