namespace Switchback.Dashboard.Tests.Api;

public sealed class FleetReadTests
{
    [Fact]
    public async Task Fleet_Published_TellsClustersPairsAndCountsOfOneSnapshot()
    {
        await using var app = await QuietDashboard.StartAsync();
        var published = app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken, SomeFleet.Bare));

        var fleet = await app.GetAsync("/api/v1/fleet");

        Assert.Equal(published.Version, fleet["version"]!.GetValue<long>());
        Assert.Equal("2026-03-04T03:14:07Z", fleet["asOf"]!.GetValue<string>());
        Assert.Equal(2, fleet["followers"]!.GetValue<int>());
        Assert.Equal("""[{"verdict":"unknown","word":"Unknown","grade":"unknown","items":1},{"verdict":"read-errors","word":"Read errors","grade":"risk","items":1}]""", fleet["counts"]!.ToJsonString());
        Assert.Equal("""[{"from":"clusterB","to":"clusterA","remote":"back","followers":2}]""", fleet["found"]!.ToJsonString());
        Assert.Equal("answering", fleet["clusters"]![0]!["line"]!.GetValue<string>());
        Assert.Equal("orders", fleet["pairs"]![0]!["pair"]!.GetValue<string>());
    }

    [Fact]
    public async Task Pairs_Published_TellStateActiveSideAndExposure()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot());

        var pairs = await app.GetAsync("/api/v1/pairs");

        Assert.Equal(1, pairs["total"]!.GetValue<int>());
        var pair = pairs["items"]![0]!;
        Assert.Equal("attention", pair["state"]!["id"]!.GetValue<string>());
        Assert.Equal("home", pair["active"]!.GetValue<string>());
        Assert.Equal("partial", pair["protection"]!.GetValue<string>());
        Assert.Equal("orders*,-orders-old", pair["scope"]!.GetValue<string>());
        Assert.Equal("""{"operations":1200,"atLeast":true,"seconds":12.5,"affected":1,"withoutCopy":0,"asOf":"2026-03-04T03:14:03Z"}""", pair["exposure"]!.ToJsonString());
    }

    [Fact]
    public async Task Pair_ByIdInAnyCase_HasChecksAndHistory()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot());

        var pair = await app.GetAsync("/api/v1/pairs/Orders");

        Assert.Equal("orders", pair["pair"]!["pair"]!.GetValue<string>());
        Assert.Equal("fail-over", pair["readiness"]![0]!["direction"]!.GetValue<string>());
        Assert.Equal("ready-with-warnings", pair["readiness"]![0]!["verdict"]!.GetValue<string>());
        Assert.Equal("pass", pair["readiness"]![0]!["checks"]![0]!["outcome"]!.GetValue<string>());
        Assert.Equal("""[{"at":"2026-03-04T03:14:07Z","operations":1200,"seconds":12.5}]""", pair["history"]!.ToJsonString());
    }

    [Fact]
    public async Task Pair_NotConfigured_IsRefusedWithWhatWhyAndNext()
    {
        await using var app = await QuietDashboard.StartAsync();

        var problem = await app.RefusedAsync("/api/v1/pairs/payments", 404);

        Assert.Equal("There is no pair payments", problem["title"]!.GetValue<string>());
        Assert.Equal("/api/v1/pairs lists them.", problem["next"]!.GetValue<string>());
    }

    [Fact]
    public async Task Clusters_OneSilent_SaysWhyAndKeepsItsAge()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot() with { Members = [Fleet.Some.Member("clusterA", Fleet.Some.NotAnswering(20, silent: true), ageSeconds: 25), Fleet.Some.Member("clusterB")] });

        var silent = (await app.GetAsync("/api/v1/clusters"))["items"]![0]!;

        Assert.Equal("silent", silent["line"]!.GetValue<string>());
        Assert.Equal("No complete answer within 1.6 s.", silent["why"]!.GetValue<string>());
        Assert.Equal("2026-03-04T03:13:47Z", silent["since"]!.GetValue<string>());
        Assert.Equal("2026-03-04T03:13:42Z", silent["asOf"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/fleet")]
    public async Task Address_ThatIsNone_IsRefusedForPrograms(string path)
    {
        await using var app = await QuietDashboard.StartAsync();

        var problem = await app.RefusedAsync(path, 404);

        Assert.Equal($"Nothing answers GET {path}", problem["title"]!.GetValue<string>());
    }
}
