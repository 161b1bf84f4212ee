using System.Text;
using System.Text.Json;

namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// Finds a property among the known ones of an object. Servers print fields in one order, so the field that followed last
/// time is tried first: one comparison for most. Not for use by two threads at once.
/// </summary>
internal sealed class FieldGuess(params string[] names)
{
    private readonly byte[][] _names = [.. names.Select(Encoding.UTF8.GetBytes)];
    private readonly int[] _next = new int[names.Length + 1];

    public string NameOf(int field) => names[field];

    /// <summary>The number of the property the reader stands on, or -1 when it is not known. <paramref name="before"/>: the one before, -1 at first.</summary>
    public int Find(ref Utf8JsonReader reader, int before)
    {
        var name = reader.ValueSpan;
        var guess = _next[before + 1];
        if (name.SequenceEqual(_names[guess]) && !reader.ValueIsEscaped) return guess;
        for (var i = 0; i < _names.Length; i++)
        {
            if (!reader.ValueTextEquals(_names[i])) continue;
            _next[before + 1] = i;
            return i;
        }
        return -1;
    }
}
