using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Indices;

/// <summary>Data streams on the first version of the table that has them: their life, and what a replicated one refuses.</summary>
public sealed class DataStreamTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync("7.17");
        await _lab.OnA("PUT /_index_template/logs", """{"index_patterns":["logs-*"],"data_stream":{},"priority":200,"template":{"settings":{"number_of_replicas":0}}}""");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Write_ToANameOfAStreamTemplate_MakesTheStream()
    {
        var written = await _lab.OnA("POST /logs-a-b/_doc?refresh", """{"@timestamp":"2026-11-01T00:00:00Z","n":1}""");
        var stream = await _lab.OnA("GET /_data_stream/logs-a-b");

        Assert.True(written.Status == 201, written.Text);
        Assert.StartsWith(".ds-logs-a-b-", written.TextAt("_index"));
        Assert.Equal(("1", "GREEN", "logs", "false"), (stream.TextAt("data_streams/0/generation"), stream.TextAt("data_streams/0/status"),
            stream.TextAt("data_streams/0/template"), stream.TextAt("data_streams/0/replicated")));
    }

    [Fact]
    public async Task Rollover_OfAStream_AddsAGeneration()
    {
        await _lab.OnA("PUT /_data_stream/logs-a-b");

        var rolled = await _lab.OnA("POST /logs-a-b/_rollover");

        Assert.Equal(200, rolled.Status);
        Assert.EndsWith("-000001", rolled.TextAt("old_index"));
        Assert.EndsWith("-000002", rolled.TextAt("new_index"));
        Assert.Equal(2, (await _lab.OnA("GET /_data_stream/logs-a-b")).At("data_streams/0/indices")!.AsArray().Count);
    }

    [Fact]
    public async Task WriteIndex_OfAStream_NeitherClosesNorGoes()
    {
        await _lab.OnA("PUT /_data_stream/logs-a-b");
        var index = (await _lab.OnA("GET /_data_stream/logs-a-b")).TextAt("data_streams/0/indices/0/index_name");

        Assert.Equal($"cannot close the following data stream write indices [{index}]", (await _lab.OnA($"POST /{index}/_close")).Reason);
        Assert.Equal($"index [{index}] is the write index for data stream [logs-a-b] and cannot be deleted", (await _lab.OnA($"DELETE /{index}")).Reason);
        Assert.Equal(200, (await _lab.OnA("DELETE /_data_stream/logs-a-b")).Status);
        Assert.Equal(404, (await _lab.OnA($"GET /{index}")).Status);
    }

    [Theory]
    [InlineData("PUT /_data_stream/nothing", 400, "no matching index template found for data stream [nothing]")]
    [InlineData("PUT /logs-x", 400, "cannot create index with name [logs-x], because it matches with template [logs] that creates data streams only, use create data stream api instead")]
    [InlineData("GET /_data_stream/none", 404, "no such index [none]")]
    [InlineData("POST /_data_stream/_promote/none", 404, "data stream [none] does not exist")]
    public async Task Call_ThatIsRefused_SaysWhy(string call, int status, string reason)
    {
        var answer = await _lab.OnA(call);

        Assert.Equal((status, reason), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Replicated_UntilPromoted_DoesNotRollOver()
    {
        await _lab.OnA("PUT /_data_stream/logs-a-b");
        await _lab.Laboratory.Loop.InvokeAsync(() => { _lab.Laboratory["clusterA"].State.DataStreams["logs-a-b"].IsReplicated = true; });

        Assert.Equal("data stream [logs-a-b] cannot be rolled over, because it is a replicated data stream", (await _lab.OnA("POST /logs-a-b/_rollover")).Reason);
        Assert.Equal("""{"acknowledged":true}""", (await _lab.OnA("POST /_data_stream/_promote/logs-a-b")).Text);
        Assert.Equal(200, (await _lab.OnA("POST /logs-a-b/_rollover")).Status);
    }
}
