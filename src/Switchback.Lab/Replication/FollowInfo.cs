using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary><c>info</c>: which of the indices follow, and with which parameters those that have a task. Needs no licence.</summary>
public static class FollowInfo
{
    public static JsonObject Of(Cluster cluster, string expression)
    {
        var followers = cluster.Indices.Resolve(expression, IndicesOptions.StrictExpand)
            .Where(index => index.IsFollower)
            // It comes in no order there: nobody may rely on one here.
            .OrderBy(index => index.Uuid, StringComparer.Ordinal);
        return new JsonObject { ["follower_indices"] = new JsonArray([.. followers.Select(index => Describe(cluster, index))]) };
    }

    private static JsonObject Describe(Cluster cluster, IndexState index)
    {
        var tasks = cluster.Replication.Tasks.Set.Of(index.Name);
        var described = new JsonObject
        {
            ["follower_index"] = index.Name,
            ["remote_cluster"] = index.Ccr!.RemoteCluster,
            ["leader_index"] = index.Ccr.LeaderIndex,
            ["status"] = tasks.Count > 0 ? "active" : "paused",
        };
        if (tasks.Count > 0) described["parameters"] = tasks[0].Parameters.ToJson();
        return described;
    }
}
