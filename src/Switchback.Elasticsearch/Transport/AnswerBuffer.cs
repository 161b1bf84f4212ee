using System.Buffers;

namespace Switchback.Elasticsearch.Transport;

/// <summary>A rented buffer that grows up to a bound. Returned on dispose: nothing may keep a slice of it.</summary>
internal sealed class AnswerBuffer(int most) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 << 10);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>False when the bound is crossed.</summary>
    public async Task<bool> FillAsync(Stream source, CancellationToken cancel)
    {
        while (true)
        {
            if (Length == _bytes.Length) Grow();
            var read = await source.ReadAsync(_bytes.AsMemory(Length), cancel);
            if (read == 0) return true;
            Length += read;
            if (Length > most) return false;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)_bytes.Length * 2, most + 1L + (64 << 10)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
