using System.Text.Json;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>The statistics of follow tasks, written straight to the answer: ten thousand shards must not become a tree first.</summary>
public sealed class FollowStats(Cluster cluster)
{
    /// <summary>Indices with tasks out of exact names; everything for <c>_all</c> and <c>*</c>. 404 when none of the names has any.</summary>
    public IReadOnlyList<string> Find(string expression)
    {
        var tasks = cluster.Replication.Tasks.Set;
        var names = expression.Split(',');
        if (names is ["_all"] or ["*"]) return [.. tasks.Indices];
        var found = names.Where(tasks.Has).Distinct().Order(StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found : throw Errors.ResourceNotFound($"No shard follow tasks for follower indices [{string.Join(",", names)}]");
    }

    public void WriteIndices(Utf8JsonWriter writer, IEnumerable<string> indices, bool human)
    {
        writer.WriteStartArray("indices"u8);
        foreach (var index in indices)
        {
            var shards = cluster.Replication.Tasks.Set.Of(index).Select(task => (Task: task, Running: cluster.Replication.Tasks.Find(task)))
                .Where(pair => pair.Running is not null).ToList();
            if (shards.Count == 0) continue;
            writer.WriteStartObject();
            writer.WriteString("index"u8, index);
            if (cluster.Profile.SumsCheckpointLag) writer.WriteNumber("total_global_checkpoint_lag"u8, shards.Sum(pair => Lag(pair.Running!.Status)));
            writer.WriteStartArray("shards"u8);
            foreach (var (task, running) in shards) ShardStatusJson.Write(writer, task, running!.Status, cluster.Lab.Clock.Elapsed, human);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static long Lag(ShardFollowerStatus status) => status.LeaderGlobalCheckpoint - status.FollowerGlobalCheckpoint;
}
