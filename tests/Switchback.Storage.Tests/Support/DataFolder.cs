namespace Switchback.Storage.Tests.Support;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("switchback-storage-").FullName;

    public string Segment => PathOf("journal-000001.jsonl");

    public string Head => PathOf("journal.head");

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public string[] Names(string pattern) => [.. Directory.EnumerateFiles(Path, pattern).Select(file => System.IO.Path.GetFileName(file)).Order()];

    public void Clear()
    {
        Directory.Delete(Path, recursive: true);
        Directory.CreateDirectory(Path);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
