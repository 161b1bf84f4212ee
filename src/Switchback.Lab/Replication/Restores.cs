using System.Globalization;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>
/// Makes follower indices and fills them from their leaders, as Elasticsearch restores from a repository behind which the other
/// cluster stands. An index whose copy fails, or is cut off by a restart, stays without shards until it is deleted.
/// </summary>
public sealed class Restores(Cluster cluster)
{
    private const int UpdatesToBegin = 2;
    private const int Attempts = 5;
    private const string ConcurrentPrimaries = "cluster.routing.allocation.node_initial_primaries_recoveries";

    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _copying;

    /// <summary>The follower index is there, and restoring, when this returns.</summary>
    public Task<IndexState> BeginAsync(FollowRequest request, LeaderIndex leader, IReadOnlyList<string> history) =>
        cluster.Master.UpdateAsync(() => Create(request, leader, history), UpdatesToBegin);

    /// <summary>Copies every shard. False when one of them could not be.</summary>
    public async Task<bool> RunAsync(IndexState follower)
    {
        var copied = await Task.WhenAll(follower.Shards.Select(shard => CopyAsync(follower, shard)));
        var whole = copied.All(one => one);
        await cluster.Master.UpdateAsync(() =>
        {
            follower.RestoreUuid = null;
            foreach (var shard in follower.Shards.Where(shard => shard.HasNoCopy)) shard.Routing = ShardRouting.Unassigned;
        });
        return whole && cluster.State.Find(follower.Name) == follower;
    }

    /// <summary>What a restart leaves: copies under way are lost for good.</summary>
    public void Forget()
    {
        while (_waiting.TryDequeue(out var turn)) turn.TrySetException(new NodeStoppedException());
        _copying = 0;
        foreach (var index in cluster.State.Indices.Values) index.RestoreUuid = null;
    }

    private IndexState Create(FollowRequest request, LeaderIndex leader, IReadOnlyList<string> history)
    {
        var before = cluster.State.Find(request.FollowerIndex);
        if (before is null) CheckName(request.FollowerIndex);
        else CheckExisting(before, request, leader);
        var uuid = before?.Uuid ?? cluster.Ids.NewUuid();
        var follower = new IndexState(request.FollowerIndex, uuid, SettingsOf(request, leader, uuid), leader.Shards, leader.RoutingShards, cluster.Ids.NewUuid)
        {
            Mapping = leader.Mapping.DeepClone().AsObject(),
            Ccr = new CcrMetadata(request.RemoteCluster, leader.Name, leader.Uuid, history),
            RestoreUuid = cluster.Ids.NewUuid(),
            DataStream = before?.DataStream ?? ReplicatedStreams.Join(cluster, request, leader),
        };
        foreach (var shard in follower.Shards)
        {
            shard.HasNoCopy = true;
            shard.Routing = ShardRouting.Initializing;
        }
        if (before is not null) TakeOver(before, follower);
        cluster.State.Indices[follower.Name] = follower;
        return follower;
    }

    private void CheckName(string name)
    {
        IndexNameRules.Check(name);
        if (cluster.State.DataStreams.ContainsKey(name)) throw IndexNameRules.Invalid(name, "already exists as data stream");
        if (cluster.Indices.Names.Behind(name).Count > 0) throw IndexNameRules.Invalid(name, "already exists as alias");
    }

    private static void CheckExisting(IndexState before, FollowRequest request, LeaderIndex leader)
    {
        if (before.IsOpen)
        {
            throw RestoreError(request, $"cannot restore index [{before.Name}] because an open index with same name already exists in the cluster. "
                + "Either close or delete the existing index or restore the index under a different name by providing a rename pattern and replacement name");
        }
        if (before.Shards.Count != leader.Shards)
        {
            throw RestoreError(request,
                $"cannot restore index [{before.Name}] with [{before.Shards.Count}] shards from a snapshot of index [{leader.Name}] with [{leader.Shards}] shards");
        }
    }

    private static ElasticException RestoreError(FollowRequest request, string complaint) =>
        new(500, "snapshot_restore_exception", $"[_ccr_{request.RemoteCluster}:_latest_/_latest_] {complaint}");

    private static Settings SettingsOf(FollowRequest request, LeaderIndex leader, string uuid) =>
        request.Settings.WithoutNulls().Over(leader.Settings.Without("index.verified_before_close"))
            .With("index.uuid", uuid)
            .With("index.provided_name", request.FollowerIndex)
            .With("index.xpack.ccr.following_index", "true");

    /// <summary>The closed index of that name keeps its uuid; its versions and terms go on from where they were.</summary>
    private static void TakeOver(IndexState before, IndexState follower)
    {
        follower.MappingVersion = Math.Max(follower.MappingVersion, before.MappingVersion + 1);
        follower.SettingsVersion = Math.Max(follower.SettingsVersion, before.SettingsVersion + 1);
        follower.AliasesVersion = Math.Max(follower.AliasesVersion, before.AliasesVersion + 1);
        for (var i = 0; i < follower.Shards.Count; i++) follower.Shards[i].PrimaryTerm = before.Shards[i].PrimaryTerm;
    }

    private async Task<bool> CopyAsync(IndexState follower, Shard shard)
    {
        await TurnAsync();
        try
        {
            for (var attempt = 0; attempt < Attempts && cluster.State.Find(follower.Name) == follower; attempt++)
                if (await TryAsync(follower, shard))
                    return true;
            return false;
        }
        finally
        {
            Next();
        }
    }

    private async Task<bool> TryAsync(IndexState follower, Shard shard)
    {
        var ccr = follower.Ccr!;
        shard.Recovery = new RecoveryState(RecoveryType.Snapshot, cluster.NowMillis)
        {
            Source = new RecoverySource($"_ccr_{ccr.RemoteCluster}", "_latest_", cluster.Profile.Number, ccr.LeaderIndex, follower.RestoreUuid ?? ""),
        };
        try
        {
            var source = await new RemoteCopy(cluster, follower, shard).FetchAsync(shard.Recovery);
            await cluster.Master.UpdateAsync(() => Start(follower, shard, source));
            return true;
        }
        catch (ElasticException)
        {
            // Tried again at once, a few times, as a failed allocation is.
            return false;
        }
    }

    private void Start(IndexState follower, Shard shard, CopySource source)
    {
        if (cluster.State.Find(follower.Name) != follower) return;
        shard.Store = source.Restore();
        shard.RetainedFrom = source.RetainedFrom;
        shard.HasNoCopy = false;
        shard.Routing = ShardRouting.Started;
        PeerLease.Ensure(shard, cluster);
        shard.Recovery!.Finish(cluster.NowMillis);
    }

    private async Task TurnAsync()
    {
        var atATime = int.TryParse(cluster.State.Setting(ConcurrentPrimaries), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 4;
        if (_copying < Math.Max(1, atATime))
        {
            _copying++;
            return;
        }
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        await turn.Task;
    }

    private void Next()
    {
        if (_waiting.TryDequeue(out var turn)) turn.TrySetResult();
        else _copying = Math.Max(0, _copying - 1);
    }
}
