using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Control;

/// <summary>Takes away what followers need to go on: their leases, or the operations themselves. Runs on the loop.</summary>
public sealed class HistoryControl(Laboratory lab)
{
    public JsonObject ExpireLeases(ControlRequest request)
    {
        var expired = 0;
        foreach (var (_, shard) in Shards(request))
        {
            foreach (var lease in shard.Leases.All.Where(lease => lease.Expires).ToList())
            {
                shard.Leases.Remove(lease.Id, shard.PrimaryTerm);
                expired++;
            }
        }
        return new JsonObject { ["expired"] = expired };
    }

    /// <summary>What is superseded goes, and the leases that asked for it; operations of documents as they are now stay, as in a real merge.</summary>
    public JsonObject MergeAway(ControlRequest request)
    {
        var merged = 0;
        foreach (var (cluster, shard) in Shards(request)) merged += History.MergeAway(shard, cluster);
        return new JsonObject { ["operations_merged_away"] = merged };
    }

    private List<(Cluster Cluster, Shard Shard)> Shards(ControlRequest request)
    {
        request.Knows("cluster", "index");
        var name = request.RequireText("cluster");
        var cluster = lab.Find(name) ?? throw new ControlException(404, $"no cluster '{name}'");
        var pattern = request.RequireText("index");
        var indices = cluster.State.Indices.Values.Where(index => Wildcard.Matches(pattern, index.Name)).ToList();
        if (indices.Count == 0) throw new ControlException(404, $"no index of '{name}' matches '{pattern}'");
        return [.. indices.SelectMany(index => index.Shards).Select(shard => (cluster, shard))];
    }
}
