using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// The same text for the same bytes, without decoding them again: names come back with every poll. Bounded: when names keep
/// changing it forgets everything and begins anew. Not for use by two threads at once.
/// </summary>
internal sealed class Utf8Interner(int most = 1 << 17)
{
    /// <summary>Longer texts, such as stack-like reasons, seldom come back as they were.</summary>
    private const int LongestKept = 512;

    private Entry?[] _slots = new Entry?[1024];
    private int _count;

    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestKept) return Decode(bytes);
        var hash = Hash(bytes);
        for (var at = hash & (uint)(_slots.Length - 1); ; at = (at + 1) & (uint)(_slots.Length - 1))
        {
            if (_slots[at] is not { } entry) return Add(hash, bytes);
            if (entry.Hash == hash && bytes.SequenceEqual(entry.Bytes)) return entry.Text;
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes)
        ? Encoding.UTF8.GetString(bytes)
        : throw new UnreadableException("text that is no UTF-8", "a text");

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = (BitOperations.RotateLeft(hash, 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 0x9E3779B97F4A7C15;
        foreach (var b in bytes)
            hash = (BitOperations.RotateLeft(hash, 29) ^ b) * 0x9E3779B97F4A7C15;
        return (uint)(hash >> 32);
    }

    private string Add(uint hash, ReadOnlySpan<byte> bytes)
    {
        var text = Decode(bytes);
        if (_count >= most) (_slots, _count) = (new Entry?[1024], 0);
        if (_count * 2 >= _slots.Length) Grow();
        Place(_slots, new Entry(hash, bytes.ToArray(), text));
        _count++;
        return text;
    }

    private void Grow()
    {
        var larger = new Entry?[_slots.Length * 2];
        foreach (var entry in _slots)
        {
            if (entry is not null) Place(larger, entry);
        }
        _slots = larger;
    }

    private static void Place(Entry?[] slots, Entry entry)
    {
        var at = entry.Hash & (uint)(slots.Length - 1);
        while (slots[at] is not null)
            at = (at + 1) & (uint)(slots.Length - 1);
        slots[at] = entry;
    }

    private sealed record Entry(uint Hash, byte[] Bytes, string Text);
}
