using Switchback.Dashboard.Fleet;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Tests.Fleet;

/// <summary>Facts as tests speak of them.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 3, 14, 7, TimeSpan.Zero);

    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(6);

    public static FollowerFacts Follower(string name = "orders2", FollowerStatus status = FollowerStatus.Active, TaskFacts? tasks = null, bool? open = true) =>
        new(name, "clusterA", "orders", "uuid", status, open, status == FollowerStatus.Active ? tasks ?? Tasks() : tasks);

    public static TaskFacts Tasks(ReadTrouble? fatal = null, ReadTrouble? retried = null, int silentSeconds = 2) =>
        new(1, fatal, retried, TimeSpan.FromSeconds(silentSeconds));

    /// <summary>A copy whose shards stand at these newest operations, nothing missing below.</summary>
    public static CopyPositions At(params long[] newest) =>
        new("uuid", newest.Select((mark, shard) => (mark, shard)).ToDictionary(at => at.shard, at => new ShardMarks(at.mark, at.mark)));

    public static ClusterView Leader(CopyPositions? orders = null, ClusterLine? line = null, int ageSeconds = 1) =>
        new("clusterA", line ?? new ClusterLine.Answering(), Now.AddSeconds(-ageSeconds), "9.1.4", [],
            new Dictionary<string, CopyPositions> { ["orders"] = orders ?? At(41) });

    public static ClusterView Away(FollowerFacts? follower = null, CopyPositions? own = null, ClusterLine? line = null, int ageSeconds = 1) =>
        new("clusterB", line ?? new ClusterLine.Answering(), Now.AddSeconds(-ageSeconds), "9.1.4", [follower ?? Follower()],
            new Dictionary<string, CopyPositions> { [(follower ?? Follower()).Name] = own ?? At(41) });

    public static ClusterLine Silent(int seconds) => new ClusterLine.NotAnswering(Now.AddSeconds(-seconds), "The cluster cannot be reached: connection refused.");

    public static FleetSnapshot Snapshot(params ClusterView[] clusters) => new(1, clusters);
}
