namespace Switchback.Tests.Running;

/// <summary>Finds files of the repository from wherever the tests were built to.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string FindRoot(DirectoryInfo folder) =>
        folder.GetFiles("Dashboard.sln").Length == 1
            ? folder.FullName
            : FindRoot(folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository."));
}
