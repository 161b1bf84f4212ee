using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Dashboard.OffHost;
using Switchback.Lab.Hosting;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.OffHost;

/// <summary>A lab, the whole app over it with a second folder or address, and a shell to run what it leaves there.</summary>
internal sealed class ScriptLab : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchback-elsewhere-");
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly LabHost _lab;
    private RunningDashboard? _app;

    private ScriptLab(LabHost lab) => _lab = lab;

    public string Folder => _folder.FullName;

    public RunningDashboard App => _app!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ScriptLab> StartAsync(params (string Leader, string Follower)[] followed)
    {
        var lab = new ScriptLab(await LabHost.StartAsync(new LabOptions { Seed = 7 }, Cancel));
        foreach (var (leader, follower) in followed)
        {
            if (leader == followed[0].Leader)
            {
                var nodes = await lab.AskAsync("clusterA", HttpMethod.Get, "/_nodes/_all/transport");
                var seed = (string)nodes["nodes"]!.AsObject().First().Value!["transport_address"]!;
                await lab.AskAsync("clusterB", HttpMethod.Put, "/_cluster/settings", $$$"""{"persistent":{"cluster.remote.clusterA.seeds":["{{{seed}}}"]}}""");
            }

            await lab.AskAsync("clusterA", HttpMethod.Put, "/" + Uri.EscapeDataString(leader), """{"settings":{"index.number_of_shards":2,"index.number_of_replicas":0}}""");
            for (var i = 0; i < 5; i++) await lab.WriteAsync("clusterA", leader, $"{i}");
            await lab.AskAsync("clusterB", HttpMethod.Put, $"/{Uri.EscapeDataString(follower)}/_ccr/follow?wait_for_active_shards=1", $$"""{"remote_cluster":"clusterA","leader_index":"{{leader}}","max_outstanding_read_requests":5}""");
        }

        return lab;
    }

    /// <summary>The app with the pair <c>orders</c>, looking often.</summary>
    public async Task WatchAsync(params string[] offHost) => _app = await RunningDashboard.StartAsync(
        builder => builder.Services.AddSingleton(new ScriptPace(TimeSpan.FromMilliseconds(200))),
        [
            "--Clusters:clusterA:Urls", Url("clusterA"), "--Clusters:clusterB:Urls", Url("clusterB"),
            "--Pairs:orders:System", "elasticsearch", "--Pairs:orders:Home", "clusterA", "--Pairs:orders:Away", "clusterB",
            "--Poll:Seconds", "1", "--Poll:SlowSeconds", "1", .. offHost,
        ]);

    public string Url(string cluster) => _lab.Url(cluster);

    public Task WriteAsync(string cluster, string index, string id) =>
        AskAsync(cluster, HttpMethod.Put, $"/{Uri.EscapeDataString(index)}/_doc/{id}", $$"""{"n":"{{id}}"}""");

    public Task SteerAsync(string path, string body = "{}") => AskAsync("clusterB", HttpMethod.Post, "/_lab/" + path, body);

    public async Task<JsonNode> AskAsync(string cluster, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, _lab.Url(cluster) + path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<int> CountAsync(string cluster, string index)
    {
        await AskAsync(cluster, HttpMethod.Post, $"/{Uri.EscapeDataString(index)}/_refresh");
        return (int)(await AskAsync(cluster, HttpMethod.Get, $"/{Uri.EscapeDataString(index)}/_count"))["count"]!;
    }

    /// <summary>Whether the index follows, is open, and which one it is.</summary>
    public async Task<(bool Follows, string State, string Uuid)> SightAsync(string cluster, string index)
    {
        var state = (await AskAsync(cluster, HttpMethod.Get, $"/_cluster/state/metadata/{Uri.EscapeDataString(index)}?expand_wildcards=all"))["metadata"]!["indices"]![index]!;
        return (state["ccr"] is not null, (string)state["state"]!, (string)state["settings"]!["index"]!["uuid"]!);
    }

    /// <summary>The script once it is so. The test's own time limit ends what never comes.</summary>
    public async Task<string> UntilAsync(string name, Func<string, bool> isSo)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var path = Path.Combine(Folder, name);
        while (true)
        {
            if (File.Exists(path) && await File.ReadAllTextAsync(path, late.Token) is var text && isSo(text)) return text;
            await pace.WaitForNextTickAsync(late.Token);
        }
    }

    /// <summary>Runs a script that stands in the folder as a person would, who types this line.</summary>
    public Task<(int Code, string Said)> RunAsync(string name, string typed) => ShellAsync(typed, Path.Combine(Folder, name));

    public async Task<(int Code, string Said)> ShellAsync(string typed, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        (start.Environment["A"], start.Environment["B"]) = (Url("clusterA"), Url("clusterB") + "/");
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "*";
        using var shell = Process.Start(start)!;
        var (said, complained) = (shell.StandardOutput.ReadToEndAsync(Cancel), shell.StandardError.ReadToEndAsync(Cancel));
        await shell.StandardInput.WriteLineAsync(typed);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(Cancel);
        return (shell.ExitCode, await said + await complained);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _http.Dispose();
        await _lab.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
