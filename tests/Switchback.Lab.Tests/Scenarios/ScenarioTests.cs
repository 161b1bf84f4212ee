using System.Text.Json.Nodes;
using Switchback.Lab.Hosting;
using Switchback.Lab.Scenarios;
using Switchback.Lab.Tests.Control;

namespace Switchback.Lab.Tests.Scenarios;

/// <summary>Each scenario is built over HTTP and then asked, by plain calls, whether it is what its name says.</summary>
public sealed class ScenarioTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task Start_IsTheShopAndTwentyMoreInMixedStates()
    {
        await BuildAsync("start");

        var stats = await StatsAsync();
        Assert.InRange(stats.Count, 17, 40);
        Assert.Contains(SampleOrders.Follower, stats.Keys);
        Assert.Equal(SampleOrders.Count - 1, (long)stats[SampleOrders.Follower]["follower_global_checkpoint"]!);
        Assert.NotNull(stats["metrics-hosts-000117"]["fatal_exception"]);
        Assert.Equal(["logs-app-000212", "logs-app-000213", "reports-q3"], await WithStatusAsync("paused"));
        Assert.Equal(404, (await lab.GetAsync("clusterB", "/coupons-drill/_ccr/stats")).Status);
        Assert.Equal("close", await OpenOrCloseAsync("reports-q3"));
        Assert.Equal("open", await OpenOrCloseAsync("coupons-drill"));
        await lab.UntilAsync("clusterB", "/archive-2025/_ccr/stats", (_, body) => Shard(body)?["read_exceptions"] is JsonArray { Count: 1 });
        var (_, load) = await lab.GetAsync("clusterA", "/_lab/load");
        Assert.Equal(3, load!["load"]!.AsArray().Count);
    }

    [Fact]
    public async Task Start_AWriteOfKimchy_IsFoundOnTheOtherSide()
    {
        await BuildAsync("start");

        await lab.PostAsync("clusterA", $"/{SampleOrders.Leader}/_doc", """{"user":"kimchy"}""");

        await lab.UntilAsync("clusterB", $"/{SampleOrders.Follower}/_search?q=kimchy", (_, body) => (int?)body?["hits"]?["total"]?["value"] == 1);
    }

    [Fact]
    public async Task LeaderDown_PortRefusesAndFollowersRetry()
    {
        await BuildAsync("leader-down");

        await Assert.ThrowsAsync<HttpRequestException>(() => lab.GetAsync("clusterA", "/"));
        await lab.UntilAsync("clusterB", "/orders/_ccr/stats", (_, body) => (int?)Shard(body)?["read_exceptions"]?[0]?["retries"] >= 1);
    }

    [Fact]
    public async Task LeaderSilent_TimeSinceTheLastReadGrowsWithoutAnException()
    {
        await BuildAsync("leader-silent");

        var body = await lab.UntilAsync("clusterB", "/orders/_ccr/stats", (_, stats) => (long?)Shard(stats)?["time_since_last_read_millis"] > 70_000, step: "10s");

        Assert.Empty(Shard(body)!["read_exceptions"]!.AsArray());
    }

    [Fact]
    public async Task Lagging_FollowerFallsFurtherAndFurtherBehind()
    {
        await BuildAsync("lagging");

        var first = await BehindAsync("orders");
        await lab.AdvanceAsync("60s");

        Assert.True(await BehindAsync("orders") > first + 100);
    }

    [Fact]
    public async Task FatalFollower_SaysThatOperationsAreGone()
    {
        await BuildAsync("fatal-follower");

        var fatal = (await StatsAsync())["metrics-hosts-000117"]["fatal_exception"]!;

        Assert.Equal("resource_not_found_exception", (string?)fatal["type"]);
        Assert.StartsWith("Operations are no longer available for replicating.", (string?)fatal["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeaseAboutToExpire_IsThereNowAndGoneInHalfAnHour()
    {
        await BuildAsync("lease-about-to-expire");
        Assert.Equal(1, await FollowerLeasesAsync("orders"));

        await lab.AdvanceAsync("30m");

        Assert.Equal(0, await FollowerLeasesAsync("orders"));
    }

    [Fact]
    public async Task PausedNineHours_ResumesAndCatchesUp()
    {
        await BuildAsync("paused-9h");
        Assert.Equal(1, await FollowerLeasesAsync("orders"));

        await lab.PostAsync("clusterB", "/orders/_ccr/resume_follow");

        await lab.UntilAsync("clusterB", "/orders/_ccr/stats", (_, body) => (long?)Shard(body)?["follower_global_checkpoint"] == 100 + (9 * 50) - 1);
    }

    [Fact]
    public async Task HalfFinishedUnfollow_FiveIndicesInFiveStates()
    {
        await BuildAsync("half-finished-unfollow");

        Assert.Equal(["untouched"], await WithStatusAsync("active"));
        Assert.Equal(["closed", "paused"], await WithStatusAsync("paused"));
        Assert.Equal("close", await OpenOrCloseAsync("closed"));
        Assert.Equal("close", await OpenOrCloseAsync("unfollowed-closed"));
        Assert.Equal("open", await OpenOrCloseAsync("promoted"));
    }

    [Fact]
    public async Task SplitWrites_BothSidesOwnDifferentOperationsOfTheSameNumbers()
    {
        await BuildAsync("split-writes");

        var home = await AboveAsync("clusterA", 49);
        var away = await AboveAsync("clusterB", 49);

        Assert.Equal(5, home.Count);
        Assert.Equal(8, away.Count);
        Assert.Empty(home.Intersect(away));
    }

    [Fact]
    public async Task PatchLevelMismatch_AwayIsOneAhead()
    {
        await BuildAsync("patch-level-mismatch");

        var home = Version.Parse((string)(await lab.GetAsync("clusterA", "/")).Body!["version"]!["number"]!);
        var away = Version.Parse((string)(await lab.GetAsync("clusterB", "/")).Body!["version"]!["number"]!);

        Assert.Equal((home.Major, home.Minor, home.Build + 1), (away.Major, away.Minor, away.Build));
    }

    [Fact]
    public async Task Library_EveryScenario_HasATestHere()
    {
        var (_, body) = await lab.GetAsync("clusterB", "/_lab/scenarios");
        var names = body!["scenarios"]!.AsArray().Select(scenario => ((string)scenario!["name"]!).Replace("-", "", StringComparison.Ordinal).Replace("9h", "NineHours", StringComparison.Ordinal));
        var tests = string.Join(' ', typeof(ScenarioTests).GetMethods().Concat(typeof(SeedTests).GetMethods()).Select(method => method.Name));

        Assert.All(names.Except(["healthypair"]), name => Assert.Contains(name, tests, StringComparison.OrdinalIgnoreCase));
    }

    private async Task BuildAsync(string name)
    {
        var port = (await TryGetAsync("clusterB")) ? "clusterB" : "clusterA";
        var (status, body) = await lab.PostAsync(port, $"/_lab/scenarios/{name}");
        Assert.True(status == 200, body?.ToJsonString());
        Assert.Empty(lab.Lab.Laboratory.Faults);
    }

    private Task<bool> TryGetAsync(string cluster) => Task.FromResult(lab.Lab.Laboratory[cluster].Runtime.State != Switchback.Lab.Clusters.NodeState.Stopped);

    private async Task<Dictionary<string, JsonNode>> StatsAsync()
    {
        var (_, body) = await lab.GetAsync("clusterB", "/_ccr/stats");
        return body!["follow_stats"]!["indices"]!.AsArray().ToDictionary(index => (string)index!["index"]!, index => index!["shards"]![0]!);
    }

    private static JsonNode? Shard(JsonNode? stats) => stats?["indices"]?[0]?["shards"]?[0];

    private async Task<List<string>> WithStatusAsync(string status)
    {
        var (_, body) = await lab.GetAsync("clusterB", "/_all/_ccr/info");
        return [.. body!["follower_indices"]!.AsArray().Where(f => (string?)f!["status"] == status).Select(f => (string)f!["follower_index"]!).Order(StringComparer.Ordinal)];
    }

    private async Task<string?> OpenOrCloseAsync(string index) =>
        (string?)(await lab.GetAsync("clusterB", $"/_cat/indices/{index}?format=json&expand_wildcards=all")).Body![0]!["status"];

    private async Task<long> BehindAsync(string index) => await MaxSeqNoAsync("clusterA", index) - await MaxSeqNoAsync("clusterB", index);

    private async Task<long> MaxSeqNoAsync(string cluster, string index)
    {
        var (_, body) = await lab.GetAsync(cluster, $"/{index}/_stats/get?level=shards");
        return body!["indices"]![index]!["shards"]!.AsObject().Sum(shard => (long)shard.Value![0]!["seq_no"]!["max_seq_no"]!);
    }

    private async Task<int> FollowerLeasesAsync(string index)
    {
        var (_, body) = await lab.GetAsync("clusterA", $"/{index}/_stats/get?level=shards");
        return body!["indices"]![index]!["shards"]!["0"]![0]!["retention_leases"]!["leases"]!.AsArray().Count(lease => (string?)lease!["source"] == "ccr");
    }

    private async Task<List<string>> AboveAsync(string cluster, long line)
    {
        await lab.PostAsync(cluster, "/orders/_refresh");
        var (_, body) = await lab.SendAsync(cluster, HttpMethod.Post, "/orders/_search?size=100", """{"query":{"range":{"_seq_no":{"gt":LINE}}}}""".Replace("LINE", line.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return [.. body!["hits"]!["hits"]!.AsArray().Select(hit => (string)hit!["_id"]!)];
    }
}
