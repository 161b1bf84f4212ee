using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Api;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Dashboard.Tests.Api;

public sealed class LinkReadTests
{
    [Fact]
    public async Task AutoFollow_OneClusterKnown_ListsItsPatternsAndSaysWhoIsMissing()
    {
        await using var app = await QuietDashboard.StartAsync(services => services.AddSingleton<IFleetFacts, SomeFacts>());
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken, NotFollowed()));

        var list = await app.GetAsync("/api/v1/auto-follow");

        Assert.Equal(1, list["total"]!.GetValue<int>());
        Assert.Equal(
            """[{"cluster":"clusterB","pattern":"logs","active":true,"remote":"alias","leaderPatterns":["logs-*"],"excluded":["logs-x"],"followPattern":null,"followers":1,"asOf":"2026-03-04T03:14:05Z"}]""",
            list["items"]!.ToJsonString());
        Assert.Equal(
            """[{"cluster":"clusterA","asOf":null,"problem":"This was not read yet. Ask again in a moment."},{"cluster":"clusterB","asOf":"2026-03-04T03:14:05Z","problem":null}]""",
            list["sources"]!.ToJsonString());
    }

    [Fact]
    public async Task Remotes_WithFollowers_CountsThoseThatReadThroughThem()
    {
        await using var app = await QuietDashboard.StartAsync(services => services.AddSingleton<IFleetFacts, SomeFacts>());
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken, NotFollowed()));

        var list = await app.GetAsync("/api/v1/remotes");

        Assert.Equal(
            """[{"cluster":"clusterB","remote":"alias","connected":true,"mode":"sniff","addresses":["10.0.0.7:9300"],"serverName":null,"connections":3,"skipUnavailable":false,"usesApiKey":true,"followers":1,"asOf":"2026-03-04T03:14:05Z"}]""",
            list["items"]!.ToJsonString());
    }

    [Fact]
    public async Task AutoFollow_NothingReadYet_IsNotToldAsNone()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot());

        var list = await app.GetAsync("/api/v1/auto-follow");

        Assert.Empty(list["items"]!.AsArray());
        Assert.All(list["sources"]!.AsArray(), source => Assert.NotNull(source!["problem"]));
    }

    private static Item NotFollowed() => new()
    {
        Member = "clusterB",
        Name = "logs-9",
        Source = new Source("alias", "logs-9", "clusterA"),
        Verdict = new Verdict(VerdictKind.NotFollowed, "", null, Remedy.StartCopy),
        Rule = "logs",
    };

    internal sealed class SomeFacts : IFleetFacts
    {
        private static readonly DateTimeOffset AsOf = SomeFleet.Now.AddSeconds(-2);

        public long Version => 1;

        public Known<AutoFollowPattern> PatternsOf(string cluster) => cluster == "clusterB"
            ? new Known<AutoFollowPattern>([new AutoFollowPattern("logs", true, "alias", ["logs-*"], ["logs-x"], null, new FollowParameters(), new Dictionary<string, string?>())], AsOf, null)
            : Known<AutoFollowPattern>.NotReadYet;

        public Known<AutoFollowError> PatternErrorsOf(string cluster) => Known<AutoFollowError>.NotReadYet;

        public Known<RemoteInfo> RemotesOf(string cluster) => cluster == "clusterB"
            ? new Known<RemoteInfo>([new RemoteInfo("alias", true, "sniff", ["10.0.0.7:9300"], null, 3, false, true)], AsOf, null)
            : Known<RemoteInfo>.NotReadYet;
    }
}
