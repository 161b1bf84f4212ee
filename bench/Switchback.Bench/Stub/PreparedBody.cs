using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;

namespace Switchback.Bench.Stub;

/// <summary>
/// An answer made beforehand. Before it is sent only the numbers that move are exchanged, and only once per generation: the
/// stub shares its processors with what is measured.
/// </summary>
internal sealed class PreparedBody
{
    private readonly byte[] _model;
    private readonly List<(int At, Moving Kind, int Row)> _moving = [];
    private readonly Lock _gate = new();
    private int _generation = -1;
    private byte[] _plain = [];
    private byte[]? _zipped;

    public PreparedBody(byte[] json)
    {
        _model = json;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && Placeholder.Read(number) is var (kind, row))
                _moving.Add(((int)reader.TokenStartIndex, kind, row));
        }
    }

    public byte[] Of(StubWorld world, TimeProvider time, bool zipped)
    {
        lock (_gate)
        {
            if (_generation < 0 || (_generation != world.Generation && _moving.Count > 0))
                (_plain, _zipped) = (Filled(world, time.GetUtcNow().ToUnixTimeMilliseconds()), null);
            _generation = world.Generation;
            return zipped ? _zipped ??= Zip(_plain) : _plain;
        }
    }

    private byte[] Filled(StubWorld world, long now)
    {
        var body = (byte[])_model.Clone();
        foreach (var (at, kind, row) in _moving)
        {
            var number = kind switch { Moving.Leader => world.LeaderAt(row), Moving.Follower => world.FollowerAt(row), Moving.Now => now };
            Utf8Formatter.TryFormat(number, body.AsSpan(at), out _);
        }
        return body;
    }

    private static byte[] Zip(byte[] body)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(body);
        return packed.ToArray();
    }
}
