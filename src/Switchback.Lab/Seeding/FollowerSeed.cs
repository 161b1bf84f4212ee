using System.Globalization;
using System.Text;
using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Indices;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Seeding;

/// <summary>
/// Many small leaders and their followers at once, each as it would be after its creation, its writes, its follow and its
/// catching up: the one place that writes state past the calls. Runs on the loop, in one piece.
/// </summary>
public sealed class FollowerSeed(Cluster leaders, Cluster followers, string alias)
{
    private static readonly Settings OneShard = Settings.Of(("index.number_of_shards", "1"), ("index.number_of_replicas", "0"));

    public void Make(string name, int documents)
    {
        var leader = MakeLeader(name, documents);
        var follower = MakeFollower(leader);
        var task = new FollowTask(follower.Name, follower.Uuid, 0, alias, leader.Name, leader.Uuid, FollowParameters.Default, null);
        leaders.Replication.Leases.Add(leader.Name, leader.Uuid, 0, task.LeaseId(followers.Name), leader.Shards[0].Store.GlobalCheckpoint + 1);
        followers.Replication.Tasks.Seed(task);
    }

    private IndexState MakeLeader(string name, int documents)
    {
        var index = leaders.Indices.Creation.Create(new NewIndex(name) { Settings = OneShard }, []);
        var shard = index.Shards[0];
        for (var i = 0; i < documents; i++)
            shard.Store.Append(OperationKind.Index, "d" + i.ToString(CultureInfo.InvariantCulture), null, shard.PrimaryTerm, 1, Document(i));
        if (documents > 0) index.Mapping = Mapping();
        if (documents > 0) index.MappingVersion++;
        shard.Store.Flush();
        Start(leaders, shard);
        return index;
    }

    private IndexState MakeFollower(IndexState leader)
    {
        var uuid = followers.Ids.NewUuid();
        var settings = leader.Settings.With("index.uuid", uuid).With("index.provided_name", leader.Name).With("index.xpack.ccr.following_index", "true");
        var source = leader.Shards[0];
        var follower = new IndexState(leader.Name, uuid, settings, 1, leader.RoutingShards, followers.Ids.NewUuid)
        {
            Mapping = leader.Mapping.DeepClone().AsObject(),
            Ccr = new CcrMetadata(alias, leader.Name, leader.Uuid, [source.HistoryUuid]),
        };
        var shard = follower.Shards[0];
        shard.Store = ShardStore.Restore(source.Store.Committed(), source.Store.CommittedMaxSeqNo, source.Store.CommittedCheckpoint);
        shard.Recovery = new RecoveryState(RecoveryType.Snapshot, followers.NowMillis)
        {
            Source = new RecoverySource($"_ccr_{alias}", "_latest_", followers.Profile.Number, leader.Name, followers.Ids.NewUuid()),
            TotalBytes = source.Store.CommittedBytes,
            RecoveredBytes = source.Store.CommittedBytes,
            TotalFiles = 1,
            RecoveredFiles = 1,
        };
        followers.State.Indices[follower.Name] = follower;
        Start(followers, shard);
        return follower;
    }

    private static void Start(Cluster cluster, Shard shard)
    {
        shard.Store.Refresh();
        shard.Recovery?.Finish(cluster.NowMillis);
        shard.Routing = ShardRouting.Started;
        PeerLease.Ensure(shard, cluster);
    }

    private static System.Text.Json.Nodes.JsonObject Mapping() =>
        System.Text.Json.Nodes.JsonNode.Parse("""{"properties":{"n":{"type":"long"}}}""")!.AsObject();

    private static byte[] Document(int i) => Encoding.UTF8.GetBytes($"{{\"n\":{i.ToString(CultureInfo.InvariantCulture)}}}");
}
