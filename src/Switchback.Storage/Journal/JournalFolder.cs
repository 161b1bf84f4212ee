using System.Globalization;

namespace Switchback.Storage.Journal;

/// <summary>What the files of the journal are called.</summary>
internal sealed class JournalFolder(string path)
{
    private const string Before = "journal-";

    private const string After = ".jsonl";

    private const int Digits = 6;

    public string Path { get; } = path;

    public string Lock => System.IO.Path.Combine(Path, "journal.lock");

    public string Head => System.IO.Path.Combine(Path, "journal.head");

    public string Segment(int number) => System.IO.Path.Combine(Path, Before + number.ToString("D6", CultureInfo.InvariantCulture) + After);

    /// <summary>The segments that are there, in order. Whether one is missing in between shows in the chain.</summary>
    public IReadOnlyList<int> Segments() =>
        Directory.Exists(Path)
            ? [.. Directory.EnumerateFiles(Path, Before + "*" + After).Select(Number).OfType<int>().Order()]
            : [];

    private static int? Number(string file)
    {
        var name = System.IO.Path.GetFileName(file);
        return name.Length == Before.Length + Digits + After.Length
            && int.TryParse(name.AsSpan(Before.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
    }
}
