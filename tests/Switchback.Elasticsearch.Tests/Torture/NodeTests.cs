using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;
using Switchback.Elasticsearch.Transport;

namespace Switchback.Elasticsearch.Tests.Torture;

public sealed class NodeTests
{
    private const string License = """{"license":{"type":"basic","status":"active"}}""";

    private static readonly Uri[] Three = [new("http://a:1/"), new("http://b:1/"), new("http://c:1/")];

    [Fact]
    public async Task Read_WithADeadNode_IsAnsweredByAnother()
    {
        var dead = new RawServer(_ => Task.CompletedTask);
        var deadUrl = dead.Url;
        await dead.DisposeAsync();
        await using var alive = new RawServer(exchange => exchange.SendAsync(RawServer.Json(License)));
        using var cluster = Some.Cluster(Some.Options(deadUrl, alive.Url));

        for (var i = 0; i < 4; i++)
            Assert.IsType<Answer<Calls.License>.Success>(await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken));
        Assert.IsType<Effect<Acknowledged>.Unknown>(await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Read_WithANodeThatCannotServe_AsksAnotherAndAnEffectDoesNot(int status)
    {
        await using var poor = new RawServer(exchange => exchange.SendAsync(RawServer.Json("""{"error":{"type":"master_not_discovered_exception","reason":"x"},"status":503}""", status)));
        await using var good = new RawServer(exchange => exchange.SendAsync(RawServer.Json(exchange.Line.StartsWith("POST", StringComparison.Ordinal) ? """{"acknowledged":true}""" : License)));
        using var cluster = Some.Cluster(Some.Options(poor.Url, good.Url));

        for (var i = 0; i < 4; i++)
            Assert.IsType<Answer<Calls.License>.Success>(await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken));
        for (var i = 0; i < 4; i++)
            await cluster.Following.PauseAsync($"bar{i}", TestContext.Current.CancellationToken);

        var effects = poor.Calls.Concat(good.Calls).Where(line => line.StartsWith("POST", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, effects.Count);
        Assert.Equal(4, effects.Distinct().Count());
        Assert.Contains(poor.Calls, line => line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_WithANodeOfAnotherCluster_IsNeverAnsweredByIt()
    {
        await using var right = new RawServer(exchange => exchange.SendAsync(RawServer.Json(License)));
        await using var wrong = new RawServer(exchange => exchange.SendAsync(RawServer.Json(License))) { Root = Some.Root(uuid: "another") };
        var log = new CollectingLogger();
        using var cluster = Some.Cluster(Some.Options(right.Url, wrong.Url), log);
        Assert.Equal(Some.Uuid, Assert.IsType<Answer<Calls.ServerIdentity>.Success>(await cluster.Self.GreetAsync(TestContext.Current.CancellationToken)).Value.ClusterUuid);

        for (var i = 0; i < 6; i++)
            Assert.IsType<Answer<Calls.License>.Success>(await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken));

        Assert.Equal(6, right.Calls.Count());
        Assert.Empty(wrong.Calls);
        Assert.Contains(log.Lines, line => line.Contains("remove the wrong address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Greeting_OfARebuiltCluster_IsTakenAsItIsNow()
    {
        var uuid = "first";
        await using var server = new RawServer(exchange => exchange.SendAsync(RawServer.Json(Some.Root(uuid: uuid)))) { Root = null };
        using var cluster = Some.Cluster(Some.Options(server.Url));
        await cluster.Self.GreetAsync(TestContext.Current.CancellationToken);

        uuid = "second";
        var identity = Assert.IsType<Answer<Calls.ServerIdentity>.Success>(await cluster.Self.GreetAsync(TestContext.Current.CancellationToken)).Value;

        Assert.Equal("second", identity.ClusterUuid);
        Assert.Equal(identity, cluster.Channel.Identity);
    }

    [Fact]
    public void Pool_FailuresInARow_RestLongerEachTimeWithinTheirJitter()
    {
        var pool = new NodePool(Three, new SetTime(DateTimeOffset.UnixEpoch), new Random(7));
        var node = pool.Pick([])!;

        var rests = Enumerable.Range(0, 9).Select(_ => pool.Failed(node).TotalSeconds).ToList();

        for (var i = 0; i < rests.Count; i++)
        {
            var full = Math.Min(Math.Pow(2, i), 60);
            Assert.InRange(rests[i], full / 2, full);
        }
        Assert.NotEqual(rests[7], rests[8]);
    }

    [Fact]
    public void Pool_WithARestingNode_TurnsAmongTheOthersUntilItHasRested()
    {
        var time = new SetTime(DateTimeOffset.UnixEpoch);
        var pool = new NodePool(Three, time, new Random(7));
        var sick = pool.Pick([])!;
        pool.Failed(sick);

        var during = Enumerable.Range(0, 10).Select(_ => pool.Pick([])!.Url).Distinct().ToList();
        time.Advance(TimeSpan.FromSeconds(2));
        var after = Enumerable.Range(0, 10).Select(_ => pool.Pick([])!.Url).Distinct().ToList();

        Assert.Equal(2, during.Count);
        Assert.DoesNotContain(sick.Url, during);
        Assert.Equal(3, after.Count);
    }

    [Fact]
    public void Pool_WithEveryNodeResting_TriesTheOneWhoseRestEndsFirst()
    {
        var pool = new NodePool(Three, new SetTime(DateTimeOffset.UnixEpoch), new Random(7));
        Node[] all = [pool.Pick([])!, pool.Pick([])!, pool.Pick([])!];
        foreach (var (node, failures) in all.Zip([5, 1, 3]))
        {
            for (var i = 0; i < failures; i++)
                pool.Failed(node);
        }

        Assert.Equal(all[1], pool.Pick([]));
        Assert.Equal(all[2], pool.Pick([all[1]]));
        Assert.Null(pool.Pick(all));
    }
}
