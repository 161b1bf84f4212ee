using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>A follow task's hands in the lab: reads over the remote, writes into its own cluster, sleeps in lab time.</summary>
public sealed class FollowWork : IFollowWork
{
    private readonly Cluster _cluster;
    private readonly FollowTask _task;
    private readonly FollowerSync _sync;
    private readonly TimeSpan _longestBackOff;

    public FollowWork(Cluster cluster, FollowTask task)
    {
        _cluster = cluster;
        _task = task;
        _sync = new FollowerSync(cluster, task);
        _longestBackOff = task.Parameters.ReadPollTimeout.Span;
    }

    public TimeSpan Elapsed => _cluster.Lab.Clock.Elapsed;

    public Task<ShardPosition> LocateAsync() => Task.FromResult(_cluster.Replication.Writes.Locate(_task));

    public async Task<LeaderChanges> ReadAsync(long from, int maxOperations)
    {
        var history = _cluster.State.Find(_task.FollowerIndex)?.Ccr?.LeaderHistoryUuids[_task.Shard]
            ?? throw Errors.IndexNotFoundBare(_task.FollowerIndex);
        var request = new ChangesRequest(_task.LeaderIndex, _task.LeaderUuid, _task.Shard, history, from, maxOperations,
            _task.Parameters.MaxReadRequestSize, _task.Parameters.ReadPollTimeout);
        try
        {
            return await SendAsync(request);
        }
        catch (ElasticException e) when (e.Type == "node_disconnected_exception")
        {
            // A connection that breaks under a waiting read is opened again at once: what comes of that is the reason to be told.
            return await SendAsync(request);
        }
    }

    private Task<LeaderChanges> SendAsync(ChangesRequest request) => _cluster.Remotes.SendAsync(_task.RemoteCluster, ShardChanges.Action,
        leader => leader.Tasks.RunAsync(ShardChanges.Action, () => leader.Replication.Changes.ReadAsync(request, _task.User)),
        answerBytes: changes => changes.Operations.Sum(operation => operation.Bytes));

    public Task<ShardPosition> WriteAsync(IReadOnlyList<Operation> operations) => _cluster.Replication.Writes.ApplyAsync(_task, operations);

    public Task<long> SyncMappingAsync(long atLeast) => _sync.MappingAsync();

    public Task<long> SyncSettingsAsync() => _sync.SettingsAsync();

    public Task<long> SyncAliasesAsync() => _sync.AliasesAsync();

    public Task DelayAsync(TimeSpan delay) => _cluster.Runtime.Delay(delay);

    public TimeSpan BackOff(int retry) => Replication.BackOff.Delay(retry, _longestBackOff, _cluster.Replication.Chance);

    public bool ShouldRetry(ElasticException e) => RetryRule.ShouldRetry(e, _cluster.Profile);
}
