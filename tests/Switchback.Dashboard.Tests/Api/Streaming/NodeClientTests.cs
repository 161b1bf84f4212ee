using System.Text.Json.Nodes;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Api.Streaming;

/// <summary>@microsoft/signalr, unmodified, follows the fleet.</summary>
public sealed class NodeClientTests
{
    private static readonly Verdict Broken = new(VerdictKind.Failed, "It failed.");

    [Fact]
    public async Task Client_WhileTheFleetChanges_HasWhatTheSnapshotHasThroughARestart()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(Some.Item("orders-1"), Some.Item("orders-2")));
        await using var client = new NodeClient(app.Running.Url, "rehearsal-viewer");

        var first = await client.UntilAsync(Followers("snapshot"));
        Assert.Equal(["clusterB/orders-1=following", "clusterB/orders-2=following"], Verdicts(first));
        var refused = await client.UntilAsync("refused");
        Assert.Contains("at position", refused["query"]!.GetValue<string>());
        Assert.Contains("sort", refused["sort"]!.GetValue<string>());
        Assert.Contains("There is no pair 'payments'", refused["pair"]!.GetValue<string>());

        var changed = app.Monitor.Publish(SomeFleet.Snapshot(Some.Item("orders-0", Broken), Some.Item("orders-2", Broken)));
        var delta = await client.UntilAsync(Version(changed, "followers-"));
        Assert.Equal("delta", NodeClient.Event(delta));
        Assert.Equal(["clusterB/orders-0=failed", "clusterB/orders-2=failed"], Verdicts(delta));
        Assert.Equal(2, delta["total"]!.GetValue<int>());
        var again = app.Monitor.Publish(SomeFleet.Snapshot(Some.Item("orders-2", Broken)));
        Assert.Equal(["clusterB/orders-2=failed"], Verdicts(await client.UntilAsync(Version(again, "followers-"))));

        await app.Running.StopAsync();
        await client.UntilAsync("reconnecting");
        await app.Running.StartAgainAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(Some.Item("orders-7")));
        await client.UntilAsync("reconnected");
        var fresh = await client.UntilAsync(line => Followers("snapshot")(line) && Verdicts(line).Count() == 1);
        Assert.Equal(["clusterB/orders-7=following"], Verdicts(fresh));
        await client.EndAsync();
    }

    [Fact]
    public async Task Client_PairAndFleet_GetASnapshotAndThenDeltas()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot());
        await using var client = new NodeClient(app.Running.Url, "rehearsal-viewer");
        await client.UntilAsync("refused");

        foreach (var kind in new[] { "fleet-", "pair-" })
        {
            var published = app.Monitor.Publish(SomeFleet.Snapshot());
            Assert.Equal("delta", NodeClient.Event(await client.UntilAsync(Version(published, kind))));
        }
    }

    [Fact]
    public async Task Client_ThatUnsubscribesOrLeaves_LeavesNoSubscriberBehind()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot());
        Assert.Equal(0, app.Monitor.Subscribers);
        await using (var client = new NodeClient(app.Running.Url, "rehearsal-viewer"))
        {
            await client.UntilAsync("refused");
            Assert.Equal(3, app.Monitor.Subscribers);
            await client.TellAsync("unsubscribe");
            await client.UntilAsync("unsubscribed-all");
            // The client has said so; the server hears it a moment later.
            await HubSocket.UntilAsync(() => app.Monitor.Subscribers == 0);
            await client.EndAsync();
        }

        await using (var client = new NodeClient(app.Running.Url, "rehearsal-viewer"))
        {
            await client.UntilAsync("refused");
            Assert.Equal(3, app.Monitor.Subscribers);
        }

        // Killed without a goodbye.
        await HubSocket.UntilAsync(() => app.Monitor.Subscribers == 0);
    }

    private static Func<JsonNode, bool> Followers(string happened) => line => NodeClient.Event(line) == happened && IsOf(line, "followers-");

    private static Func<JsonNode, bool> Version(FleetSnapshot snapshot, string kind) => line => IsOf(line, kind) && line["version"]?.GetValue<long>() == snapshot.Version;

    private static bool IsOf(JsonNode line, string kind) => line["id"]?.GetValue<string>().StartsWith(kind, StringComparison.Ordinal) == true;

    private static IEnumerable<string> Verdicts(JsonNode line) => line["verdicts"]!.AsArray().Select(verdict => verdict!.GetValue<string>());
}
