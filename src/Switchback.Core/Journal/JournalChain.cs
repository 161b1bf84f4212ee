using System.Text;

namespace Switchback.Core.Journal;

/// <summary>Goes along the events from the first and says of each whether it is the one that has to come next.</summary>
public sealed class JournalChain
{
    private const int LongestOnStack = 256;

    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly byte[] _hash = Encoding.ASCII.GetBytes(JournalHead.Start.Hash);

    /// <summary>The sequence of the last event that fitted.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its hash, as it stands on its line.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    /// <summary>The last event that fitted.</summary>
    public JournalHead Head => new(Sequence, Encoding.ASCII.GetString(_hash));

    /// <summary>Null when the event fits, and then it is the head; otherwise what is wrong.</summary>
    public string? Refuse(JournalEvent next) =>
        Refuse(next.Sequence, next.Stream, next.Version, Ascii.Equals(_hash, next.PreviousHash), Encoding.ASCII.GetBytes(next.Hash));

    /// <summary>The same of a line that was not read wholly. A stream that was met before has the same name again, which costs no memory.</summary>
    public string? Refuse(in JournalSeal next, out string stream)
    {
        Span<char> name = next.Stream.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[next.Stream.Length];
        name = name[..Encoding.UTF8.GetChars(next.Stream, name)];
        if (!_versions.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out stream!, out _)) stream = name.ToString();
        return Refuse(next.Sequence, stream, next.Version, next.Previous.SequenceEqual(_hash), next.Hash);
    }

    private string? Refuse(long sequence, string stream, long version, bool isChained, ReadOnlySpan<byte> hash)
    {
        if (sequence != Sequence + 1)
        {
            return $"event {sequence} stands where event {Sequence + 1} belongs: events are missing, moved or doubled.";
        }

        if (!isChained)
        {
            return $"event {sequence} was not written after the event before it as that is now: one of the two was changed.";
        }

        var due = _versions.GetValueOrDefault(stream) + 1;
        if (version != due)
        {
            return $"event {sequence} is version {version} of {stream} where version {due} belongs.";
        }

        _versions[stream] = version;
        Sequence = sequence;
        hash.CopyTo(_hash);
        return null;
    }
}
