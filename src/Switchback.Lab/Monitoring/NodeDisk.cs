using Switchback.Lab.Clusters;

namespace Switchback.Lab.Monitoring;

/// <summary>The node's disk: of a fixed size, used by what the shards hold.</summary>
public sealed record NodeDisk(long Total, long Indices)
{
    private const long Size = 100L << 30;

    // What stands there besides.
    private const long Other = 10L << 30;

    public long Used => Math.Min(Total, Other + Indices);

    public long Free => Total - Used;

    public static NodeDisk Of(Cluster cluster) =>
        new(Size, cluster.State.Indices.Values.SelectMany(index => index.Shards).Sum(shard => shard.Store.StoredBytes));
}
