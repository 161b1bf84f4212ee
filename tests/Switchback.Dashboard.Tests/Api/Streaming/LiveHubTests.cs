using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Dashboard.Api.Streaming;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Api.Streaming;

public sealed class LiveHubTests
{
    [Fact]
    public async Task Hub_Stranger_IsRefusedBeforeAnyCall()
    {
        await using var app = await QuietDashboard.StartAsync();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => HubSocket.OpenAsync(app.Running.Url, persona: null));

        Assert.Contains("401", refused.Message);
    }

    [Fact]
    public async Task Followers_SnapshotAndDelta_LeaveAgesToTheHeadOfTheMessage()
    {
        await using var app = await QuietDashboard.StartAsync();
        var first = app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken));
        using var hub = await HubSocket.OpenAsync(app.Running.Url);

        await hub.SendCallAsync("SubscribeFollowers", "", "");
        var snapshot = await hub.PushAsync("snapshot");

        var payload = snapshot["arguments"]![1]!;
        Assert.Equal(first.Version, payload["version"]!.GetValue<long>());
        Assert.Equal("""{"clusterA":"2026-03-04T03:14:03Z","clusterB":"2026-03-04T03:14:06Z"}""", payload["ages"]!.ToJsonString());
        Assert.Equal("""{"operations":1200,"seconds":12.5,"catchUpSeconds":40,"atLeast":true}""", payload["items"]![0]!["lag"]!.ToJsonString());
    }

    [Fact]
    public async Task Subscriptions_MoreThanTheLimit_AreRefusedUntilOneIsGivenBack()
    {
        await using var app = await QuietDashboard.StartAsync();
        using var hub = await HubSocket.OpenAsync(app.Running.Url);
        JsonNode last = null!;
        for (var i = 0; i < LiveConnection.Most; i++)
        {
            last = await hub.CallAsync("SubscribeFleet");
            Assert.Null(last["error"]);
        }

        Assert.Contains("at most 20 subscriptions", (await hub.CallAsync("SubscribeFleet"))["error"]!.GetValue<string>());
        Assert.True((await hub.CallAsync("Unsubscribe", last["result"]!.GetValue<string>()))["result"]!.GetValue<bool>());
        Assert.Null((await hub.CallAsync("SubscribeFleet"))["error"]);
        Assert.False((await hub.CallAsync("Unsubscribe", "fleet-0"))["result"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Unsubscribed_NextSnapshot_IsNotSent()
    {
        await using var app = await QuietDashboard.StartAsync();
        using var hub = await HubSocket.OpenAsync(app.Running.Url);
        var kept = (await hub.CallAsync("SubscribeFleet"))["result"]!.GetValue<string>();
        var ended = (await hub.CallAsync("SubscribeFleet"))["result"]!.GetValue<string>();
        await hub.CallAsync("Unsubscribe", ended);

        var published = app.Monitor.Publish(SomeFleet.Snapshot());

        var push = await hub.UntilAsync(message => message["arguments"]?[1]?["version"]?.GetValue<long>() == published.Version);
        Assert.Equal(kept, push["arguments"]![0]!.GetValue<string>());
        Assert.Equal(1, app.Monitor.Subscribers);
    }

    [Fact]
    public async Task Connections_HundredAborted_LeaveNothingBehind()
    {
        await using var app = await QuietDashboard.StartAsync();
        var live = app.Running.Services.GetRequiredService<LiveSubscriptions>();
        for (var i = 0; i < 100; i++)
        {
            using var hub = await HubSocket.OpenAsync(app.Running.Url);
            await hub.CallAsync("SubscribeFollowers", "", "");
            hub.Abort();
        }

        await HubSocket.UntilAsync(() => (app.Monitor.Subscribers, live.Connections, live.Subscriptions) == (0, 0, 0));
    }

    [Fact]
    public async Task Client_ThatReadsNothingForAWhile_GetsTheNewestAndSkipsTheRest()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Many(2000));
        using var hub = await HubSocket.OpenAsync(app.Running.Url);
        await hub.SendCallAsync("SubscribeFollowers", "", "name");
        await HubSocket.UntilAsync(() => app.Monitor.Subscribers == 1);

        // Many snapshots go by in less than one pace.
        var newest = app.Monitor.Current;
        for (var i = 0; i < 200; i++)
        {
            newest = app.Monitor.Publish(SomeFleet.Snapshot(Some.Item("orders-1", lag: i)));
        }

        var messages = 0;
        JsonNode push;
        do
        {
            push = (await hub.PushAsync("snapshot", "delta"))["arguments"]![1]!;
            messages++;
        }
        while (push["version"]!.GetValue<long>() < newest.Version);

        Assert.InRange(messages, 1, 3);
        Assert.Equal(199, (push["items"] ?? push["changed"])![0]!["lag"]!["operations"]!.GetValue<long>());
    }
}
