namespace Switchback.Bench.Running;

/// <param name="App">The app's program; the build of the same configuration in this repository when null.</param>
internal sealed record RigOptions(int Followers, int PollSeconds = 2, string? App = null)
{
    public string AppPath => App ?? Built();

    /// <summary>The top of the repository that this program was built in.</summary>
    public static DirectoryInfo Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("This runs outside the repository: name the app with --app.");
        return folder;
    }

    private static string Built()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Repository().FullName, "src/Switchback.Dashboard/bin", output.Parent!.Name, output.Name, "Switchback.Dashboard.dll");
    }
}
