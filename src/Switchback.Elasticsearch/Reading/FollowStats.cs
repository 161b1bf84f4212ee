namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// What <c>_ccr/stats</c> says, in rows that are used again: fill one, publish it, fill the other. Nothing in it may be kept
/// past the next filling but the texts.
/// </summary>
public sealed class FollowStats
{
    /// <summary>A number the answer did not carry, for want of it or because it was filtered away.</summary>
    public const long Absent = long.MinValue;

    private FollowerRow[] _followers = new FollowerRow[64];
    private FollowerShard[] _shards = new FollowerShard[64];

    public int FollowerCount { get; private set; }

    public int ShardCount { get; private set; }

    public ReadOnlySpan<FollowerRow> Followers => _followers.AsSpan(0, FollowerCount);

    public ReadOnlySpan<FollowerShard> Shards => _shards.AsSpan(0, ShardCount);

    public ReadOnlySpan<FollowerShard> ShardsOf(in FollowerRow follower) => _shards.AsSpan(follower.FirstShard, follower.ShardCount);

    internal void Clear()
    {
        FollowerCount = 0;
        ShardCount = 0;
    }

    internal ref FollowerRow AddFollower()
    {
        if (FollowerCount == _followers.Length) Array.Resize(ref _followers, _followers.Length * 2);
        return ref _followers[FollowerCount++];
    }

    internal ref FollowerShard AddShard()
    {
        if (ShardCount == _shards.Length) Array.Resize(ref _shards, _shards.Length * 2);
        return ref _shards[ShardCount++];
    }
}

public struct FollowerRow
{
    public string Index { get; internal set; }

    internal int FirstShard;

    public int ShardCount { get; internal set; }
}
