using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Query;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Api;

public sealed class FollowerReadTests
{
    [Fact]
    public async Task Follower_WithEverything_IsToldInFull()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken));

        var follower = (await app.GetAsync("/api/v1/followers"))["items"]![0]!;

        var expected = JsonNode.Parse(
            """
            {"cluster":"clusterB","index":"orders-3","verdict":"read-errors","word":"Read errors","reason":"Reads fail.",
            "cause":{"type":"security_exception","reason":"action [x], \"y\" is unauthorized"},
            "remedy":{"id":"give-rights","name":"Give the rights back","sentence":"The user that started it lost a right on the leader. Give it back, or resume as another user."},
            "since":"2026-03-04T03:11:07Z",
            "lag":{"operations":1200,"seconds":12.5,"catchUpSeconds":40,"atLeast":true,"asOf":"2026-03-04T03:14:03Z"},
            "remote":"alias","leader":"orders-3-leader","leaderCluster":"clusterA","pair":"orders","pattern":"logs","dataStream":"logs-app",
            "shards":2,"bytes":4096,"position":100,"leaderPosition":1300,"keptUntil":"2026-03-04T12:14:07Z",
            "copy":{"bytes":50,"total":200,"share":0.25,"secondsLeft":6},"hidden":false}
            """)!;
        Assert.Equal(expected.ToJsonString(), follower.ToJsonString());
    }

    [Fact]
    public async Task Follower_OfWhichNothingIsKnown_HasEveryFieldAndNullsForNumbers()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Bare));

        var follower = (await app.GetAsync("/api/v1/followers/clusterB/.hidden"))["follower"]!.AsObject();

        foreach (var absent in new[] { "cause", "since", "leaderCluster", "pair", "pattern", "dataStream", "bytes", "position", "leaderPosition", "keptUntil", "copy" })
        {
            Assert.True(follower.TryGetPropertyValue(absent, out var value) && value is null, absent);
        }

        Assert.Equal("""{"operations":null,"seconds":null,"catchUpSeconds":null,"atLeast":false,"asOf":"2026-03-04T03:14:06Z"}""", follower["lag"]!.ToJsonString());
        Assert.Equal("Unknown, was: Following", follower["word"]!.GetValue<string>());
        Assert.True(follower["hidden"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("lag:>0")]
    [InlineData("verdict:read-errors or verdict:unknown")]
    [InlineData("nothing-is-called-so")]
    public async Task Followers_AnyQuery_AgreeWithTheSearchThatThePageUses(string query)
    {
        await using var app = await QuietDashboard.StartAsync();
        var snapshot = app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Bare, SomeFleet.Broken, Some.Item("orders-4"), Some.Item("orders-5", lag: 7)));

        var list = await app.GetAsync($"/api/v1/followers?query={Uri.EscapeDataString(query)}&sort=-lag");

        var expected = app.Running.Services.GetRequiredService<ItemSearch>().Run(snapshot, query, "-lag");
        Assert.Equal(expected.Items.Length, list["total"]!.GetValue<int>());
        Assert.Equal(expected.Items.Select(item => item.Name), Names(list));
    }

    [Fact]
    public async Task Followers_Paged_EachComesOnceInOrder()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Many(23));

        var names = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            var list = await app.GetAsync($"/api/v1/followers?sort=name&page={page}&size=10");
            Assert.Equal(23, list["total"]!.GetValue<int>());
            Assert.Equal((page, 10), (list["page"]!.GetValue<int>(), list["size"]!.GetValue<int>()));
            names.AddRange(Names(list));
        }

        Assert.Equal(Enumerable.Range(0, 23).Select(i => $"orders-{i:0000}"), names);
    }

    [Fact]
    public async Task Followers_AllAsked_ComeAsOnePageHoweverManyThereAre()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Many(2500));

        var list = await app.GetAsync("/api/v1/followers?sort=name&format=json&size=all");

        Assert.Equal((2500, 2500, 1), (list["total"]!.GetValue<int>(), list["size"]!.GetValue<int>(), list["page"]!.GetValue<int>()));
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => $"orders-{i:0000}"), Names(list));
        Assert.Empty((await app.GetAsync("/api/v1/followers?size=all&page=2"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Followers_NothingSaid_ComeFifty()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Many(60));

        var list = await app.GetAsync("/api/v1/followers");

        Assert.Equal((60, 50), (list["total"]!.GetValue<int>(), list["items"]!.AsArray().Count));
        Assert.Equal(60, list["counts"]![0]!["items"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("query=verdict:faild", "query")]
    [InlineData("query=(a", "query")]
    [InlineData("query=name:a%20nofield:b", "query")]
    [InlineData("sort=colour", "sort")]
    public async Task Followers_BadQuestion_IsRefusedWithPositionProblemAndHint(string asked, string parameter)
    {
        await using var app = await QuietDashboard.StartAsync();

        var problem = await app.RefusedAsync($"/api/v1/followers?{asked}", 400);

        Assert.Equal(parameter, problem["parameter"]!.GetValue<string>());
        Assert.InRange(problem["position"]!.GetValue<int>(), 0, 20);
        Assert.NotEmpty(problem["problem"]!.GetValue<string>());
        Assert.NotEmpty(problem["hint"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=x", "page")]
    [InlineData("size=0", "size")]
    [InlineData("size=1001", "size")]
    [InlineData("size=99999999999", "size")]
    [InlineData("format=xml", "format")]
    public async Task Followers_BadPageOrSize_IsRefused(string asked, string parameter)
    {
        await using var app = await QuietDashboard.StartAsync();

        var problem = await app.RefusedAsync($"/api/v1/followers?{asked}", 400);

        Assert.Equal(parameter, problem["parameter"]!.GetValue<string>());
    }

    [Fact]
    public async Task Followers_PageFarBeyondTheLast_IsEmptyAndNoFault()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Many(3));

        var list = await app.GetAsync("/api/v1/followers?page=2147483647&size=1000");

        Assert.Empty(list["items"]!.AsArray());
    }

    [Fact]
    public async Task Follower_Detail_TellsTheLastHourWithGaps()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken));

        var hour = (await app.GetAsync("/api/v1/followers/clusterB/orders-3"))["lastHour"]!;

        Assert.Equal(
            """[{"at":"2026-03-04T03:14:00Z","operations":900},{"at":"2026-03-04T03:15:00Z","operations":null},{"at":"2026-03-04T03:16:00Z","operations":1200}]""",
            hour.ToJsonString());
    }

    [Theory]
    [InlineData("/api/v1/followers/clusterB/nope", "clusterB has no follower nope")]
    [InlineData("/api/v1/followers/clusterC/orders-3", "There is no cluster clusterC")]
    public async Task Follower_NotThere_IsRefusedAndNamesWhatIsMissing(string path, string title)
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken));

        var problem = await app.RefusedAsync(path, 404);

        Assert.Equal(title, problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["why"]!.GetValue<string>());
        Assert.NotEmpty(problem["next"]!.GetValue<string>());
    }

    private static IEnumerable<string> Names(JsonNode list) => list["items"]!.AsArray().Select(item => item!["index"]!.GetValue<string>());
}
