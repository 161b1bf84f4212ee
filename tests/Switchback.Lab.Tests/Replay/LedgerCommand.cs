using System.Collections.Concurrent;

namespace Switchback.Lab.Tests.Replay;

/// <summary><c>ledger</c>: replays every recording against labs in this process and writes down what parts.</summary>
public sealed class LedgerCommand(TextWriter output)
{
    private const string Project = "Switchback.Lab.Tests.csproj";

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var reports = new ConcurrentBag<ReplayReport>();
        await Parallel.ForEachAsync(
            RecordingFiles.Names,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (name, stop) => reports.Add(await ReplayAsync(RecordingFiles.Read(name), stop)));

        foreach (var report in reports.OrderBy(report => report.Recording.File, StringComparer.Ordinal))
            await output.WriteLineAsync($"{report.Recording.File}: {report.Parted.Count} of {report.Steps.Count} part ({report.Took.TotalSeconds:0.0} s)");
        var path = Path.Combine(FindProject(), PartingLedger.FileName);
        await File.WriteAllTextAsync(path, PartingLedger.Of(reports).Write(), cancellation);
        await output.WriteLineAsync($"{reports.Sum(report => report.Parted.Count)} parted steps written to {path}");
        return 0;
    }

    private static async Task<ReplayReport> ReplayAsync(Recording recording, CancellationToken cancellation)
    {
        await using var lab = await LabPair.StartAsync(recording.Given, cancellation);
        return await lab.ReplayAsync(recording, cancellation);
    }

    /// <summary>The executable stands somewhere below its project; the ledger that counts stands beside the project.</summary>
    private static string FindProject()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Project)))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"{Project} is not above {AppContext.BaseDirectory}");
    }
}
