using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// Where each primary copy of each index stands, by the cluster that holds it. Rows are used again: fill one, publish it, fill
/// the other.
/// </summary>
public sealed class Positions
{
    private IndexRow[] _indices = new IndexRow[64];
    private ShardPosition[] _shards = new ShardPosition[64];
    private LeaseRow[] _leases = new LeaseRow[16];

    public int IndexCount { get; private set; }

    public int ShardCount { get; private set; }

    public int LeaseCount { get; private set; }

    /// <summary>Copies that did not answer: what they hold is missing from the rows.</summary>
    public long FailedCopies { get; internal set; }

    public ReadOnlySpan<IndexRow> Indices => _indices.AsSpan(0, IndexCount);

    /// <summary>Only shards whose primary copy is started; a missing one is not at 0, it is unknown.</summary>
    public ReadOnlySpan<ShardPosition> ShardsOf(in IndexRow index) => _shards.AsSpan(index.FirstShard, index.ShardCount);

    public ReadOnlySpan<LeaseRow> LeasesOf(in ShardPosition shard) => _leases.AsSpan(shard.FirstLease, shard.LeaseCount);

    internal void Clear() => (IndexCount, ShardCount, LeaseCount, FailedCopies) = (0, 0, 0, 0);

    internal ref IndexRow AddIndex()
    {
        if (IndexCount == _indices.Length) Array.Resize(ref _indices, _indices.Length * 2);
        return ref _indices[IndexCount++];
    }

    internal void AddShard(in ShardPosition shard)
    {
        if (ShardCount == _shards.Length) Array.Resize(ref _shards, _shards.Length * 2);
        _shards[ShardCount++] = shard;
    }

    internal void AddLease(in LeaseRow lease)
    {
        if (LeaseCount == _leases.Length) Array.Resize(ref _leases, _leases.Length * 2);
        _leases[LeaseCount++] = lease;
    }

    internal void DropLeasesFrom(int first) => LeaseCount = first;
}

public struct IndexRow
{
    public string Name { get; internal set; }

    public string? Uuid { get; internal set; }

    internal int FirstShard;

    public int ShardCount { get; internal set; }
}

/// <summary>Numbers are <see cref="FollowStats.Absent"/> where they were not asked for. An empty shard is at -1.</summary>
public struct ShardPosition
{
    public int ShardId { get; internal set; }

    public long MaxSeqNo { get; internal set; }

    public long LocalCheckpoint { get; internal set; }

    public long GlobalCheckpoint { get; internal set; }

    public long IndexedTotal { get; internal set; }

    public long DeletedTotal { get; internal set; }

    internal int FirstLease;

    public int LeaseCount { get; internal set; }
}

/// <summary>A lease that a follower holds. <see cref="RenewedAt"/> is by the leader cluster's clock.</summary>
public readonly record struct LeaseRow(string Id, long RetainingSeqNo, long RenewedAtMillis)
{
    public DateTimeOffset RenewedAt => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(RenewedAtMillis, -62135596800000, 253402300799999));

    public RetentionLeaseId? Parts() => RetentionLeaseId.Parse(Id);
}
