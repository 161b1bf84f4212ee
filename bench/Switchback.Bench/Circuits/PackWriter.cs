using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Switchback.Bench.Circuits;

/// <summary>Writes the little MessagePack that circuits speak.</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public PackWriter Array(int count) => count <= 15 ? Code((byte)(0x90 | count)) : Code(0xdc).Number16(count);

    public PackWriter EmptyMap() => Code(0x80);

    public PackWriter Value(object? value) => value switch
    {
        null => Code(0xc0),
        bool truth => Code(truth ? (byte)0xc3 : (byte)0xc2),
        int number => Number(number),
        long number => Number(number),
        string text => Text(text),
        _ => throw new ArgumentException($"A circuit takes no {value.GetType().Name}.", nameof(value)),
    };

    private PackWriter Number(long number)
    {
        Code(0xd3);
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(8), number);
        _bytes.Advance(8);
        return this;
    }

    private PackWriter Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Code(0xdb);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), length);
        _bytes.Advance(4);
        Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length));
        _bytes.Advance(length);
        return this;
    }

    private PackWriter Number16(int number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.GetSpan(2), (ushort)number);
        _bytes.Advance(2);
        return this;
    }

    private PackWriter Code(byte code)
    {
        _bytes.GetSpan(1)[0] = code;
        _bytes.Advance(1);
        return this;
    }
}
