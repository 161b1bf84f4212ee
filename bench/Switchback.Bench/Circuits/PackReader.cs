using System.Buffers.Binary;
using System.Text;

namespace Switchback.Bench.Circuits;

/// <summary>Reads the little MessagePack that circuits speak: texts, whole numbers, truths, bytes, arrays and maps.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _at = 0;

    public int ReadArray() => Next() switch
    {
        var code and >= 0x90 and <= 0x9f => code & 0x0f,
        0xdc => (int)Unsigned(2),
        0xdd => (int)Unsigned(4),
        var code => throw Unexpected(code, "an array"),
    };

    /// <summary>A text, a whole number, a truth, bytes, an array of these, or null.</summary>
    public object? ReadValue()
    {
        var code = Next();
        switch (code)
        {
            case <= 0x7f: return (long)code;
            case >= 0xe0: return (long)(sbyte)code;
            case >= 0xa0 and <= 0xbf: return Text(code & 0x1f);
            case >= 0x90 and <= 0x9f: return Values(code & 0x0f);
            case >= 0x80 and <= 0x8f: return Map(code & 0x0f);
            case 0xc0: return null;
            case 0xc2: return false;
            case 0xc3: return true;
            case 0xc4: return Bytes((int)Unsigned(1));
            case 0xc5: return Bytes((int)Unsigned(2));
            case 0xc6: return Bytes((int)Unsigned(4));
            case 0xcc: return Unsigned(1);
            case 0xcd: return Unsigned(2);
            case 0xce: return Unsigned(4);
            case 0xcf: return Unsigned(8);
            case 0xd0: return (long)(sbyte)Unsigned(1);
            case 0xd1: return (long)(short)Unsigned(2);
            case 0xd2: return (long)(int)Unsigned(4);
            case 0xd3: return Unsigned(8);
            case 0xd9: return Text((int)Unsigned(1));
            case 0xda: return Text((int)Unsigned(2));
            case 0xdb: return Text((int)Unsigned(4));
            case 0xdc: return Values((int)Unsigned(2));
            case 0xdd: return Values((int)Unsigned(4));
            default: throw Unexpected(code, "a value");
        }
    }

    private byte Next() => _data[_at++];

    private object?[] Values(int count)
    {
        var values = new object?[count];
        for (var i = 0; i < count; i++) values[i] = ReadValue();
        return values;
    }

    private Dictionary<string, object?> Map(int count)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = (string)ReadValue()!;
            map[name] = ReadValue();
        }
        return map;
    }

    private long Unsigned(int size)
    {
        var at = _data.Slice(_at, size);
        _at += size;
        return size switch
        {
            1 => at[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(at),
            4 => BinaryPrimitives.ReadUInt32BigEndian(at),
            _ => BinaryPrimitives.ReadInt64BigEndian(at),
        };
    }

    private string Text(int length) => Encoding.UTF8.GetString(Slice(length));

    private byte[] Bytes(int length) => Slice(length).ToArray();

    private ReadOnlySpan<byte> Slice(int length)
    {
        _at += length;
        return _data.Slice(_at - length, length);
    }

    private static InvalidDataException Unexpected(byte code, string wanted) => new($"0x{code:x2} where {wanted} was expected");
}
