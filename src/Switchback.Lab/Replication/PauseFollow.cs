using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary><c>pause_follow</c>: ends the tasks of an index; their parameters are gone with them.</summary>
public sealed class PauseFollow(Cluster cluster)
{
    public async Task RunAsync(string index)
    {
        var follower = cluster.State.Find(index) ?? throw Errors.IndexNotFoundBare(index);
        IndexBlocks.Check(BlockLevel.MetadataWrite, follower);
        if (!follower.IsFollower) throw NotAFollower(index);
        if (!cluster.Replication.Tasks.Set.Has(index)) throw NoTasks(index);
        // Each shard's task is taken out by an update of its own.
        await cluster.Master.UpdateAsync(() =>
        {
            if (cluster.Replication.Tasks.End(index) == 0) throw NoTasks(index);
        }, follower.Shards.Count);
    }

    public static ElasticException NotAFollower(string index) => Errors.IllegalArgument($"index [{index}] is not a follower index");

    private static ElasticException NoTasks(string index) => Errors.IllegalArgument($"no shard follow tasks for [{index}]");
}
