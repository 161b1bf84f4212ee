using System.Text;
using System.Text.Json;
using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Tests.Lab;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>Whole journeys over a lab, by the same desk, planner and driver as in the app; what became of every write is told by the lab.</summary>
public sealed class JourneyTests
{
    public static TheoryData<string> Versions => ["7.8.1", "9.2.1"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Failover_AndFailback_LoseNothingAndEndAtHome(string version)
    {
        await using var lab = await JourneyLab.StartAsync(version);
        await lab.Pair.FollowAsync("shop", "shop2", documents: 20);
        await lab.Pair.FollowAsync("stock", "stock", documents: 10);
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);

        // What home acknowledges and away never sees: new, overwritten, overwritten twice, deleted.
        await lab.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");
        await Put(lab, "clusterA", "shop", "late-1", """{"late":1}""");
        await Put(lab, "clusterA", "shop", "3", """{"n":33}""");
        await Put(lab, "clusterA", "shop", "3", """{"n":333}""");
        await Put(lab, "clusterA", "shop", "4", """{"n":44}""");
        await Put(lab, "clusterA", "shop", "4", """{"n":444}""");
        await lab.Pair.SendAsync("clusterA", HttpMethod.Delete, "/shop/_doc/5?refresh=true", "");
        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.NotAnswering);

        var failover = await lab.PlanAsync("failover", ("clients", "stopped"));
        JourneyLab.Succeeded(await lab.RunAsync(failover));
        Assert.Equal(Side.Away, lab.Active);
        await Put(lab, "clusterB", "shop2", "kimchy", """{"user":"kimchy"}""");
        await Put(lab, "clusterB", "shop2", "3", """{"n":4}""");

        await lab.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"none"}""");
        await lab.Pair.SteerAsync("/clusters/clusterA/start");
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.Answering);
        var failback = await lab.PlanAsync("failback");
        var run = await lab.RunAsync(failback);
        JourneyLab.Succeeded(run);
        Assert.Equal(Side.Home, lab.Active);

        using var found = JsonDocument.Parse(run.Items["clusterA/shop"].Notes[ItemFacts.Divergence]);
        var shard = found.RootElement.GetProperty("shards")[0];
        // What lies between the two states of 3 nobody can tell, since both sides have changed it.
        Assert.Equal((6L, 3L, 1L, 1L, 1L), (shard.GetProperty("operations").GetInt64(), shard.GetProperty("documents").GetInt64(), shard.GetProperty("overwritten").GetInt64(), shard.GetProperty("deletes").GetInt64(), shard.GetProperty("unexplained").GetInt64()));
        Assert.Equal(4, lab.Copies.Lines.Count());
        Assert.Contains(lab.Copies.Lines, line => line.Contains("\"late-1\"", StringComparison.Ordinal) && line.Contains("\"missing\"", StringComparison.Ordinal));
        Assert.Contains(lab.Copies.Lines, line => line.Contains("\"n\":333", StringComparison.Ordinal) && line.Contains("\"changed\"", StringComparison.Ordinal));
        Assert.Contains("kimchy", await Get(lab, "clusterA", "/shop/_doc/kimchy"));
        Assert.Contains("\"n\":4", await Get(lab, "clusterA", "/shop/_doc/3"));
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);
    }

    internal static async Task Put(JourneyLab lab, string cluster, string index, string id, string document) =>
        await lab.Pair.SendAsync(cluster, HttpMethod.Put, $"/{index}/_doc/{id}?refresh=true", document);

    internal static async Task<string> Get(JourneyLab lab, string cluster, string path)
    {
        using var answer = await lab.Pair.Http.GetAsync(lab.Pair.Url(cluster) + path, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
