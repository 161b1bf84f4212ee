using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 4.3: A returns after a failover and becomes the follower of B.</summary>
public sealed class FailbackTests : IAsyncLifetime
{
    private const string A = "clusterA";
    private const string B = "clusterB";
    private const string OnA = "kibana_sample_data_ecommerce";
    private const string OnB = "kibana_sample_data_ecommerce2";

    private RunningLab _lab = null!;
    private long _line;

    /// <summary>B was promoted at the line; above it A has operations that B never saw, and B has its own.</summary>
    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync(B, A);
        await _lab.CreateAsync(A, OnA);
        await _lab.WriteAsync(A, OnA, 10);
        await _lab.FollowAsync(B, OnB, A, OnA);
        await _lab.LevelAsync(B, OnB, A, OnA);
        await _lab.DoAsync(B, "POST /_lab/links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");
        await _lab.WriteAsync(A, OnA, 2, "only-a");
        await _lab.DoAsync(A, $"PUT /{OnA}/_doc/d3", """{"n":333}""");
        await _lab.DoAsync(A, $"DELETE /{OnA}/_doc/d5");
        await _lab.StopAsync(A);
        _line = (long)(await _lab.ShardStatsAsync(B, OnB))["follower_global_checkpoint"]!;
        await _lab.PromoteAloneAsync(B, OnB);
        await _lab.DoAsync(B, $"POST /{OnB}/_doc/k?refresh=true", """{"user":"kimchy"}""");
        await _lab.DoAsync(B, "POST /_lab/links", """{"from":"clusterB","to":"clusterA","cut":"none"}""");
        await _lab.ReturnAsync(A, OnA);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Failback_AsDocumented_ShowsBsWritesOnAAndFollowsOn()
    {
        await _lab.ConnectAsync(A, B);
        await _lab.DoAsync(A, $"DELETE /{OnA}");
        await _lab.FollowAsync(A, OnA, B, OnB);
        await _lab.LevelAsync(A, OnA, B, OnB);

        await _lab.DoAsync(A, $"POST /{OnA}/_refresh");
        var found = await _lab.DoAsync(A, $"GET /{OnA}/_search?q=kimchy");
        Assert.Equal(("1", "k"), (found.TextAt("hits/total/value"), found.TextAt("hits/hits/0/_id")));
        await _lab.WriteAsync(B, OnB, 3, "more");
        await _lab.LevelAsync(A, OnA, B, OnB);
        Assert.Equal(14, await _lab.CountAsync(A, OnA));
    }

    [Fact]
    public async Task Failback_BeforeTheDelete_WhatOnlyAHasIsFoundBySeqNo()
    {
        await _lab.DoAsync(A, $"POST /{OnA}/_refresh");
        var above = await _lab.DoAsync(A, $"POST /{OnA}/_search?preference=_shards:0",
            $$$"""{"query":{"range":{"_seq_no":{"gt":{{{_line}}} } } },"sort":["_seq_no"],"seq_no_primary_term":true,"size":100}""");

        Assert.Equal(["only-a0", "only-a1", "d3"], above.At("hits/hits")!.AsArray().Select(hit => (string?)hit!["_id"]));
        Assert.Equal([10, 11, 12], above.At("hits/hits")!.AsArray().Select(hit => (int)hit!["_seq_no"]!));
        // Four operations lie above the line and three are found: a delete shows in no search.
        Assert.Equal(4, (await _lab.PositionsAsync(A, OnA))[0] - _line);
        Assert.Equal(["d5"], (await IdsUpToTheLineAsync(B, OnB)).Except(await IdsAsync(A, OnA)));
    }

    [Fact]
    public async Task Failback_WithoutSalvage_LosesWhatNeverReachedB()
    {
        await _lab.ConnectAsync(A, B);
        await _lab.DoAsync(A, $"DELETE /{OnA}");
        await _lab.FollowAsync(A, OnA, B, OnB);

        var lost = (await _lab.TruthAsync(B, A, OnA)).At("indices/0/lost")!.AsArray();

        Assert.Equal(["only-a0", "only-a1", "d3"], lost.Select(write => (string?)write!["id"]));
    }

    /// <summary>What was found is written to B first: new documents by create, overwritten ones under the condition that nobody has touched them.</summary>
    [Fact]
    public async Task Failback_WithSalvage_LosesNothing()
    {
        await _lab.DoAsync(B, $"PUT /{OnB}/_create/only-a0", """{"@timestamp":"2026-11-21T00:00:00Z","n":0}""");
        await _lab.DoAsync(B, $"PUT /{OnB}/_create/only-a1", """{"@timestamp":"2026-11-21T00:00:00Z","n":1}""");
        var old = await _lab.DoAsync(B, $"GET /{OnB}/_doc/d3");
        var untouched = $"if_seq_no={old.TextAt("_seq_no")}&if_primary_term={old.TextAt("_primary_term")}";
        await _lab.DoAsync(B, $"PUT /{OnB}/_doc/d3?{untouched}", """{"n":333}""");
        Assert.Equal(409, (await _lab.OnB($"PUT /{OnB}/_create/only-a0", "{}")).Status);

        await _lab.ConnectAsync(A, B);
        await _lab.DoAsync(A, $"DELETE /{OnA}");
        await _lab.FollowAsync(A, OnA, B, OnB);
        await _lab.LevelAsync(A, OnA, B, OnB);

        Assert.Empty((await _lab.TruthAsync(B, A, OnA)).At("indices/0/lost")!.AsArray());
        Assert.Empty((await _lab.TruthAsync(B, B, OnB)).At("indices/0/lost")!.AsArray());
    }

    /// <summary>Both sides have their own operation of the same number above the line; only the terms tell them apart.</summary>
    [Fact]
    public async Task Promotion_RaisesTheTerm_SoThatSameNumbersStayDifferentOperations()
    {
        var onA = await _lab.DoAsync(A, $"GET /{OnA}/_doc/only-a0");
        var onB = await _lab.DoAsync(B, $"GET /{OnB}/_doc/k");

        Assert.Equal(("10", "10"), (onA.TextAt("_seq_no"), onB.TextAt("_seq_no")));
        // The close and the open of the promotion each made a new term.
        Assert.Equal(("1", "3"), (onA.TextAt("_primary_term"), onB.TextAt("_primary_term")));
    }

    private async Task<List<string>> IdsAsync(string cluster, string index, string query = """{"match_all":{}}""")
    {
        await _lab.DoAsync(cluster, $"POST /{index}/_refresh");
        var found = await _lab.DoAsync(cluster, $"POST /{index}/_search", $$"""{"query":{{query}},"_source":false,"size":1000}""");
        return [.. found.At("hits/hits")!.AsArray().Select(hit => (string)hit!["_id"]!)];
    }

    private Task<List<string>> IdsUpToTheLineAsync(string cluster, string index) =>
        IdsAsync(cluster, index, $$$"""{"range":{"_seq_no":{"lte":{{{_line}}} } } }""");
}
