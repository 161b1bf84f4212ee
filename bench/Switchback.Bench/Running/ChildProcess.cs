using System.Diagnostics;

namespace Switchback.Bench.Running;

/// <summary>A program of ours as a process of its own. It goes when this one lets go of it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public static ChildProcess Start(string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start."));
    }

    public static ChildProcess StartProgram(string assembly, params IEnumerable<string> arguments) =>
        File.Exists(assembly) ? Start("dotnet", [assembly, .. arguments]) : throw new FileNotFoundException($"{assembly} is not built.", assembly);

    /// <summary>Reads on, so that the process never waits for somebody to read.</summary>
    public async Task<string> DrainAsync() => await _process.StandardOutput.ReadToEndAsync();

    public bool HasEnded => _process.HasExited;

    /// <summary>SIGKILL: it is told nothing, and finishes nothing.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
