using System.Text.Json.Nodes;

namespace Switchback.Lab.Tests.Control;

public sealed class FaultControlTests(LabFixture lab) : IClassFixture<LabFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await lab.PostAsync("clusterA", "/_lab/reset");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Fail_SecondRequest_OnlyThatOneFails()
    {
        await FaultAsync("""{"cluster":"clusterA","path":"/","nth":2,"do":"fail","status":429,"type":"es_rejected_execution_exception","retry_after":"3"}""");

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++) statuses.Add((await lab.GetAsync("clusterA", "/")).Status);

        Assert.Equal([200, 429, 200, 200], statuses);
        Assert.Equal(200, (await lab.GetAsync("clusterB", "/")).Status);
    }

    [Fact]
    public async Task Drop_Request_ConnectionBreaksOff()
    {
        await FaultAsync("""{"cluster":"clusterA","do":"drop"}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => lab.GetAsync("clusterA", "/"));
    }

    [Fact]
    public async Task Truncate_Answer_EndsEarly()
    {
        await FaultAsync("""{"cluster":"clusterA","do":"truncate","when":"after"}""");

        await Assert.ThrowsAnyAsync<Exception>(() => lab.Http.GetStringAsync(lab.Lab.Url("clusterA"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Garbage_Answer_IsNoJson()
    {
        await FaultAsync("""{"cluster":"clusterA","do":"garbage"}""");

        var text = await lab.Http.GetStringAsync(lab.Lab.Url("clusterA"), TestContext.Current.CancellationToken);

        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(text));
    }

    [Fact]
    public async Task Delay_Request_AnswersWhenTheClockHasMoved()
    {
        await FaultAsync("""{"cluster":"clusterA","path":"/","do":"delay","delay":"10m"}""");
        var waiting = lab.GetAsync("clusterA", "/");
        await lab.UntilAsync("clusterB", "/_lab/faults", (_, body) => (long?)body!["faults"]![0]!["applied"] == 1, step: "1ms");
        Assert.False(waiting.IsCompleted);

        await lab.AdvanceAsync("10m");

        Assert.Equal(200, (await waiting).Status);
    }

    [Theory]
    [InlineData("""{"do":"explode"}""", "must be one of")]
    [InlineData("""{"cluster":"clusterZ","do":"drop"}""", "no cluster 'clusterZ'")]
    [InlineData("""{"do":"delay"}""", "'delay' is missing")]
    [InlineData("""{"do":"drop","path":7}""", "'path' must be text")]
    [InlineData("""{}""", "'do' is missing")]
    public async Task Rule_BadField_RefusedByName(string body, string says)
    {
        var (status, answer) = await lab.PostAsync("clusterA", "/_lab/faults", body);

        Assert.InRange(status, 400, 404);
        Assert.Contains(says, (string?)answer!["error"], StringComparison.Ordinal);
        Assert.Empty(lab.Lab.Laboratory.RequestFaults.Rules);
    }

    [Fact]
    public async Task Remove_Rule_RequestsPassAgain()
    {
        var (_, made) = await lab.PostAsync("clusterA", "/_lab/faults", """{"do":"fail","cluster":"clusterA","path":"/","times":0}""");
        Assert.Equal(503, (await lab.GetAsync("clusterA", "/")).Status);

        await lab.DeleteAsync("clusterA", $"/_lab/faults/{made!["id"]}");

        Assert.Equal(200, (await lab.GetAsync("clusterA", "/")).Status);
    }

    private async Task FaultAsync(string body)
    {
        var (status, answer) = await lab.PostAsync("clusterB", "/_lab/faults", body);
        Assert.True(status == 200, answer?.ToJsonString());
    }
}
