using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Switchback.Bench.Running;

namespace Switchback.Bench.Kill;

/// <summary>The app as a process that is killed and begun again on the same folder and port, asked over its interface for programs.</summary>
internal sealed class KillApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("switchback-kill-");
    private readonly string _program;
    private readonly string[] _arguments;
    private readonly Dictionary<string, HttpClient> _clients;
    private ChildProcess? _process;
    private Task<string> _said = Task.FromResult("");

    public KillApp(string program, string clusters)
    {
        var url = $"http://127.0.0.1:{Rig.FreePort()}";
        _program = program;
        _arguments =
        [
            "--Urls", url, "--DataFolder", _data.FullName, "--Rehearsal:Clusters", clusters, "--Poll:Seconds", "1", "--Poll:SlowSeconds", "1",
            "--Serilog:MinimumLevel:Default", "Error",
        ];
        _clients = new[] { "operator", "approver" }.ToDictionary(persona => persona, persona => new HttpClient
        {
            BaseAddress = new Uri(url + "/api/v1/"),
            Timeout = TimeSpan.FromSeconds(20),
            DefaultRequestHeaders = { Authorization = new("Bearer", $"rehearsal-{persona}") },
        });
    }

    /// <summary>Begins it; ends when it answers.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        Begin();
        await UntilAsync(async () => await GetAsync("runs", cancel) is not null, cancel);
    }

    /// <summary>Begins it, and waits for nothing.</summary>
    public void Begin()
    {
        _process = ChildProcess.StartProgram(_program, _arguments);
        _said = _process.DrainAsync();
    }

    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        process.Kill();
        _process = null;
        await process.DisposeAsync();
        if (await _said is { Length: > 0 } said) Console.WriteLine(said.TrimEnd());
    }

    /// <summary>Null when it does not answer.</summary>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await _clients["operator"].GetFromJsonAsync<JsonNode>(path, cancel);
        }
        catch (Exception failed) when (IsGone(failed, cancel))
        {
            return null;
        }
    }

    /// <summary>Null when it does not answer, or says no.</summary>
    public async Task<JsonNode?> PostAsync(string persona, string path, object body, CancellationToken cancel)
    {
        try
        {
            using var answer = await _clients[persona].PostAsJsonAsync(path, body, cancel);
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel)) : null;
        }
        catch (Exception failed) when (IsGone(failed, cancel))
        {
            return null;
        }
    }

    public static async Task<bool> UntilAsync(Func<Task<bool>> isSo, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (!await isSo())
        {
            try
            {
                await pace.WaitForNextTickAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the command that checks the journal says.</summary>
    public async Task<string> VerifyAsync()
    {
        await using var verify = ChildProcess.StartProgram(_program, ["verify", .. _arguments]);
        return (await verify.DrainAsync()).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process) await process.DisposeAsync();
        foreach (var client in _clients.Values) client.Dispose();
        _data.Delete(recursive: true);
    }

    private static bool IsGone(Exception failed, CancellationToken cancel) =>
        failed is HttpRequestException or IOException or System.Text.Json.JsonException || (failed is OperationCanceledException && !cancel.IsCancellationRequested);
}
