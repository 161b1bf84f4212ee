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
        var ledger = PartingLedger.Of(reports).Write();
        // The one that is kept stands beside the project; the tests read the copy beside the executable.
        foreach (var folder in new[] { FindProject(), AppContext.BaseDirectory })
            await File.WriteAllTextAsync(Path.Combine(folder, PartingLedger.FileName), ledger, cancellation);
        await output.WriteLineAsync($"{reports.Sum(report => report.Parted.Count)} parted steps written to {PartingLedger.FileName}");
        return 0;
    }

    private static async Task<ReplayReport> ReplayAsync(Recording recording, CancellationToken cancellation)
    {
        await using var lab = await LabPair.StartAsync(recording.Given, cancellation);
        return await lab.ReplayAsync(recording, cancellation);
    }

    // The executable stands somewhere below its project.
    private static string FindProject()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Project)))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"{Project} is not above {AppContext.BaseDirectory}");
    }
}
