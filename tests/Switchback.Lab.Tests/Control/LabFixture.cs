using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Hosting;

namespace Switchback.Lab.Tests.Control;

/// <summary>A lab on free ports and the few words tests need to speak with it. One a test class; the class resets it where it must.</summary>
public class LabFixture : IAsyncLifetime
{
    public HttpClient Http { get; } = new();

    public LabHost Lab { get; private set; } = null!;

    protected virtual LabOptions Options => new() { Seed = 7 };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Lab = await LabHost.StartAsync(Options);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Lab.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public Task<(int Status, JsonNode? Body)> GetAsync(string cluster, string path) => SendAsync(cluster, HttpMethod.Get, path);

    public Task<(int Status, JsonNode? Body)> PostAsync(string cluster, string path, string? body = null) => SendAsync(cluster, HttpMethod.Post, path, body);

    public Task<(int Status, JsonNode? Body)> PutAsync(string cluster, string path, string? body = null) => SendAsync(cluster, HttpMethod.Put, path, body);

    public Task<(int Status, JsonNode? Body)> DeleteAsync(string cluster, string path) => SendAsync(cluster, HttpMethod.Delete, path);

    public async Task<(int Status, JsonNode? Body)> SendAsync(string cluster, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, Lab.Url(cluster) + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, path.Contains("_bulk", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json");
        using var answer = await Http.SendAsync(request, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        return ((int)answer.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }

    public async Task AdvanceAsync(string span)
    {
        var (status, _) = await PostAsync(Lab.Laboratory.Clusters.First(c => c.Runtime.State != Clusters.NodeState.Stopped).Name, "/_lab/clock", $$"""{"advance":"{{span}}"}""");
        Assert.Equal(200, status);
    }

    /// <summary>Asks until the answer is as wanted, moving the lab's clock a little each time. Returns that answer.</summary>
    public async Task<JsonNode?> UntilAsync(string cluster, string path, Func<int, JsonNode?, bool> wanted, string step = "100ms")
    {
        for (var i = 0; i < 600; i++)
        {
            var (status, body) = await GetAsync(cluster, path);
            if (wanted(status, body)) return body;
            await AdvanceAsync(step);
        }
        var last = await GetAsync(cluster, path);
        Assert.Fail($"GET {path} on {cluster} never became as wanted; last {last.Status} {last.Body}");
        return null;
    }
}
