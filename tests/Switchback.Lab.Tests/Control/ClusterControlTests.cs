using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Hosting;

namespace Switchback.Lab.Tests.Control;

public sealed class ClusterControlTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private LabHost _lab = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _lab = await LabHost.StartAsync(new LabOptions { Seed = 7 }, Cancelled);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _lab.DisposeAsync();
    }

    [Theory]
    [InlineData("clusterA", "clusterA")]
    [InlineData("clusterB", "clusterA")]
    public async Task Stop_AskedOnEitherPort_AnswersThenRefusesConnections(string askedOn, string stopped)
    {
        var answer = await PostAsync(askedOn, $"clusters/{stopped}/stop");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await RefusesConnectionsAsync(stopped);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("clusterB", $"clusters/{stopped}/start")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(_lab.Url(stopped), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Stop_LastRunningCluster_RefusedWithTheReason()
    {
        await PostAsync("clusterB", "clusters/clusterA/stop");

        var answer = await PostAsync("clusterB", "clusters/clusterB/stop");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("last cluster", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Freeze_RequestsWait_ThawAnswersThem()
    {
        await PostAsync("clusterA", "clusters/clusterA/freeze");
        var waiting = _http.GetAsync(_lab.Url("clusterA"), Cancelled);
        var control = await _http.GetAsync(_lab.Url("clusterA") + "/_lab", Cancelled);

        Assert.Equal(HttpStatusCode.OK, control.StatusCode);
        Assert.False(waiting.IsCompleted);
        await PostAsync("clusterA", "clusters/clusterA/thaw");
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
    }

    [Fact]
    public async Task Stop_FrozenCluster_Works()
    {
        await PostAsync("clusterA", "clusters/clusterA/freeze");

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("clusterA", "clusters/clusterA/stop")).StatusCode);

        await RefusesConnectionsAsync("clusterA");
    }

    [Fact]
    public async Task Clock_Advanced_AddsToTheOneThatRuns()
    {
        var before = _lab.Laboratory.Clock.GetUtcNow();

        await PostAsync("clusterA", "clock", """{"advance":"9h"}""");

        Assert.InRange(_lab.Laboratory.Clock.GetUtcNow() - before, TimeSpan.FromHours(9), TimeSpan.FromHours(9) + TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("clock", """{"advance":"soon"}""", 400, "a time such as")]
    [InlineData("clock", """{"advnace":"1s"}""", 400, "unknown field 'advnace'")]
    [InlineData("clock", "[]", 400, "must be a JSON object")]
    [InlineData("clusters/none/stop", "", 404, "no cluster 'none'")]
    [InlineData("clusters/clusterA/explode", "", 404, "unknown verb 'explode'")]
    [InlineData("clusters/clusterA/licence", """{"type":"gratis"}""", 400, "unknown licence 'gratis'")]
    [InlineData("clusters/clusterA/version", """{"version":"6"}""", 400, "no profile for version '6'")]
    [InlineData("nothing", "", 404, "docs/lab.md")]
    public async Task BadInput_IsRefusedWithWhatWouldWork(string path, string body, int status, string says)
    {
        var answer = await PostAsync("clusterA", path, body);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(says, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_Patch_RestartsUnderTheNewNumber()
    {
        await PostAsync("clusterA", "clusters/clusterA/version", """{"patch":77}""");

        Assert.EndsWith(".77", (string?)(await RootAsync("clusterA"))["version"]!["number"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Licence_Basic_IsShown()
    {
        await PostAsync("clusterB", "clusters/clusterA/licence", """{"type":"basic"}""");

        var lab = JsonNode.Parse(await _http.GetStringAsync(_lab.Url("clusterA") + "/_lab", Cancelled))!;
        Assert.Equal("basic", (string?)lab["clusters"]![0]!["licence"]);
        Assert.Equal("trial", (string?)lab["clusters"]![1]!["licence"]);
    }

    [Fact]
    public async Task Reset_StoppedAndFrozenClusters_AreUpAgainWithTheirNames()
    {
        var uuid = (string?)(await RootAsync("clusterA"))["cluster_uuid"];
        await PostAsync("clusterB", "clock", """{"advance":"1h"}""");
        await PostAsync("clusterB", "clusters/clusterA/stop");
        await PostAsync("clusterB", "clusters/clusterB/freeze");

        await PostAsync("clusterB", "reset");

        Assert.Equal(uuid, (string?)(await RootAsync("clusterA"))["cluster_uuid"]);
        Assert.Equal("clusterB", (string?)(await RootAsync("clusterB"))["cluster_name"]);
        Assert.Equal(TimeSpan.Zero, _lab.Laboratory.Clock.Offset);
        Assert.Empty(_lab.Laboratory.Faults);
    }

    private async Task<JsonNode> RootAsync(string cluster) => JsonNode.Parse(await _http.GetStringAsync(_lab.Url(cluster), Cancelled))!;

    private Task<HttpResponseMessage> PostAsync(string cluster, string path, string body = "") =>
        _http.PostAsync($"{_lab.Url(cluster)}/_lab/{path}", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

    private async Task RefusesConnectionsAsync(string cluster)
    {
        // The answer leaves before the port closes: ask until nobody listens.
        for (var i = 0; i < 10_000; i++)
        {
            try
            {
                using var fresh = new HttpClient();
                await fresh.GetAsync(_lab.Url(cluster), Cancelled);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                return;
            }
            catch (HttpRequestException)
            {
                // Broken off while it closes.
            }
        }
        Assert.Fail($"{cluster} still takes connections");
    }
}
