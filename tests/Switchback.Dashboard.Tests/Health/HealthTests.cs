using System.Net;
using System.Text.Json.Nodes;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Health;
using Switchback.Dashboard.Tests.Api;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Live_ForStrangers_SaysSoInJson()
    {
        await using var app = await QuietDashboard.StartAsync();
        using var stranger = app.Running.ClientOf(null);

        Assert.Equal("""{"status":"live","words":"The app answers."}""", await stranger.GetStringAsync("/health/live", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ready_FirstAnswerAwaited_IsNotYetAndNamesTheCluster()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot() with { Members = [Member.NotAskedYet("clusterA", TimeSpan.FromSeconds(2)), Some.Member("clusterB")] });
        using var stranger = app.Running.ClientOf(null);

        using var answer = await stranger.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var ready = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("starting", ready["status"]!.GetValue<string>());
        Assert.Equal("The first answer of clusterA is awaited. Ask again in a moment.", ready["words"]!.GetValue<string>());
    }

    [Fact]
    public async Task Ready_AnswerOrFaultFromEach_IsReady()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot() with { Members = [Some.Member("clusterA", Some.NotAnswering(9)), Some.Member("clusterB")] });

        var ready = await app.GetAsync("/health/ready");

        Assert.Equal("ready", ready["status"]!.GetValue<string>());
        Assert.Equal("1 of 2 clusters cannot be read, and the pages say so.", ready["words"]!.GetValue<string>());
        Assert.False(ready["clusters"]![0]!["answers"]!.GetValue<bool>());
    }

    [Fact]
    public void Ready_BrokenCluster_TellsStrangersNoAddress()
    {
        var line = new MemberLine.NotAnswering(Some.Now.AddSeconds(-9), "10.1.2.3:9200 refuses connections.", IsSilent: false);

        var cluster = HealthEndpoints.Judge(SomeFleet.Snapshot() with { Members = [Some.Member("clusterA", line)] }, Some.Now).Clusters.Single();

        Assert.Equal("Cannot be read, for 9 s.", cluster.Words);
    }

    [Fact]
    public void Ready_NothingWatchedYet_IsStarting()
    {
        Assert.Equal(ReadyAnswer.Starting, HealthEndpoints.Judge(FleetSnapshot.Empty, Some.Now).Status);
    }
}
