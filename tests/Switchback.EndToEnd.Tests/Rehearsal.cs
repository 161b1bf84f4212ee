using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Switchback.Lab.Hosting;
using Switchback.Tests.Running;

namespace Switchback.EndToEnd.Tests;

/// <summary>A lab with the start scenario and an app that watches it: the first look of everybody who runs <c>./start</c>.</summary>
public class Rehearsal : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private LabHost? _lab;
    private RunningDashboard? _dashboard;

    public string Url => _dashboard!.Url;

    public RunningDashboard Dashboard => _dashboard!;

    public async ValueTask InitializeAsync()
    {
        _lab = await LabHost.StartAsync(new LabOptions());
        await SendAsync("clusterA", HttpMethod.Post, "_lab/scenarios/start");
        _dashboard = await RunningDashboard.StartAsync(
            Configure,
            "--Rehearsal:Clusters", $"clusterA:{new Uri(_lab.Url("clusterA")).Port},clusterB:{new Uri(_lab.Url("clusterB")).Port}",
            // So slow that no test passes by the slow pace alone: changes must be noticed.
            "--Poll:Seconds", "1", "--Poll:SlowSeconds", "300");
    }

    /// <summary>A call to one of the clusters, or through it to the lab; anything but a yes fails the test.</summary>
    public async Task SendAsync(string cluster, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(_lab!.Url(cluster)), path)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A run of one item, asked for by the operator's program.</summary>
    public async Task<string> BeginAsync(string operation, string follower)
    {
        using var client = Dashboard.ClientOf("operator");
        var plan = await PostAsync(client, "plans", new { operation, items = new[] { new { cluster = "clusterB", index = follower } } });
        var run = await PostAsync(client, "runs", new { planId = (string)plan["id"]!, planHash = (string)plan["hash"]!, confirm = (string?)plan["confirmWith"], reason = "to see it" });
        return (string)run["id"]!;
    }

    /// <summary>The last word on settings and services of the app.</summary>
    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asked through the other one: a stopped cluster's own port is closed.</summary>
    public Task StopAsync(string cluster) => SendAsync(Other(cluster), HttpMethod.Post, $"_lab/clusters/{cluster}/stop");

    public Task StartAsync(string cluster) => SendAsync(Other(cluster), HttpMethod.Post, $"_lab/clusters/{cluster}/start");

    public async ValueTask DisposeAsync()
    {
        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync();
        }

        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }

        _http.Dispose();
    }

    private static string Other(string cluster) => cluster == "clusterA" ? "clusterB" : "clusterA";
}
