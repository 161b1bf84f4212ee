namespace Switchback.Bench.Circuits;

/// <summary>Cuts what arrives into messages: several may come in one frame, and one in several.</summary>
internal sealed class HubFrames
{
    private byte[] _bytes = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Room for the next bytes to arrive; say with <see cref="Arrived"/> how many did.</summary>
    public Memory<byte> Room()
    {
        if (_end == _bytes.Length)
        {
            var kept = _bytes.AsSpan(_start, _end - _start);
            var target = kept.Length > _bytes.Length / 2 ? new byte[_bytes.Length * 2] : _bytes;
            kept.CopyTo(target);
            (_bytes, _start, _end) = (target, 0, kept.Length);
        }
        return _bytes.AsMemory(_end);
    }

    public void Arrived(int count) => _end += count;

    public bool TryTake(out ReadOnlySpan<byte> message)
    {
        message = default;
        var length = 0;
        for (var at = _start; at < _end; at++)
        {
            length |= (_bytes[at] & 0x7f) << (7 * (at - _start));
            if ((_bytes[at] & 0x80) != 0) continue;
            if (_end - at - 1 < length) return false;
            message = _bytes.AsSpan(at + 1, length);
            _start = at + 1 + length;
            return true;
        }
        return false;
    }

    /// <summary>The answer to the handshake: text up to a record separator, before any message.</summary>
    public bool TryTakeHandshake(out string answer)
    {
        answer = "";
        var length = _bytes.AsSpan(_start, _end - _start).IndexOf((byte)0x1e);
        if (length < 0) return false;
        answer = System.Text.Encoding.UTF8.GetString(_bytes, _start, length);
        _start += length + 1;
        return true;
    }
}
