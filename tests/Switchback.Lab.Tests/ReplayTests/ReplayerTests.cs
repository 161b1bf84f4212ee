using Microsoft.AspNetCore.Http;
using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class ReplayerTests
{
    [Fact]
    public async Task Replay_TheAnswersAgree_PartsNowhere()
    {
        await using var pair = await FakePair.AnsweringAsync("""{"a":1}""");

        var report = await pair.ReplayAsync("""
            {"say":"hello"},
            {"on":"a","method":"GET","path":"/x","status":200,"response":{"a":1}},
            {"on":"b","method":"PUT","path":"/ba r?q=1","body":{"n":1},"status":200,"response":{"a":1}}
            """);

        Assert.Empty(report.Parted);
        Assert.Equal(["clusterA POST /_lab/reset", "clusterA GET /x", """clusterB PUT /ba%20r?q=1 {"n":1}"""], pair.Asked);
    }

    [Fact]
    public async Task Replay_AStepParts_GoesOnAndNamesStepAndPlace()
    {
        await using var pair = await FakePair.AnsweringAsync("""{"a":{"b":1}}""");

        var report = await pair.ReplayAsync("""
            {"say":"hello"},
            {"on":"a","method":"GET","path":"/x","status":200,"response":{"a":{"b":2}}},
            {"on":"a","method":"GET","path":"/y","status":200,"response":{"a":{"b":1}}}
            """);

        var parted = Assert.Single(report.Parted);
        Assert.Equal(1, parted.Number);
        Assert.Equal([new Difference("a/b", "2", "1")], parted.Differences);
        Assert.Equal(3, report.Steps.Count);
    }

    [Fact]
    public async Task Replay_TheGivenVariables_ComeFromThePair()
    {
        await using var pair = await FakePair.AnsweringAsync(
            """["clusterA","node-clusterA","id-clusterA","127.0.0.1:93-clusterA","uuid-clusterA","clusterB","node-clusterB","id-clusterB","127.0.0.1:93-clusterB","uuid-clusterB"]""");

        var report = await pair.ReplayAsync("""
            {"on":"b","method":"PUT","path":"/s","body":{"seeds":["${a_transport}"]},"status":200,
             "response":["${a_name}","${a_node}","${a_node_id}","${a_transport}","${a_cluster_uuid}","${b_name}","${b_node}","${b_node_id}","${b_transport}","${b_cluster_uuid}"]}
            """);

        Assert.Empty(report.Parted);
        Assert.Contains("""clusterB PUT /s {"seeds":["127.0.0.1:93-clusterA"]}""", pair.Asked);
    }

    [Fact]
    public async Task Replay_ACapturedValue_IsComparedAndSentLater()
    {
        await using var pair = await FakePair.AnsweringAsync("""{"uuid":"nGX9qsAjTkWnDKcrX7kVqA"}""");

        var report = await pair.ReplayAsync("""
            {"on":"a","method":"GET","path":"/x","capture":{"leader":"uuid"},"status":200,"response":{"uuid":"${leader}"}},
            {"on":"a","method":"GET","path":"/${leader}","status":200,"response":{"uuid":"${leader}"}}
            """);

        Assert.Empty(report.Parted);
        Assert.Contains("clusterA GET /nGX9qsAjTkWnDKcrX7kVqA", pair.Asked);
    }

    [Fact]
    public async Task Replay_NothingToCapture_PartsThereAndWhereItIsNeeded()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");

        var report = await pair.ReplayAsync("""
            {"on":"a","method":"GET","path":"/x","capture":{"leader":"uuid"},"loose":[""],"status":200,"response":{}},
            {"on":"a","method":"GET","path":"/${leader}","status":200,"response":{}}
            """);

        Assert.Equal([Difference.Capture, Difference.Variable], report.Parted.Select(step => Assert.Single(step.Differences).Path));
        Assert.DoesNotContain(pair.Asked, line => line.Contains("leader", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replay_TheClusterRefusesConnections_PartsWithTheReason()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");
        await pair.B.StopAsync();
        var steering = new DeadSideSteering();

        await Assert.ThrowsAsync<HttpRequestException>(() => pair.ReplayAsync(Some.Recording(""), steering));
        var asking = new Asking(pair.Pair, steering, new Variables(), null);
        var reply = await asking.OnceAsync(
            Some.Request("""{"on":"b","method":"GET","path":"/","status":200,"response":{}}"""), TestContext.Current.CancellationToken);

        Assert.Contains("refused", Assert.IsType<Reply.None>(reply).Why, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Replay_ARedirect_IsComparedAndNotFollowed()
    {
        await using var pair = await FakePair.StartAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return FakeCluster.JsonAsync(context, "{}", 302);
        });

        var report = await pair.ReplayAsync("""{"on":"a","method":"GET","path":"/x","status":302,"response":{}}""");

        Assert.Empty(report.Parted);
        Assert.DoesNotContain("clusterA GET /elsewhere", pair.Asked);
    }

    [Fact]
    public async Task Replay_ARequestWithoutHeaders_SendsOnlyWhereItGoes()
    {
        string[] headers = [];
        await using var pair = await FakePair.StartAsync(context =>
        {
            headers = [.. context.Request.Headers.Keys];
            return FakeCluster.JsonAsync(context, "{}");
        });

        await pair.ReplayAsync("""{"on":"a","method":"GET","path":"/x","status":200,"response":{}}""");

        Assert.Equal(["Host"], headers);
    }

    [Fact]
    public async Task Replay_HeadersAndWarnings_AreReadFromTheWire()
    {
        await using var pair = await FakePair.StartAsync(async context =>
        {
            context.Response.Headers.Append("Warning", "299 Elasticsearch \"old\"");
            context.Response.ContentType = "text/plain; charset=UTF-8";
            await context.Response.WriteAsync("text", context.RequestAborted);
        });

        var report = await pair.ReplayAsync("""
            {"on":"a","method":"GET","path":"/x","status":200,"response":"text","content_type":"text/plain","warning":["old"]},
            {"on":"a","method":"GET","path":"/x","status":200,"response":"text"}
            """);

        Assert.Equal(
            [Difference.ContentType, Difference.Warning, ""],
            Assert.Single(report.Parted).Differences.Select(difference => difference.Path));
    }
}
