using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>
/// Writes a leader's operations into a follower's shard: with their numbers and versions, under the follower's own primary term.
/// An operation that is there already is left alone, so a batch may come twice.
/// </summary>
public sealed class FollowerWrites(Cluster cluster)
{
    private const string Action = "indices:data/write/bulk_shard_operations[s]";

    private static readonly TimeSpan WaitForPrimary = TimeSpan.FromMinutes(1);

    public async Task<ShardPosition> ApplyAsync(FollowTask task, IReadOnlyList<Operation> operations)
    {
        cluster.Security.Check(task.User, Action, [task.FollowerIndex]);
        var shard = Find(task);
        if (!shard.IsStarted)
        {
            if (!await cluster.Indices.Shards.WhenStartedAsync(shard, WaitForPrimary))
                throw ShardErrors.Unavailable(task.FollowerIndex, task.Shard);
            shard = Find(task);
        }
        foreach (var operation in operations) shard.Store.Apply(operation.Under(shard.PrimaryTerm));
        cluster.Refreshes.Applied(shard);
        return new ShardPosition(shard.Store.GlobalCheckpoint, shard.Store.MaxSeqNo);
    }

    /// <summary>Where the follower's own shard stands, for a task that begins.</summary>
    public ShardPosition Locate(FollowTask task)
    {
        if (cluster.State.Find(task.FollowerIndex) is not { } index || index.Uuid != task.FollowerUuid)
            throw Errors.IndexNotFoundBare(task.FollowerIndex);
        if (!index.IsOpen) throw Errors.IndexClosed(index.Name, index.Uuid);
        var shard = index.Shards[task.Shard];
        if (!shard.IsStarted) throw ShardErrors.NotFound(shard);
        return new ShardPosition(shard.Store.GlobalCheckpoint, shard.Store.MaxSeqNo);
    }

    private Shard Find(FollowTask task)
    {
        if (cluster.State.Find(task.FollowerIndex) is not { } index || index.Uuid != task.FollowerUuid)
            throw Errors.IndexNotFoundBare(task.FollowerIndex);
        IndexBlocks.Check(BlockLevel.Write, index);
        return index.Shards[task.Shard];
    }
}
