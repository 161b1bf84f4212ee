using System.Text;
using System.Text.Json;

namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// Names in the order they came last time, bytes beside bytes: the n-th name of a sorted answer is nearly always the n-th of
/// the answer before, and then one comparison in order is all it takes. What differs falls back to the interner.
/// </summary>
internal sealed class OrderedNames(Utf8Interner interner)
{
    private byte[] _bytes = [];
    private int[] _ends = [];
    private string[] _texts = [];
    private int _count;
    private bool _changed;

    public string Get(int place, ref Utf8JsonReader reader, string where)
    {
        if (reader.ValueIsEscaped) return Tokens.Current(ref reader, interner, where);
        var name = reader.ValueSpan;
        if (place < _count)
        {
            var begin = place == 0 ? 0 : _ends[place - 1];
            if (name.SequenceEqual(_bytes.AsSpan(begin, _ends[place] - begin))) return _texts[place];
        }
        _changed = true;
        return interner.Get(name);
    }

    /// <summary>Learns the order of an answer that was read to its end.</summary>
    public void Learn<T>(ReadOnlySpan<T> rows, Func<T, string?> textOf)
    {
        if (!_changed && rows.Length == _count) return;
        _changed = false;
        var length = 0;
        foreach (ref readonly var row in rows)
            length += Encoding.UTF8.GetByteCount(textOf(row) ?? "");
        if (_bytes.Length < length) _bytes = new byte[length * 5 / 4];
        if (_ends.Length < rows.Length) (_ends, _texts) = (new int[rows.Length * 5 / 4], new string[rows.Length * 5 / 4]);
        var end = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var text = textOf(rows[i]) ?? "";
            end += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(end));
            (_ends[i], _texts[i]) = (end, text);
        }
        _count = rows.Length;
    }
}
