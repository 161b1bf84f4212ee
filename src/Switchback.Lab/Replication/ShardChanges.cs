using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Security;

namespace Switchback.Lab.Replication;

/// <summary>The leader's side of reading: operations at once where there are some, else when they come, else nothing after the poll's time.</summary>
public sealed class ShardChanges(Cluster cluster)
{
    public const string Action = "indices:data/read/xpack/ccr/shard_changes";

    private readonly CheckpointWaiters _waiters = new(cluster);

    /// <summary>Runs in the leader's process, with the rights of whoever started the follow task.</summary>
    public async Task<LeaderChanges> ReadAsync(ChangesRequest request, Principal? user)
    {
        var began = cluster.Lab.Clock.Elapsed;
        cluster.Security.Check(user, Action, [request.Index]);
        var shard = Find(request);
        var arrived = true;
        if (request.From > shard.Store.GlobalCheckpoint)
        {
            arrived = await WaitAsync(shard, request);
            shard = Find(request);
        }
        var operations = arrived ? Read(shard, request) : [];
        var index = shard.Index;
        return new LeaderChanges(operations, shard.Store.GlobalCheckpoint, shard.Store.MaxSeqNo,
            index.MappingVersion, index.SettingsVersion, index.AliasesVersion,
            (long)(cluster.Lab.Clock.Elapsed - began).TotalMilliseconds);
    }

    /// <summary>The index's shards answer no more.</summary>
    public void End(IndexState index, bool deleted) => _waiters.Fail(index, deleted);

    private async Task<bool> WaitAsync(Shard shard, ChangesRequest request)
    {
        try
        {
            return await _waiters.UntilAsync(shard, request.From, request.PollTimeout.Span);
        }
        catch (ElasticException e)
        {
            throw ShardErrors.NotAvailable(request, e);
        }
    }

    private Shard Find(ChangesRequest request)
    {
        var index = cluster.State.Find(request.Index) ?? throw Errors.IndexNotFoundBare(request.Index);
        IndexBlocks.Check(BlockLevel.Read, index);
        // Another index of the same name has no such shard: taken for one that may yet come.
        if (index.Uuid != request.IndexUuid)
            throw ShardErrors.NotAvailable(request, Errors.IndexNotFoundBare(request.Index));
        var shard = index.Shards[request.Shard];
        if (shard.Routing == ShardRouting.Unassigned) throw ShardErrors.NotAvailable(request, null);
        if (!shard.IsStarted) throw ShardErrors.NotAvailable(request, ShardErrors.NotStarted(shard));
        if (shard.HistoryUuid != request.HistoryUuid) throw ShardErrors.OtherHistory(request.HistoryUuid, shard.HistoryUuid);
        return shard;
    }

    private IReadOnlyList<Operation> Read(Shard shard, ChangesRequest request)
    {
        try
        {
            return shard.Store.Read(request.From, long.MaxValue, request.MaxOperations, request.MaxBatchSize.Bytes);
        }
        catch (OperationsMissingException missing)
        {
            throw ShardErrors.HistoryGone(shard, missing, typed: !cluster.Profile.HasTypes);
        }
    }
}
