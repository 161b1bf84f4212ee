using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Control;

/// <summary>Makes follow tasks fail for good, as corruption would. Runs on the loop.</summary>
public sealed class FollowerControl(Laboratory lab)
{
    public JsonObject Fail(ControlRequest request)
    {
        request.Knows("cluster", "index", "shard", "type", "reason");
        var name = request.RequireText("cluster");
        var cluster = lab.Find(name) ?? throw new ControlException(404, $"no cluster '{name}'");
        var pattern = request.RequireText("index");
        var shard = request.Number("shard");
        var running = cluster.Replication.Tasks.Set.All
            .Where(task => Wildcard.Matches(pattern, task.FollowerIndex) && (shard is null || task.Shard == shard))
            .Select(cluster.Replication.Tasks.Find).OfType<Replication.RunningFollow>().ToList();
        if (running.Count == 0) throw new ControlException(404, $"no follower of '{name}' matches '{pattern}' and runs");
        foreach (var follower in running)
        {
            follower.Fail(new ElasticException(500, request.Text("type") ?? "illegal_state_exception",
                request.Text("reason") ?? $"unexpected history uuid, expected [{cluster.Ids.NewUuid()}], actual [{cluster.Ids.NewUuid()}]"));
        }
        return new JsonObject { ["failed_shards"] = running.Count };
    }
}
