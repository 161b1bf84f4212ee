namespace Switchback.Lab.Tests.Replay;

/// <summary>The recordings beside the tests, and the rules that go with them.</summary>
public static class RecordingFiles
{
    private const string Rules = "compare.json";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Recordings");

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.json")
            .Select(path => Path.GetFileName(path))
            .Where(name => name != Rules)
            .Order(StringComparer.Ordinal),
    ];

    public static CompareRules ReadRules() => CompareRules.Read(Path.Combine(Folder, Rules));

    public static Recording Read(string name) => RecordingReader.Read(Path.Combine(Folder, name));

    /// <summary>A recording of ours by its name, with or without its ending, or any other by its path; <c>all</c> is all of ours.</summary>
    public static IReadOnlyList<Recording> Find(string file)
    {
        if (file == "all")
            return [.. Names.Select(Read)];
        if (File.Exists(file))
            return [RecordingReader.Read(file)];
        var name = Names.FirstOrDefault(name => name == file || name == $"{file}.json")
            ?? throw new FileNotFoundException($"there is no recording '{file}'; ours are: {string.Join(", ", Names)}");
        return [Read(name)];
    }
}
