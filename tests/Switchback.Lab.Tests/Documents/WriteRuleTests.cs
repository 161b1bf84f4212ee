using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Documents;

/// <summary>What a single write or a line of a bulk answers, rule by rule.</summary>
public sealed class WriteRuleTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.OnA("PUT /i", """{"settings":{"number_of_replicas":0},"mappings":{"properties":{"n":{"type":"integer"}}}}""");
        await _lab.OnA("PUT /i/_doc/1", """{"n":1,"tags":["x"]}""");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("PUT /i/_create/1", "{}", 409, "[1]: version conflict, document already exists (current version [1])")]
    [InlineData("PUT /i/_doc/1?op_type=create", "{}", 409, "[1]: version conflict, document already exists (current version [1])")]
    [InlineData("PUT /i/_doc/1?if_seq_no=7&if_primary_term=1", "{}", 409,
        "[1]: version conflict, required seqNo [7], primary term [1]. current document has seqNo [0] and primary term [1]")]
    [InlineData("PUT /i/_doc/9?if_seq_no=7&if_primary_term=1", "{}", 409, "[9]: version conflict, required seqNo [7], primary term [1]. but no document was found")]
    [InlineData("PUT /i/_doc/1?version=1&version_type=external", "{}", 409, "[1]: version conflict, current version [1] is higher or equal to the one provided [1]")]
    [InlineData("PUT /i/_doc/1?version=0&version_type=external_gte", "{}", 409, "[1]: version conflict, current version [1] is higher than the one provided [0]")]
    [InlineData("PUT /i/_doc/1?version=1&version_type=external_gte", "{}", 200, null)]
    [InlineData("PUT /i/_doc/1?version=1", "{}", 400,
        "Validation Failed: 1: internal versioning can not be used for optimistic concurrency control. Please use `if_seq_no` and `if_primary_term` instead;")]
    [InlineData("PUT /i/_doc/1?if_seq_no=1", "{}", 400, "Validation Failed: 1: ifSeqNo is set, but primary term is [0];")]
    [InlineData("PUT /i/_doc/1?op_type=update", "{}", 400, "opType must be 'create' or 'index', found: [update]")]
    [InlineData("PUT /i/_doc/1?refresh=soon", "{}", 400, "Unknown value for refresh: [soon].")]
    [InlineData("PUT /i/_doc/1", null, 400, "request body is required")]
    [InlineData("PUT /i/_doc/1", "{\"n\":\"x\"}", 400, "failed to parse field [n] of type [integer] in document with id '1'. Preview of field's value: 'x'")]
    [InlineData("PUT /i/_doc/1?nope=1", "{}", 400, "request [/i/_doc/1] contains unrecognized parameter: [nope]")]
    [InlineData("POST /i/_update/1", "{\"nope\":1}", 400, "[1:2] [UpdateRequest] unknown field [nope]")]
    [InlineData("POST /i/_update/1", "{}", 400, "Validation Failed: 1: script or doc is missing;")]
    [InlineData("POST /i/_update/9", "{\"doc\":{}}", 404, "[_doc][9]: document missing")]
    [InlineData("POST /i/_update/9", "{\"doc\":{},\"doc_as_upsert\":true}", 201, null)]
    [InlineData("POST /i/_update/1", "{\"script\":\"ctx._source.n = Math.abs(1)\"}", 400, "failed to execute script")]
    [InlineData("POST /i/_update/1", "{\"script\":{\"source\":\"x\",\"lang\":\"mustache\"}}", 400, "script_lang not supported [mustache]")]
    [InlineData("DELETE /none/_doc/1", null, 404, "no such index [none]")]
    [InlineData("POST /_bulk", "", 400, "request body is required")]
    [InlineData("POST /_bulk", "{\"index\":{\"_index\":\"i\",\"nope\":1}}\n{}\n", 400, "Action/metadata line [1] contains an unknown parameter [nope]")]
    [InlineData("POST /_bulk", "{\"index\":{}}\n{}\n", 400, "Validation Failed: 1: index is missing;")]
    [InlineData("POST /_bulk", "{\"delete\":{\"_index\":\"i\"}}\n", 400, "Validation Failed: 1: id is missing;")]
    [InlineData("POST /_mget", "{\"docs\":[]}", 400, "Validation Failed: 1: no documents to get;")]
    [InlineData("POST /_mget", "{\"docs\":[{\"_index\":\"i\",\"_id\":\"1\",\"nope\":1}]}", 400, "failed to parse multi get request. unknown field [nope]")]
    [InlineData("POST /_mget", "{\"nope\":1}", 400, "unknown key [nope] for a VALUE_NUMBER, expected [docs] or [ids]")]
    [InlineData("PUT /i/_doc/1?if_seq_no=-1&if_primary_term=1", "{}", 400, "sequence numbers must be non negative. got [-1].")]
    [InlineData("PUT /i/_doc/1?if_seq_no=1&if_primary_term=-1", "{}", 400, "primary term must be non negative. got [-1]")]
    [InlineData("POST /_bulk", "{\"index\":{\"_index\":\"i\",\"_id\":\"1\",\"if_seq_no\":-1,\"if_primary_term\":1}}\n{}\n", 400, "sequence numbers must be non negative. got [-1].")]
    [InlineData("POST /i/_update/1?retry_on_conflict=3&if_seq_no=1&if_primary_term=1", "{\"doc\":{}}", 400,
        "Validation Failed: 1: compare and write operations can not be retried;")]
    [InlineData("POST /i/_update/1?if_seq_no=1&if_primary_term=1", "{\"doc\":{},\"doc_as_upsert\":true}", 400,
        "Validation Failed: 1: compare and write operations can not be used with upsert;")]
    [InlineData("POST /i/_update/1?if_seq_no=1&if_primary_term=1", "{\"doc\":{},\"upsert\":{}}", 400,
        "Validation Failed: 1: upsert requests don't support `if_seq_no` and `if_primary_term`;")]
    [InlineData("POST /i/_update/1", "{\"doc\":{},\"if_seq_no\":-1,\"if_primary_term\":1}", 400, "[1:2] [UpdateRequest] failed to parse field [if_seq_no]")]
    [InlineData("POST /i/_update/9?doc_as_upsert", "{\"doc\":{}}", 201, null)]
    [InlineData("POST /_bulk", "{\"update\":{\"_index\":\"i\",\"_id\":\"1\"}}\n{}\n", 400, "Validation Failed: 1: script or doc is missing;")]
    [InlineData("POST /_bulk", "{\"update\":{\"_index\":\"i\",\"_id\":\"1\"}}\n{\"nope\":1}\n", 400, "[1:2] [UpdateRequest] unknown field [nope]")]
    [InlineData("GET /i/_source/9", null, 404, "Document not found [i]/[_doc]/[9]")]
    public async Task Write_ByTheRule_Answers(string call, string? body, int status, string? reason)
    {
        var answer = await _lab.OnA(call, body);

        Assert.Equal((status, reason), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData("{\"n\":1}{\"n\":2}", "illegal_argument_exception", "Malformed content, found extra data after parsing: START_OBJECT")]
    [InlineData("{\"x..y\":1}", "illegal_argument_exception", "object field starting or ending with a [.] makes object resolution ambiguous: [x..y]")]
    [InlineData("{\".\":1}", "illegal_argument_exception", "object field starting or ending with a [.] makes object resolution ambiguous: [.]")]
    [InlineData("{\"o\":{\".x\":1}}", "illegal_argument_exception", "object field starting or ending with a [.] makes object resolution ambiguous: [.x]")]
    public async Task Write_ADocumentThatCannotBeRead_NamesTheCause(string body, string type, string reason)
    {
        var answer = await _lab.OnA("PUT /i/_doc/2", body);

        Assert.Equal((400, "mapper_parsing_exception", "failed to parse"), (answer.Status, answer.Type, answer.Reason));
        Assert.Equal((type, reason), (answer.TextAt("error/caused_by/type"), answer.TextAt("error/caused_by/reason")));
    }

    [Theory]
    [InlineData("\\ud800", "\ufffd")]
    [InlineData("a\\uDC00b", "a\ufffdb")]
    [InlineData("\\ud83d\\ude00", "\ud83d\ude00")]
    [InlineData("\\ud800\\ud83d\\ude00", "\ufffd\ud83d\ude00")]
    [InlineData("\\\\ud800", "\\ud800")]
    [InlineData("\\ud8", null)]
    public async Task Write_HalfASurrogatePair_IsTakenForTheReplacementCharacter(string written, string? read)
    {
        var answer = await _lab.OnA("PUT /i/_doc/s?refresh", $"{{\"b\":\"{written}\"}}");

        Assert.Equal(read is null ? 400 : 201, answer.Status);
        Assert.Equal(read, (await _lab.OnA("GET /i/_doc/s")).TextAt("_source/b"));
    }

    [Theory]
    [InlineData("GET /i/_doc/1", null, true)]
    [InlineData("GET /i/_doc/1?stored_fields=n", null, false)]
    [InlineData("GET /i/_doc/1?stored_fields=n,_source", null, true)]
    [InlineData("POST /i/_mget", "{\"docs\":[{\"_id\":\"1\",\"stored_fields\":[\"n\"]}]}", false)]
    [InlineData("POST /i/_mget", "{\"docs\":[{\"_id\":\"1\",\"stored_fields\":\"n\",\"_source\":true}]}", true)]
    public async Task Read_WithStoredFields_ShowsTheSourceOnlyIfAskedTo(string call, string? body, bool shown)
    {
        var answer = await _lab.OnA(call, body);

        Assert.Equal((200, shown), (answer.Status, (answer.At("_source") ?? answer.At("docs/0/_source")) is not null));
    }

    [Theory]
    [InlineData("ctx._source.n += params.by", "{\"n\":5,\"tags\":[\"x\"]}")]
    [InlineData("ctx._source.n++; ctx._source.seen = true", "{\"n\":2,\"tags\":[\"x\"],\"seen\":true}")]
    [InlineData("ctx._source.tags.add('y')", "{\"n\":1,\"tags\":[\"x\",\"y\"]}")]
    [InlineData("ctx._source.remove('tags')", "{\"n\":1}")]
    [InlineData("if (ctx._source.tags.contains('x')) { ctx._source.n = 7 } else { ctx.op = 'delete' }", "{\"n\":7,\"tags\":[\"x\"]}")]
    [InlineData("if (ctx._source.n > 5) { ctx._source.n = 0 } else { ctx.op = 'none' }", "{\"n\":1,\"tags\":[\"x\"]}")]
    [InlineData("ctx._source.label = 'n' + ctx._source.n * 2", "{\"n\":1,\"tags\":[\"x\"],\"label\":\"n2\"}")]
    public async Task Update_ByAScript_ChangesTheDocument(string script, string expected)
    {
        var answer = await _lab.OnA("POST /i/_update/1", new System.Text.Json.Nodes.JsonObject
        {
            ["script"] = new System.Text.Json.Nodes.JsonObject { ["source"] = script, ["params"] = new System.Text.Json.Nodes.JsonObject { ["by"] = 4 } },
        }.ToJsonString());

        Assert.Equal(200, answer.Status);
        Assert.Equal(expected, (await _lab.OnA("GET /i/_source/1")).Text);
    }

    [Fact]
    public async Task Update_ThatChangesNothing_IsNoOpWithoutAnOperation()
    {
        var answer = await _lab.OnA("POST /i/_update/1", """{"doc":{"n":1}}""");

        Assert.Equal("""{"_index":"i","_type":"_doc","_id":"1","_version":1,"result":"noop","_shards":{"total":0,"successful":0,"failed":0},"_seq_no":0,"_primary_term":1}""", answer.Text);
    }

    [Fact]
    public async Task Write_WithRouting_IsFoundByItsRoutingOnly()
    {
        await _lab.OnA("PUT /r", """{"settings":{"number_of_shards":5}}""");
        await _lab.OnA("PUT /r/_doc/1?routing=elsewhere&refresh", """{"n":1}""");

        var found = await _lab.OnA("GET /r/_doc/1?routing=elsewhere");
        Assert.Equal("elsewhere", found.TextAt("_routing"));
        Assert.Equal(404, (await _lab.OnA("GET /r/_doc/1")).Status);
        Assert.Equal("1", (await _lab.OnA("GET /r/_search?routing=elsewhere")).TextAt("hits/total/value"));
    }

    [Fact]
    public async Task Write_ToAnAliasOfSeveral_GoesToItsWriteIndexOrNowhere()
    {
        await _lab.OnA("PUT /j");
        await _lab.OnA("POST /_aliases", """{"actions":[{"add":{"index":"i","alias":"all"}},{"add":{"index":"j","alias":"all"}}]}""");
        var nowhere = await _lab.OnA("POST /all/_doc", "{}");
        await _lab.OnA("POST /_aliases", """{"actions":[{"add":{"index":"j","alias":"all","is_write_index":true}}]}""");
        var somewhere = await _lab.OnA("POST /all/_doc", "{}");

        Assert.Equal((400, "j"), (nowhere.Status, somewhere.TextAt("_index")));
    }

    [Theory]
    [InlineData("7.8.1", 1, true)]
    [InlineData("9", 1, false)]
    public async Task Document_AcrossVersions_CarriesItsTypeInSevenOnly(string version, int seen, bool typed)
    {
        await using var lab = await RunningLab.StartAsync(version);
        var written = await lab.OnA("PUT /i/_doc/1?refresh", "{}");
        var found = await lab.OnA("GET /i/_search");

        Assert.Equal((seen, typed, typed), ((int)found.At("hits/total/value")!, written.At("_type") is not null, found.At("hits/hits/0/_type") is not null));
    }

    [Theory]
    [InlineData("7.8.1", "Validation Failed: 1: no requests added;")]
    [InlineData("9", "Malformed action/metadata line [1], expected field [create], [delete], [index] or [update] but found [nope]")]
    public async Task Bulk_AnUnknownAction_IsPassedOverOrRefusedByVersion(string version, string reason)
    {
        await using var lab = await RunningLab.StartAsync(version);

        Assert.Equal(reason, (await lab.OnA("POST /_bulk", "{\"nope\":{}}\n")).Reason);
    }

    [Theory]
    [InlineData("7.8.1", "PUT /i/thing/1", 201)]
    [InlineData("9", "PUT /i/thing/1", 400)]
    public async Task Write_WithATypeInItsPath_IsWarnedOfInSevenAndUnknownLater(string version, string call, int status)
    {
        await using var lab = await RunningLab.StartAsync(version);
        var answer = await lab.OnA(call, "{}");

        Assert.Equal((status, status == 201), (answer.Status, answer.Warnings.Any(warning => warning.Contains("[types removal]", StringComparison.Ordinal))));
    }
}
