using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Hosting;

namespace Switchback.Lab.Tests.Running;

/// <summary>A lab on free ports, spoken to over HTTP as any client would; the clock and the processes are moved directly.</summary>
public sealed class RunningLab : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private RunningLab(LabHost host) => Host = host;

    public LabHost Host { get; }

    public Laboratory Laboratory => Host.Laboratory;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<RunningLab> StartAsync(string version = "7.8.1", LabOptions? options = null) =>
        new(await LabHost.StartAsync((options ?? new LabOptions { Seed = 7 }) with
        {
            Clusters = [new ClusterOptions("clusterA", 0, version), new ClusterOptions("clusterB", 0, version)],
        }, Cancelled));

    public string Transport(string cluster) => Laboratory[cluster].Node.TransportAddress;

    /// <summary>Sends <c>"PUT /path"</c> with an optional body; <c>{a}</c> and <c>{b}</c> in either stand for the transport addresses.</summary>
    public async Task<Answer> SendAsync(string cluster, string call, string? body = null)
    {
        var space = call.IndexOf(' ');
        using var request = new HttpRequestMessage(new HttpMethod(call[..space]), Host.Url(cluster) + call[(space + 1)..]);
        if (body is not null) request.Content = new StringContent(Fill(body), Encoding.UTF8, body.Contains('\n') ? "application/x-ndjson" : "application/json");
        using var response = await _http.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.ToList() : [];
        return new Answer((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null, text, warnings);
    }

    public Task<Answer> OnA(string call, string? body = null) => SendAsync("clusterA", call, body);

    public Task<Answer> OnB(string call, string? body = null) => SendAsync("clusterB", call, body);

    /// <summary>Asks until the answer satisfies; fails with the last answer when patience runs out.</summary>
    public async Task<Answer> UntilAsync(string cluster, string call, Func<Answer, bool> satisfied)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await SendAsync(cluster, call);
            if (satisfied(answer)) return answer;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"{call} kept answering {answer.Status} {answer.Text}");
        }
    }

    public Task AdvanceAsync(TimeSpan span) => Laboratory.Loop.AdvanceAsync(span);

    public async Task StopAsync(string cluster)
    {
        await Laboratory.Loop.InvokeAsync(() => Laboratory.Stop(Laboratory[cluster]));
        await Host.Endpoint(cluster).CloseAsync();
    }

    public Task StartClusterAsync(string cluster) => Host.StartClusterAsync(cluster);

    public Task FreezeAsync(string cluster) => Laboratory.Loop.InvokeAsync(() => Laboratory[cluster].Runtime.Freeze());

    public Task ThawAsync(string cluster) => Laboratory.Loop.InvokeAsync(() => Laboratory[cluster].Runtime.Thaw());

    /// <summary>clusterB knows clusterA as a remote of that name.</summary>
    public async Task ConnectAsync()
    {
        var answer = await OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.clusterA.seeds":["{a}"]}}""");
        Assert.Equal(200, answer.Status);
    }

    public string Fill(string text) => text.Replace("{a}", Transport("clusterA"), StringComparison.Ordinal)
        .Replace("{b}", Transport("clusterB"), StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
        Assert.Empty(Laboratory.Faults);
    }
}

/// <summary>One answer, with the paths tests ask for: names joined by slashes, numbers for places in a list.</summary>
public sealed record Answer(int Status, JsonNode? Json, string Text, IReadOnlyList<string> Warnings)
{
    public string? Type => Json?["error"]?["type"]?.ToString();

    public string? Reason => Json?["error"]?["reason"]?.ToString();

    public JsonNode? At(string path)
    {
        var at = Json;
        foreach (var name in path.Split('/'))
            at = at is JsonArray list ? (int.TryParse(name, out var place) && place < list.Count ? list[place] : null) : at?[name];
        return at;
    }

    public string? TextAt(string path) => At(path)?.ToString();
}
