using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Switchback.Lab.Tests.Clients;

/// <summary>Runs one of the programs under tests/clients, and reads the line of JSON it ends with.</summary>
public static class ClientProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task<JsonNode> NodeAsync(params string[] arguments)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder, "node_modules", "@elastic")),
            $"The official JavaScript client is not installed: run `npm ci` in {Folder} (./test does).");
        return RunAsync("node", "lab.mjs", arguments);
    }

    public static Task<JsonNode> PythonAsync(params string[] arguments) => RunAsync("/usr/bin/python3", "lab.py", arguments);

    private static string Folder => Path.Combine(Root, "tests", "clients");

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dashboard.sln"))) folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }
    }

    private static async Task<JsonNode> RunAsync(string program, string script, string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, [script, .. arguments])
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            Assert.Fail($"{program} is not installed, and the official clients are tested with it (./test installs it): {e.Message}");
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var complaints = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{script} did not end within {Patience}");
        }
        var last = (await output).TrimEnd().Split('\n')[^1];
        Assert.True(last.StartsWith('{'), $"{script} ended without a result (python3-elasticsearch and the npm package are installed by ./test):\n{await complaints}{last}");
        var seen = JsonNode.Parse(last)!;
        Assert.True(seen["broke"] is null, $"{script} broke off: {seen["broke"]?.ToJsonString()} after {seen.ToJsonString()}");
        return seen;
    }
}
