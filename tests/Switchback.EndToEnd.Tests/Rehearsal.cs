using System.Net.Http.Json;
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

    public async ValueTask InitializeAsync()
    {
        _lab = await LabHost.StartAsync(new LabOptions());
        await SendAsync("clusterA", HttpMethod.Post, "_lab/scenarios/start");
        _dashboard = await RunningDashboard.StartAsync(
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
