using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>One file of the journal, and where in it each event begins.</summary>
internal sealed class Segment(int number, string path, IDiskFile file, long first) : IDisposable
{
    private readonly List<long> _starts = [];

    public int Number { get; } = number;

    public string Path { get; } = path;

    public string Name { get; } = System.IO.Path.GetFileName(path);

    public IDiskFile File { get; } = file;

    /// <summary>The sequence of the event on its first line.</summary>
    public long First { get; } = first;

    public int Count => _starts.Count;

    /// <summary>How many bytes from the beginning are events that are safe. What lies behind is none of anybody's business.</summary>
    public long Length { get; private set; }

    public void Add(int lineLength)
    {
        _starts.Add(Length);
        Length += lineLength;
    }

    public (long Start, int Length) LineOf(long sequence)
    {
        var line = (int)(sequence - First);
        var end = line + 1 < _starts.Count ? _starts[line + 1] : Length;
        return (_starts[line], (int)(end - _starts[line]));
    }

    public void Dispose() => File.Dispose();
}
