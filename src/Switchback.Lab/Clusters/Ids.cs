using System.Buffers.Text;

namespace Switchback.Lab.Clusters;

/// <summary>Ids as Elasticsearch makes them: 22 characters of URL-safe base64, here from the lab's seed.</summary>
public sealed class Ids(int seed)
{
    private readonly Random _random = new(seed);

    public string NewUuid()
    {
        while (true)
        {
            Span<byte> bytes = stackalloc byte[16];
            _random.NextBytes(bytes);
            bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
            var id = Base64Url.EncodeToString(bytes);
            // Elasticsearch's own ids may begin with a dash; names on a command line that do are a nuisance in a rehearsal.
            if (id[0] is not ('-' or '_')) return id;
        }
    }

    /// <summary>An id for a document nobody named: 20 characters.</summary>
    public string NewDocumentId()
    {
        Span<byte> bytes = stackalloc byte[15];
        _random.NextBytes(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>An id as Java's UUID prints it: licences have such.</summary>
    public string NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public Random Random => _random;
}
