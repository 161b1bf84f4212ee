using System.Diagnostics;
using System.Globalization;

namespace Switchback.Dashboard.Rehearsal;

/// <summary>Starts the lab as a process of its own, which goes on when this one ends.</summary>
internal sealed class LabProgram(string dataFolder)
{
    private const string Name = "Switchback.Lab";

    public string LogFile { get; } = Path.Combine(dataFolder, "logs", "lab.log");

    /// <param name="seed">A new one each time: the clusters' uuids follow from it, and they tell one lab from the next.</param>
    public Process Start(IReadOnlyList<LabAddress> clusters, int seed)
    {
        var program = CopyProgram(seed.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        string[] command =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", program,
            "--clusters", string.Join(',', clusters),
            "--seed", seed.ToString(CultureInfo.InvariantCulture),
            "--scenario", "start",
        ];
        return Process.Start(OperatingSystem.IsWindows() ? InItsOwnWindow(command) : InItsOwnSession(command))!;
    }

    /// <summary>Ctrl-C reaches every process of the terminal's session, so the lab gets a session of its own, and a file to write to.</summary>
    private ProcessStartInfo InItsOwnSession(string[] command)
    {
        const string script = "log=$1; shift; command -v setsid >/dev/null && set -- setsid \"$@\"; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        return new ProcessStartInfo("/bin/sh", ["-c", script, "lab", LogFile, .. command]) { WorkingDirectory = dataFolder };
    }

    private ProcessStartInfo InItsOwnWindow(string[] command) =>
        new(command[0], command[1..]) { WorkingDirectory = dataFolder, UseShellExecute = true, WindowStyle = ProcessWindowStyle.Minimized };

    /// <summary>
    /// The lab runs from a copy. Building the repository writes over the files beside this program in place, and a process
    /// whose files change under it crashes: yet the lab has to outlive any number of builds.
    /// </summary>
    private string CopyProgram(string version)
    {
        var home = Directory.CreateDirectory(Path.Combine(dataFolder, "lab-program"));
        foreach (var older in home.GetDirectories())
        {
            older.Delete(recursive: true);
        }

        var folder = home.CreateSubdirectory(version).FullName;
        foreach (var file in Files())
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, $"{Name}.dll");
    }

    /// <summary>Published, the lab has a folder of its own; a build leaves its files among this program's.</summary>
    private static IEnumerable<string> Files()
    {
        var published = Path.Combine(AppContext.BaseDirectory, "lab");
        if (Directory.Exists(published))
        {
            return Directory.EnumerateFiles(published);
        }

        var dependencies = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{Name}.deps.json"));
        return Directory.EnumerateFiles(AppContext.BaseDirectory).Where(file => BelongsToLab(file, dependencies));
    }

    /// <summary>The dependencies file names assemblies as <c>"lib/net8.0/System.CommandLine.dll"</c> and the program itself as <c>"Switchback.Lab.dll"</c>.</summary>
    private static bool BelongsToLab(string file, string dependencies)
    {
        var name = Path.GetFileName(file);
        return name.StartsWith($"{Name}.", StringComparison.Ordinal)
            || (name.EndsWith(".dll", StringComparison.Ordinal) && (dependencies.Contains($"/{name}\"") || dependencies.Contains($"\"{name}\"")));
    }
}
