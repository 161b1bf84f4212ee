using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 4.2 for data streams: promote, roll over, then the four steps on the old backing indices.</summary>
public sealed class DataStreamFailoverTests : IAsyncLifetime
{
    private const string A = "clusterA";
    private const string B = "clusterB";
    private const string Template = """{"index_patterns":["logs-app"],"priority":500,"data_stream":{},"template":{"settings":{"number_of_replicas":0}}}""";

    private RunningLab _lab = null!;

    /// <summary>A's stream has two backing indices of ten events each; B follows them by pattern.</summary>
    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync("9");
        await _lab.ConnectAsync(B, A);
        foreach (var cluster in new[] { A, B }) await _lab.DoAsync(cluster, "PUT /_index_template/logs-app", Template);
        await _lab.DoAsync(B, "PUT /_ccr/auto_follow/logs", """{"remote_cluster":"clusterA","leader_index_patterns":["logs-app"]}""");
        await _lab.WriteAsync(A, "logs-app", 10, "first", "create");
        await _lab.DoAsync(A, "POST /logs-app/_rollover");
        await _lab.WriteAsync(A, "logs-app", 10, "second", "create");
        await _lab.SoonAsync(B, "GET /_data_stream/logs-app", stream => stream.At("data_streams/0/indices")?.AsArray().Count == 2);
        foreach (var index in await BackingIndicesAsync(A)) await _lab.LevelAsync(B, index, A, index);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Failover_PromoteRolloverFourSteps_StreamTakesWritesAndKeepsItsEvents()
    {
        var old = await BackingIndicesAsync(B);
        await _lab.StopAsync(A);
        await _lab.DoAsync(B, "POST /_ccr/auto_follow/logs/pause");

        await _lab.DoAsync(B, "POST /_data_stream/_promote/logs-app");
        await _lab.DoAsync(B, "POST /logs-app/_rollover");
        await _lab.WriteAsync(B, "logs-app", 5, "third", "create");
        foreach (var index in old) await _lab.PromoteAloneAsync(B, index);

        Assert.Equal(25, await _lab.CountAsync(B, "logs-app"));
        var stream = await _lab.DoAsync(B, "GET /_data_stream/logs-app");
        Assert.Equal(("false", 3), (stream.TextAt("data_streams/0/replicated"), stream.At("data_streams/0/indices")!.AsArray().Count));
        foreach (var index in old) Assert.Equal("""{"follower_indices":[]}""", (await _lab.DoAsync(B, $"GET /{index}/_ccr/info")).Text);
    }

    [Fact]
    public async Task Failover_FourStepsAlone_StopAtTheWriteIndex()
    {
        var write = (await BackingIndicesAsync(B))[^1];
        await _lab.StopAsync(A);
        await _lab.DoAsync(B, $"POST /{write}/_ccr/pause_follow");

        var closed = await _lab.OnB($"POST /{write}/_close");

        Assert.Equal((400, $"cannot close the following data stream write indices [{write}]"), (closed.Status, closed.Reason));
    }

    [Fact]
    public async Task Failover_BetweenPromoteAndRollover_WritesStillHitAFollower()
    {
        await _lab.StopAsync(A);
        var rollover = await _lab.OnB("POST /logs-app/_rollover");
        Assert.Equal("data stream [logs-app] cannot be rolled over, because it is a replicated data stream", rollover.Reason);
        await _lab.DoAsync(B, "POST /_data_stream/_promote/logs-app");

        var refused = await _lab.OnB("POST /logs-app/_doc", """{"@timestamp":"2026-11-21T00:00:00Z"}""");

        Assert.Equal((403, "a following engine does not accept operations without an assigned sequence number"), (refused.Status, refused.Reason));
    }

    [Fact]
    public async Task Promoted_LeaderIsBack_NothingMoreOfTheStreamCanBeFollowed()
    {
        await _lab.DoAsync(B, "POST /_ccr/auto_follow/logs/pause");
        await _lab.DoAsync(B, "POST /_data_stream/_promote/logs-app");
        await _lab.DoAsync(A, "POST /logs-app/_rollover");
        var third = (await BackingIndicesAsync(A))[^1];

        var answer = await _lab.OnB($"PUT /{third}/_ccr/follow?wait_for_active_shards=1",
            $$"""{"remote_cluster":"clusterA","leader_index":"{{third}}"}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal($"cannot follow backing index [{third}], because local data stream [logs-app] is no longer marked as replicated", answer.Reason);
    }

    private async Task<List<string>> BackingIndicesAsync(string cluster)
    {
        var stream = await _lab.DoAsync(cluster, "GET /_data_stream/logs-app");
        return [.. stream.At("data_streams/0/indices")!.AsArray().Select(index => (string)index!["index_name"]!)];
    }
}
