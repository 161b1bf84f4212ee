using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Api.Streaming;

namespace Switchback.Dashboard.Tests.Api.Streaming;

/// <summary>Whatever happens and however many snapshots a client skips: what it has after a message is the whole snapshot of that version.</summary>
public sealed class FeedTests
{
    private static readonly JsonSerializerOptions Wire = WireOptions();

    [Theory]
    [InlineData("", "")]
    [InlineData("", "-lag")]
    [InlineData("lag:>10", "name")]
    [InlineData("verdict:failed,following", "lag")]
    [InlineData("cluster:clusterB", "-name")]
    public void Followers_GeneratedHistories_DeltasAddUpToTheSnapshot(string query, string sort)
    {
        var (snapshots, deltas, orders) = (0, 0, 0);
        for (var run = 0; run < 40; run++)
        {
            var seed = (Environment.ProcessId * 1000) + run;
            var random = new Random(seed);
            var story = new FleetStory(random);
            var feed = new FollowersFeed(new ItemSearch(), query, sort);
            var client = new ClientCopy();
            for (var step = 0; step < 40; step++)
            {
                var snapshot = Skip(story, random);
                var push = feed.Next(snapshot)!.Value;
                var payload = OnTheWire(push.Payload);
                if (push.IsSnapshot)
                {
                    snapshots++;
                    client.TakeSnapshot(payload);
                }
                else
                {
                    deltas++;
                    orders += payload["order"] is null ? 0 : 1;
                    client.TakeDelta(payload);
                }

                var whole = OnTheWire(new FollowersFeed(new ItemSearch(), query, sort).Next(snapshot)!.Value.Payload);
                Assert.True(JsonNode.DeepEquals(whole, client.ToSnapshot()), $"seed {seed}, version {snapshot.Version}, query '{query}', sort '{sort}'");
            }
        }

        Assert.True(snapshots > 40 && deltas > 500 && orders > 20 && orders < deltas, $"{snapshots} snapshots, {deltas} deltas, {orders} with an order");
    }

    [Fact]
    public void FleetAndPair_GeneratedHistories_DeltasAddUpToTheSnapshot()
    {
        for (var run = 0; run < 40; run++)
        {
            var seed = (Environment.ProcessId * 1000) + run;
            var random = new Random(seed);
            var story = new FleetStory(random);
            Feed[] feeds = [new FleetFeed(), new PairFeed("orders")];
            var copies = new JsonObject?[feeds.Length];
            for (var step = 0; step < 40; step++)
            {
                var snapshot = Skip(story, random);
                for (var i = 0; i < feeds.Length; i++)
                {
                    var push = feeds[i].Next(snapshot)!.Value;
                    copies[i] = push.IsSnapshot ? OnTheWire(push.Payload).AsObject() : Applied(copies[i]!, OnTheWire(push.Payload));
                    Feed fresh = i == 0 ? new FleetFeed() : new PairFeed("orders");
                    Assert.True(JsonNode.DeepEquals(OnTheWire(fresh.Next(snapshot)!.Value.Payload), copies[i]), $"seed {seed}, version {snapshot.Version}, {feeds[i].GetType().Name}");
                }
            }
        }
    }

    [Fact]
    public void Feed_SameOrOlderSnapshot_SaysNothing()
    {
        var story = new FleetStory(new Random(7));
        var (older, newer) = (story.Next(), story.Next());
        var feed = new FleetFeed();

        Assert.NotNull(feed.Next(newer));
        Assert.Null(feed.Next(newer));
        Assert.Null(feed.Next(older));
    }

    [Fact]
    public void Feed_ClientThatSkippedMany_IsToldEverythingAnew()
    {
        var first = SomeFleet.Snapshot() with { Version = 5 };
        var feed = new FollowersFeed(new ItemSearch(), "", "");
        feed.Next(first);

        var near = feed.Next(first with { Version = 5 + Feed.FarBehind });
        var far = feed.Next(first with { Version = 5 + Feed.FarBehind + Feed.FarBehind + 1 });

        Assert.False(near!.Value.IsSnapshot);
        Assert.True(far!.Value.IsSnapshot);
    }

    [Fact]
    public void Followers_MoreThanAMessageHolds_AreCutAndCounted()
    {
        var payload = OnTheWire(new FollowersFeed(new ItemSearch(), "", "name").Next(SomeFleet.Many(10_000))!.Value.Payload);

        Assert.Equal(10_000, payload["total"]!.GetValue<int>());
        Assert.Equal(FollowersFeed.Most, payload["items"]!.AsArray().Count);
        Assert.InRange(payload.ToJsonString().Length, 1, 1_000_000);
    }

    [Fact]
    public void Followers_OnlyTheAgeChanged_SendsNoFollower()
    {
        var first = SomeFleet.Many(100) with { Version = 1 };
        var feed = new FollowersFeed(new ItemSearch(), "", "");
        feed.Next(first);

        var delta = OnTheWire(feed.Next(first with { Version = 2, Members = [.. first.Members.Select(member => member with { AsOf = member.AsOf!.Value.AddSeconds(2) })] })!.Value.Payload);

        Assert.Empty(delta["changed"]!.AsArray());
        Assert.Equal("2026-03-04T03:14:08Z", delta["ages"]!["clusterB"]!.GetValue<string>());
        Assert.InRange(delta.ToJsonString().Length, 1, 600);
    }

    private static FleetSnapshot Skip(FleetStory story, Random random)
    {
        var snapshot = story.Next();
        for (var skipped = random.Next(6) == 0 ? random.Next(30) : random.Next(2); skipped > 0; skipped--)
        {
            snapshot = story.Next();
        }

        return snapshot;
    }

    /// <summary>Clusters and pairs keep their places; what is null in a delta stays.</summary>
    private static JsonObject Applied(JsonObject copy, JsonNode delta)
    {
        Assert.Equal(copy["version"]!.GetValue<long>(), delta["base"]!.GetValue<long>());
        var next = copy.DeepClone().AsObject();
        foreach (var (name, value) in delta.AsObject())
        {
            if (value is JsonObject { Count: 2 } changes && changes["changed"] is JsonArray changed)
            {
                Assert.Empty(changes["removed"]!.AsArray());
                var id = name == "pairs" ? "pair" : "cluster";
                var list = next[name]!.AsArray();
                foreach (var item in changed)
                {
                    var place = list.Select((old, i) => (old, i)).First(entry => entry.old![id]!.GetValue<string>() == item![id]!.GetValue<string>()).i;
                    list[place] = item!.DeepClone();
                }
            }
            else if (name != "base" && value is not null)
            {
                next[name] = value.DeepClone();
            }
        }

        return next;
    }

    private static JsonNode OnTheWire(object payload) => JsonSerializer.SerializeToNode(payload, payload.GetType(), Wire)!;

    private static JsonSerializerOptions WireOptions()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddLive();
        return services.BuildServiceProvider().GetRequiredService<IOptions<JsonHubProtocolOptions>>().Value.PayloadSerializerOptions;
    }
}
