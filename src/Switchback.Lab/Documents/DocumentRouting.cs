using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Switchback.Lab.Documents;

/// <summary>
/// Which shard a document belongs to, exactly as Elasticsearch computes it: murmur3 (32 bit, seed 0) over the UTF-16 of the
/// routing, folded onto the routing shards, which stay the same however often the index is split (contract 0.24).
/// </summary>
public static class DocumentRouting
{
    public static int ShardOf(string routing, int shards, int routingShards)
    {
        var hash = (int)Murmur3(MemoryMarshal.AsBytes(routing.AsSpan()));
        var slot = ((hash % routingShards) + routingShards) % routingShards;
        return slot / (routingShards / shards);
    }

    /// <summary>n times the largest power of two that keeps the product near 1,024.</summary>
    public static int RoutingShards(int shards)
    {
        var log2Ceiling = 32 - BitOperations.LeadingZeroCount((uint)(shards - 1));
        return shards * (1 << Math.Max(1, 10 - (shards == 1 ? 0 : log2Ceiling)));
    }

    public static uint Murmur3(ReadOnlySpan<byte> data)
    {
        const uint C1 = 0xcc9e2d51, C2 = 0x1b873593;
        uint hash = 0;
        var blocks = data.Length / 4;
        for (var i = 0; i < blocks; i++)
        {
            var k = BinaryPrimitives.ReadUInt32LittleEndian(data[(i * 4)..]) * C1;
            k = BitOperations.RotateLeft(k, 15) * C2;
            hash = (BitOperations.RotateLeft(hash ^ k, 13) * 5) + 0xe6546b64;
        }
        uint tail = 0;
        for (var i = data.Length - 1; i >= blocks * 4; i--) tail = (tail << 8) | data[i];
        if (data.Length % 4 != 0) hash ^= BitOperations.RotateLeft(tail * C1, 15) * C2;
        hash ^= (uint)data.Length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }
}
