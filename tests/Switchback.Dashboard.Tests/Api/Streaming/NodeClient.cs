using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Api.Streaming;

/// <summary>tests/clients/live.mjs as a process: what it prints, line by line, and what it is told.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Task<string> _complaints;
    private readonly List<string> _seen = [];

    public NodeClient(string url, string token)
    {
        var folder = Repository.File("tests", "clients");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules", "@microsoft", "signalr")), $"@microsoft/signalr is not installed: run `npm ci` in {folder} (./test does).");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("node", ["live.mjs", url, token])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            _process.Start();
        }
        catch (Win32Exception e)
        {
            Assert.Fail($"node is not installed (./test installs it): {e.Message}");
        }

        _patience.CancelAfter(TimeSpan.FromSeconds(90));
        _complaints = _process.StandardError.ReadToEndAsync(_patience.Token);
    }

    /// <summary>The next line that satisfies; the ones before it are passed over, but a torn chain never is.</summary>
    public async Task<JsonNode> UntilAsync(Func<JsonNode, bool> satisfied)
    {
        while (await ReadAsync() is { } line)
        {
            _seen.Add(line);
            var happened = JsonNode.Parse(line)!;
            Assert.NotEqual("torn", Event(happened));
            if (satisfied(happened))
            {
                return happened;
            }
        }

        Assert.Fail($"The client ended early: {await _complaints}\n{string.Join('\n', _seen.TakeLast(20))}");
        return null!;
    }

    public Task<JsonNode> UntilAsync(string happened) => UntilAsync(line => Event(line) == happened);

    public Task TellAsync(string line) => _process.StandardInput.WriteLineAsync(line.AsMemory(), _patience.Token);

    /// <summary>Lets it end by itself, with an orderly goodbye.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        while (await ReadAsync() is not null)
        {
            // What came at the end.
        }

        await _process.WaitForExitAsync(_patience.Token);
    }

    public static string Event(JsonNode line) => line["event"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _patience.Dispose();
    }

    private async Task<string?> ReadAsync()
    {
        try
        {
            return await _process.StandardOutput.ReadLineAsync(_patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The client was waited for in vain. It said last:\n{string.Join('\n', _seen.TakeLast(20))}");
            return null;
        }
    }
}
