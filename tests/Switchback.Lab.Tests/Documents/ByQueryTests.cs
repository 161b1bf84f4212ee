using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Documents;

/// <summary>Reindexing, updating and deleting by query; scrolls and points in time; the other cluster's indices.</summary>
public sealed class ByQueryTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync("8");
        var lines = string.Concat(Enumerable.Range(0, 10).Select(n => $"{{\"index\":{{\"_id\":\"{n}\"}}}}\n{{\"n\":{n}}}\n"));
        await _lab.OnA("POST /from/_bulk?refresh", lines);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Reindex_WithAQuery_CopiesWhatMatches()
    {
        var answer = await _lab.OnA("POST /_reindex?refresh", """{"source":{"index":"from","query":{"range":{"n":{"gte":4}}}},"dest":{"index":"to"},"max_docs":5}""");

        Assert.Equal(("5", "5"), (answer.TextAt("created"), (await _lab.OnA("GET /to/_count")).TextAt("count")));
    }

    [Fact]
    public async Task Reindex_KeepingVersions_OverwritesOnlyWhatIsOlder()
    {
        await _lab.OnA("PUT /from/_doc/0?refresh", """{"n":100}""");
        await _lab.OnA("PUT /to/_doc/0", """{"n":-1}""");
        await _lab.OnA("PUT /to/_doc/1?version=5&version_type=external", """{"n":-1}""");

        var answer = await _lab.OnA("POST /_reindex", """{"conflicts":"proceed","source":{"index":"from"},"dest":{"index":"to","version_type":"external"}}""");

        Assert.Equal(("1", "8", "1"), (answer.TextAt("updated"), answer.TextAt("created"), answer.TextAt("version_conflicts")));
        Assert.Equal("""{"n":-1}""", (await _lab.OnA("GET /to/_source/1")).Text);
    }

    [Fact]
    public async Task Reindex_IntoItself_IsRefused() => Assert.Equal(
        "Validation Failed: 1: reindex cannot write into an index its reading from [from];",
        (await _lab.OnA("POST /_reindex", """{"source":{"index":"from"},"dest":{"index":"from"}}""")).Reason);

    [Fact]
    public async Task Reindex_NotWaitedFor_IsATaskWithItsResult()
    {
        var started = await _lab.OnA("POST /_reindex?wait_for_completion=false", """{"source":{"index":"from"},"dest":{"index":"to"}}""");
        var task = await _lab.UntilAsync("clusterA", $"GET /_tasks/{started.TextAt("task")}", answer => answer.TextAt("completed") == "true");

        Assert.Equal("10", task.TextAt("response/created"));
    }

    [Fact]
    public async Task UpdateByQuery_WithAScript_ChangesLeavesAndDeletes()
    {
        var answer = await _lab.OnA("POST /from/_update_by_query?refresh", """
            {"script":"if (ctx._source.n < 3) { ctx._source.n += 10 } else { if (ctx._source.n < 5) { ctx.op = 'delete' } else { ctx.op = 'none' } }"}
            """.Trim());

        Assert.Equal(("3", "2", "5"), (answer.TextAt("updated"), answer.TextAt("deleted"), answer.TextAt("noops")));
        Assert.Equal("8", (await _lab.OnA("GET /from/_count")).TextAt("count"));
    }

    [Fact]
    public async Task DeleteByQuery_WhatMatches_IsGone()
    {
        var answer = await _lab.OnA("POST /from/_delete_by_query?refresh", """{"query":{"range":{"n":{"lt":4}}}}""");

        Assert.Equal(("4", "6"), (answer.TextAt("deleted"), (await _lab.OnA("GET /from/_count")).TextAt("count")));
    }

    [Fact]
    public async Task DeleteByQuery_WithoutAQuery_IsRefused() =>
        Assert.Equal("Validation Failed: 1: query is missing;", (await _lab.OnA("POST /from/_delete_by_query", "{}")).Reason);

    [Theory]
    [InlineData("POST /_reindex", """{"source":{"index":"from"},"dest":{}}""", "Validation Failed: 1: index must be specified;")]
    [InlineData("POST /_reindex", """{"source":{},"dest":{"index":"to"}}""", "Validation Failed: 1: use _all if you really want to copy from all existing indexes;")]
    [InlineData("POST /_reindex?requests_per_second=0", """{"source":{"index":"from"},"dest":{"index":"to"}}""",
        "[requests_per_second] must be a float greater than 0. Use -1 to disable throttling.")]
    [InlineData("POST /from/_delete_by_query?requests_per_second=x", """{"query":{"match_all":{}}}""",
        "[requests_per_second] must be a float greater than 0. Use -1 to disable throttling.")]
    [InlineData("POST /from/_update_by_query?max_docs=0", null,
        "Validation Failed: 1: maxDocs should be greater than 0 if the request is limited to some number of documents or -1 if it isn't but it was [0];")]
    [InlineData("POST /_reindex", """{"source":{"index":"from"},"dest":{"index":"to"},"max_docs":0}""",
        "Validation Failed: 1: maxDocs should be greater than 0 if the request is limited to some number of documents or -1 if it isn't but it was [0];")]
    public async Task ByQuery_ThatIsRefused_SaysWhyAndWritesNothing(string call, string? body, string reason)
    {
        var answer = await _lab.OnA(call, body);

        Assert.Equal((400, reason), (answer.Status, answer.Reason));
        Assert.Equal(404, (await _lab.OnA("GET /to")).Status);
    }

    [Theory]
    [InlineData("""{"source":{"index":"from"},"dest":{"index":"to"},"size":3}""", "Deprecated field [size] used, expected [max_docs] instead")]
    [InlineData("""{"source":{"index":"from","sort":"n"},"dest":{"index":"to"} }""", "The sort option in reindex is deprecated.")]
    public async Task Reindex_InTheOldWords_IsWarned(string body, string warning)
    {
        var answer = await _lab.OnA("POST /_reindex", body);

        Assert.Equal(200, answer.Status);
        Assert.Contains(warning, Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PointInTime_WritesMeanwhile_AreNotSeen()
    {
        var id = (await _lab.OnA("POST /from/_pit?keep_alive=1m")).TextAt("id");
        await _lab.OnA("DELETE /from/_doc/3?refresh");
        await _lab.OnA("PUT /from/_doc/new?refresh", "{}");

        var found = await _lab.OnA("POST /_search", $$"""{"pit":{"id":"{{id}}","keep_alive":"1m"},"size":3,"sort":["n"]}""");
        var cursor = found.At("hits/hits/2/sort")!.ToJsonString();
        var next = await _lab.OnA("POST /_search", $$"""{"pit":{"id":"{{id}}"},"size":3,"sort":["n"],"search_after":{{cursor}}}""");

        Assert.Equal(("10", "3", id), (found.TextAt("hits/total/value"), next.TextAt("hits/hits/0/_id"), found.TextAt("pit_id")));
        Assert.Equal("1", (await _lab.OnA("DELETE /_pit", $$"""{"id":"{{id}}"}""")).TextAt("num_freed"));
        Assert.Equal(404, (await _lab.OnA("POST /_search", $$"""{"pit":{"id":"{{id}}"} }""")).Status);
    }

    [Fact]
    public async Task Scroll_ItsTimeOver_IsGone()
    {
        var id = (await _lab.OnA("GET /from/_search?scroll=1m&size=4")).TextAt("_scroll_id");
        var second = await _lab.OnA("POST /_search/scroll", $$"""{"scroll":"1m","scroll_id":"{{id}}"}""");
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(61));
        var late = await _lab.OnA("POST /_search/scroll", $$"""{"scroll_id":"{{id}}"}""");

        Assert.Equal((4, 404, "search_context_missing_exception"), (second.At("hits/hits")!.AsArray().Count, late.Status, late.TextAt("error/root_cause/0/type")));
    }

    [Fact]
    public async Task Search_HereAndThere_BecomesOneOrder()
    {
        await _lab.ConnectAsync();
        await _lab.OnB("PUT /here/_doc/b?refresh", """{"n":4.5}""");

        var answer = await _lab.OnB("POST /here,clusterA:from/_search", """{"size":3,"sort":[{"n":"asc"}],"query":{"range":{"n":{"gte":4}}},"aggs":{"all":{"sum":{"field":"n"}}}}""");

        Assert.Equal(["clusterA:from", "here", "clusterA:from"], answer.At("hits/hits")!.AsArray().Select(hit => hit!["_index"]!.ToString()));
        Assert.Equal(("7", "2", "43.5"), (answer.TextAt("hits/total/value"), answer.TextAt("_clusters/successful"), answer.TextAt("aggregations/all/value")));
    }

    [Theory]
    [InlineData("true", 200, "1")]
    [InlineData("false", 500, null)]
    public async Task Search_RemoteDown_IsSkippedOnlyIfItMayBe(string skip, int status, string? skipped)
    {
        await _lab.ConnectAsync();
        await _lab.OnB("PUT /_cluster/settings", $$"""{"persistent":{"cluster.remote.clusterA.skip_unavailable": {{skip}} } }""");
        await _lab.StopAsync("clusterA");

        var answer = await _lab.OnB("GET /clusterA:from/_search");

        Assert.Equal((status, skipped), (answer.Status, answer.TextAt("_clusters/skipped")));
    }
}
