namespace Switchback.Core.Tests.Architecture;

/// <summary>The sources these tests read, found from wherever the tests were built to.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>Files people wrote, below a folder of the repository; paths relative to the repository, with forward slashes.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string FindRoot(DirectoryInfo folder) =>
        folder.GetFiles("Dashboard.sln").Length == 1
            ? folder.FullName
            : FindRoot(folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository."));
}
