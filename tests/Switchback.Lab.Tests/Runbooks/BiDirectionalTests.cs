using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 4.8: each cluster writes its own data stream and keeps a copy of the other's.</summary>
public sealed class BiDirectionalTests : IAsyncLifetime
{
    private const string A = "clusterA";
    private const string B = "clusterB";
    private const string Own = "logs-generic-default";
    private const string CopyOfA = "logs-generic-default-replicated_from_clustera";
    private const string CopyOfB = "logs-generic-default-replicated_from_clusterb";

    private const string SameName = "{{leader_index}}";

    private RunningLab _lab = null!;

    /// <summary>A hundred events from outside, half of them on each side.</summary>
    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync("9");
        foreach (var cluster in new[] { A, B })
            await _lab.DoAsync(cluster, "PUT /_index_template/logs-generic",
                """{"index_patterns":["logs-generic-*"],"priority":500,"data_stream":{},"template":{"settings":{"number_of_replicas":0}}}""");
        await _lab.ConnectAsync(A, B);
        await _lab.ConnectAsync(B, A);
        await PatternAsync(on: A, remote: B, exclude: "*-replicated_from_clustera", suffix: "-replicated_from_clusterb");
        await PatternAsync(on: B, remote: A, exclude: "*-replicated_from_clusterb", suffix: "-replicated_from_clustera");
        await _lab.WriteAsync(A, Own, 50, "a", "create");
        await _lab.WriteAsync(B, Own, 50, "b", "create");
        await HoldsAsync(A, CopyOfB, 50);
        await HoldsAsync(B, CopyOfA, 50);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task BothSides_Write_EachHoldsEverythingAndCopiesAreNotCopiedAgain()
    {
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(3));

        foreach (var (cluster, copy) in new[] { (A, CopyOfB), (B, CopyOfA) })
        {
            Assert.Equal(100, await _lab.CountAsync(cluster, "logs*"));
            var streams = (await _lab.DoAsync(cluster, "GET /_data_stream/logs-generic-*")).At("data_streams")!.AsArray();
            Assert.Equal([(Own, false), (copy, true)], streams.Select(stream => ((string)stream!["name"]!, (bool)stream["replicated"]!)).Order());
        }
    }

    [Fact]
    public async Task Failover_NeedsNothing_BTakesAllEvents()
    {
        await _lab.StopAsync(A);

        await _lab.WriteAsync(B, Own, 100, "during", "create");

        Assert.Equal(150, await _lab.CountAsync(B, Own));
        Assert.Equal(50, await _lab.CountAsync(B, CopyOfA));
    }

    [Fact]
    public async Task Failback_NeedsNothing_AsCopyOfBCatchesUp()
    {
        await _lab.StopAsync(A);
        await _lab.WriteAsync(B, Own, 100, "during", "create");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(10));

        await _lab.ReturnAsync(A, Own);

        await HoldsAsync(A, CopyOfB, 150);
        Assert.Equal(50, await _lab.CountAsync(A, Own));
        // B's task for A may still be waiting out its back-off; it goes on by itself.
        await _lab.WriteAsync(A, Own, 5, "back", "create");
        await HoldsAsync(B, CopyOfA, 55);
    }

    [Fact]
    public async Task UpdateByQuery_OnTheCopyRefused_OnTheOwningSideArrivesOnBoth()
    {
        const string Mark = """{"query":{"term":{"n":7}},"script":{"source":"ctx._source.marked = true","lang":"painless"}}""";
        await _lab.DoAsync(B, "POST /logs-generic-default*/_refresh");
        var found = await _lab.DoAsync(B, "GET /logs-generic-default*/_search?q=_id:a7&filter_path=hits.hits._index");
        Assert.Contains("-replicated_from_clustera-", found.TextAt("hits/hits/0/_index"), StringComparison.Ordinal);

        var onCopy = await _lab.OnB($"POST /{CopyOfA}/_update_by_query", Mark);
        Assert.Equal(403, onCopy.Status);
        Assert.Equal("403", onCopy.TextAt("failures/0/status"));
        await _lab.DoAsync(A, $"POST /{Own}/_refresh");
        var onOwner = await _lab.DoAsync(A, $"POST /{Own}/_update_by_query", Mark);

        Assert.Equal("1", onOwner.TextAt("updated"));
        await _lab.SoonAsync(B, $"GET /{CopyOfA}/_search?q=marked:true", search => search.TextAt("hits/total/value") == "1");
    }

    private Task PatternAsync(string on, string remote, string exclude, string suffix) => _lab.DoAsync(on, "PUT /_ccr/auto_follow/logs-generic-default",
        $$"""{"remote_cluster":"{{remote}}","leader_index_patterns":[".ds-logs-generic-default-20*"]"""
        + $$""","leader_index_exclusion_patterns":"{{exclude}}","follow_index_pattern":"{{SameName}}{{suffix}}"}""");

    private Task HoldsAsync(string cluster, string stream, int events) => _lab.SoonAsync(cluster, $"GET /{stream}/_count",
        count => count.TextAt("count") == events.ToString(System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(500));
}
