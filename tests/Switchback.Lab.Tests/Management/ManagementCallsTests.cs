using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Management;

/// <summary>Policies, pipelines and repositories: put, shown, refused, removed; and what a clean-up between tests asks for.</summary>
public sealed class ManagementCallsTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await RunningLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("/_ilm/policy/p", """{"policy":{"phases":{"hot":{"actions":{"rollover":{"max_docs":5}}},"delete":{"min_age":"30d"}}}}""", "p/policy",
        """{"phases":{"delete":{"min_age":"30d","actions":{}},"hot":{"min_age":"0ms","actions":{"rollover":{"max_docs":5}}}}}""")]
    [InlineData("/_ingest/pipeline/p", """{"description":"d","processors":[{"set":{"field":"a","value":1}}]}""", "p",
        """{"description":"d","processors":[{"set":{"field":"a","value":1}}]}""")]
    [InlineData("/_snapshot/p", """{"type":"fs","settings":{"location":"backup","compress":true}}""", "p",
        """{"type":"fs","settings":{"compress":"true","location":"backup"}}""")]
    public async Task Put_ThenGetThenDelete_ShownAsStoredThenGone(string path, string body, string shownAt, string shown)
    {
        Assert.Equal("""{"acknowledged":true}""", (await _lab.OnA("PUT " + path, body)).Text);
        Assert.Equal(shown, (await _lab.OnA("GET " + path)).At(shownAt)!.ToJsonString());
        Assert.Equal("""{"acknowledged":true}""", (await _lab.OnA("DELETE " + path)).Text);

        Assert.Equal(404, (await _lab.OnA("GET " + path)).Status);
    }

    [Fact]
    public async Task PutPolicy_Twice_VersionRises()
    {
        for (var i = 0; i < 2; i++) await _lab.OnA("PUT /_ilm/policy/p", """{"policy":{"phases":{}}}""");

        Assert.Equal("2", (await _lab.OnA("GET /_ilm/policy")).TextAt("p/version"));
    }

    [Fact]
    public async Task PutSnapshotPolicy_WithItsRepository_ShownWithStats()
    {
        await _lab.OnA("PUT /_snapshot/r", """{"type":"fs","settings":{"location":"backup"}}""");

        Assert.Equal(200, (await _lab.OnA("PUT /_slm/policy/s", """{"name":"<s>","schedule":"0 30 1 * * ?","repository":"r"}""")).Status);

        var shown = await _lab.OnA("GET /_slm/policy/s");
        Assert.Equal(("1", "r", "0"), (shown.TextAt("s/version"), shown.TextAt("s/policy/repository"), shown.TextAt("s/stats/snapshots_taken")));
    }

    [Theory]
    [InlineData("PUT /_ilm/policy/_p", """{"policy":{"phases":{}}}""", 400, "illegal_argument_exception", "invalid policy name [_p]: must not start with '_'")]
    [InlineData("PUT /_ilm/policy/p", """{"policy":{"phases":{"tepid":{}}}}""", 400, "illegal_argument_exception",
        "Timeseries lifecycle does not support phase [tepid]")]
    [InlineData("DELETE /_ilm/policy/none", null, 404, "resource_not_found_exception", "Lifecycle policy not found: none")]
    [InlineData("GET /_ilm/policy/none", null, 404, "resource_not_found_exception", "Lifecycle policy not found: none")]
    [InlineData("PUT /_slm/policy/s", """{"name":"<s>","schedule":"0 30 1 * * ?","repository":"none"}""", 400, "illegal_argument_exception",
        "no such repository [none]")]
    [InlineData("GET /_slm/policy/none", null, 404, "resource_not_found_exception",
        "snapshot lifecycle policy or policies [none] not found, no policies are configured")]
    [InlineData("DELETE /_slm/policy/none", null, 404, "resource_not_found_exception", "snapshot lifecycle policy not found: none")]
    [InlineData("PUT /_ingest/pipeline/p", """{"description":"d"}""", 400, "parse_exception", "[processors] required property is missing")]
    [InlineData("PUT /_ingest/pipeline/p", """{"processors":[{"nope":{}}]}""", 400, "parse_exception", "No processor type exists with name [nope]")]
    [InlineData("PUT /_ingest/pipeline/p", """{"processors":[],"nope":1}""", 400, "parse_exception",
        "pipeline [p] doesn't support one or more provided configuration parameters [nope]")]
    [InlineData("DELETE /_ingest/pipeline/none", null, 404, "resource_not_found_exception", "pipeline [none] is missing")]
    [InlineData("PUT /_snapshot/r", """{"type":"nope"}""", 500, "repository_exception", "[r] repository type [nope] does not exist")]
    [InlineData("PUT /_snapshot/r", """{"type":"fs"}""", 500, "repository_exception", "[r] missing location")]
    [InlineData("GET /_snapshot/none", null, 404, "repository_missing_exception", "[none] missing")]
    [InlineData("DELETE /_snapshot/none", null, 404, "repository_missing_exception", "[none] missing")]
    [InlineData("POST /_snapshot/none/_verify", null, 404, "repository_missing_exception", "[none] missing")]
    public async Task Call_ThatCannotBe_Refused(string call, string? body, int status, string type, string reason)
    {
        var answer = await _lab.OnA(call, body);

        Assert.Equal((status, type, reason), (answer.Status, answer.Type, answer.Reason));
    }

    [Theory]
    [InlineData("GET /_slm/policy", "{}")]
    [InlineData("GET /_ilm/policy", "{}")]
    [InlineData("GET /_ingest/pipeline", "{}")]
    [InlineData("GET /_snapshot/_all", "{}")]
    [InlineData("GET /_snapshot", "{}")]
    [InlineData("GET /_rollup/job/_all", """{"jobs":[]}""")]
    [InlineData("DELETE /_ingest/pipeline/*", """{"acknowledged":true}""")]
    [InlineData("GET /_ilm/status", """{"operation_mode":"RUNNING"}""")]
    [InlineData("GET /_slm/status", """{"operation_mode":"RUNNING"}""")]
    public async Task CleanUp_OfAnEmptyCluster_FindsNothing(string call, string answer) => Assert.Equal(answer, (await _lab.OnA(call)).Text);

    [Theory]
    [InlineData("7.8.1", """{"snapshots":[]}""")]
    [InlineData("9", """{"snapshots":[],"total":0,"remaining":0}""")]
    public async Task GetSnapshots_OfARepository_NeverAny(string version, string answer)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await lab.OnA("PUT /_snapshot/r", """{"type":"fs","settings":{"location":"backup"}}""");

        Assert.Equal(answer, (await lab.OnA("GET /_snapshot/r/_all")).Text);
        Assert.Equal(404, (await lab.OnA("GET /_snapshot/r/s")).Status);
    }

    [Fact]
    public async Task Policies_SurviveARestart()
    {
        await _lab.OnA("PUT /_ilm/policy/p", """{"policy":{"phases":{}}}""");
        await _lab.StopAsync("clusterA");
        await _lab.StartClusterAsync("clusterA");

        Assert.Equal(200, (await _lab.OnA("GET /_ilm/policy/p")).Status);
    }

    [Theory]
    [InlineData("PUT /a/_doc/1?pipeline=none", null)]
    [InlineData("PUT /a/_doc/1", "index.default_pipeline")]
    [InlineData("PUT /a/_doc/1?pipeline=p", "index.final_pipeline")]
    public async Task Write_ThroughAPipelineThatIsNotThere_Refused(string call, string? setting)
    {
        await _lab.OnA("PUT /_ingest/pipeline/p", """{"processors":[]}""");
        await _lab.OnA("PUT /a", setting is null ? "{}" : $$$"""{"settings":{"{{{setting}}}":"none"}}""");

        var single = await _lab.OnA(call, """{"v":1}""");
        var bulk = await _lab.OnA(call.Replace("PUT /a/_doc/1", "POST /_bulk", StringComparison.Ordinal), "{\"index\":{\"_index\":\"a\"}}\n{\"v\":1}\n");

        Assert.Equal((400, "illegal_argument_exception", "pipeline with id [none] does not exist"), (single.Status, single.Type, single.Reason));
        Assert.Equal((200, "pipeline with id [none] does not exist"), (bulk.Status, bulk.TextAt("items/0/index/error/reason")));
    }

    [Theory]
    [InlineData("PUT /a/_doc/1?pipeline=p")]
    [InlineData("PUT /a/_doc/1?pipeline=_none")]
    [InlineData("PUT /a/_doc/1")]
    public async Task Write_ThroughAPipelineThatIsThere_Unchanged(string call)
    {
        await _lab.OnA("PUT /_ingest/pipeline/p", """{"processors":[{"set":{"field":"v","value":2}}]}""");

        Assert.Equal(201, (await _lab.OnA(call, """{"v":1}""")).Status);
        Assert.Equal("1", (await _lab.OnA("GET /a/_doc/1")).TextAt("_source/v"));
    }

    [Fact]
    public async Task Explain_ManagedAndNot_SaysWhich()
    {
        await _lab.OnA("PUT /_ilm/policy/p", """{"policy":{"phases":{}}}""");
        await _lab.OnA("PUT /managed", """{"settings":{"index.lifecycle.name":"p"}}""");
        await _lab.OnA("PUT /plain");

        var explained = await _lab.OnA("GET /managed,plain/_ilm/explain");

        Assert.Equal(("true", "p", "new", "false"), (explained.TextAt("indices/managed/managed"), explained.TextAt("indices/managed/policy"),
            explained.TextAt("indices/managed/phase"), explained.TextAt("indices/plain/managed")));
        var refused = await _lab.OnA("DELETE /_ilm/policy/p");
        Assert.Equal((400, "Cannot delete policy [p]. It is in use by one or more indices: [managed]"), (refused.Status, refused.Reason));
    }
}
