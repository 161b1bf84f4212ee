using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Scripts;

namespace Switchback.Elasticsearch.Watching;

/// <summary>A pair's copies on one cluster, with where they and their leaders stood last. Used under the assembler's lock only.</summary>
internal static class PairCopies
{
    public static IReadOnlyList<CopyFacts> Of(ClusterBook book, IReadOnlyList<OtherItem> others, FollowerMemory memory, string pair) =>
    [
        .. book.Followers.Where(follower => follower.Pair == pair).Select(follower => Follower(book, follower, memory.Find(book.Name, follower.Name)))
            .Concat(others.Select(other => other.Former).OfType<FormerFollower>().Where(former => former.Pair == pair).Select(former => Former(book, former)))
            .OrderBy(copy => copy.Name, StringComparer.Ordinal),
    ];

    private static CopyFacts Follower(ClusterBook book, FollowerEntry follower, FollowMapping? known) => new(
        book.Name, follower.Name, follower.Facts?.Uuid ?? follower.Own?.Uuid ?? known?.FollowerUuid, follower.Metadata.Remote, follower.Metadata.LeaderIndex,
        follower.Metadata.LeaderUuid.Length > 0 ? follower.Metadata.LeaderUuid : null, follower.LeaderBook?.Name, IsFollower: true,
        IsPaused: follower.Tasks is null && book.TasksUnknown is null, IsClosed: !follower.Metadata.IsOpen, book.AsOf, follower.Parameters ?? known?.Parameters, Lines(follower.Own, follower.Leader));

    private static CopyFacts Former(ClusterBook book, FormerFollower former) => new(
        book.Name, former.Name, former.Uuid, former.Mapping.Remote, former.Mapping.Leader, former.LeaderUuid, former.Mapping.LeaderCluster,
        IsFollower: false, IsPaused: false, former.IsClosed, book.AsOf, former.Mapping.Parameters, Lines(book.Open(former.Name), former.Leader));

    private static IReadOnlyList<ShardLine> Lines(IndexEntry? own, IndexEntry? leader)
    {
        var lines = new SortedDictionary<int, ShardLine>();
        foreach (var mark in own is null ? [] : own.Marks) lines[mark.Shard] = new ShardLine(mark.Shard, mark.Newest, null);
        foreach (var mark in leader is null ? [] : leader.Marks) lines[mark.Shard] = lines.GetValueOrDefault(mark.Shard, new ShardLine(mark.Shard, null, null)) with { Leader = mark.Newest };
        return [.. lines.Values];
    }
}
