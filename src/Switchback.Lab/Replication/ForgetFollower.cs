using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>
/// <c>forget_follower</c>, sent to the leader's cluster: drops the leases that a follower holds on an index's shards. A follower
/// that still runs takes them anew at its next renewal.
/// </summary>
public static class ForgetFollower
{
    public const string Action = "indices:admin/xpack/ccr/forget_follower";

    public static JsonObject Run(Cluster cluster, string leaderIndex, ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0) throw Errors.Parse("request body or source parameter is required");
        string? followerCluster = null, followerIndex = null, followerUuid = null, alias = null;
        new StrictParser(Action)
            .Text("follower_cluster", value => followerCluster = value)
            .Text("follower_index", value => followerIndex = value)
            .Text("follower_index_uuid", value => followerUuid = value)
            .Text("leader_remote_cluster", value => alias = value)
            .Parse(body);
        // All four are needed, and nobody checks them there either (contract 0.14).
        if (followerCluster is null || followerIndex is null || followerUuid is null || alias is null)
            throw new ElasticException(500, "null_pointer_exception", null);
        var indices = cluster.Indices.Resolve(leaderIndex, IndicesOptions.StrictExpandOpenAndForbidClosed);
        var shards = indices.SelectMany(index => index.Shards).Where(shard => shard.IsStarted).ToList();
        var failures = new List<(Shard Shard, ElasticException Why)>();
        foreach (var shard in shards)
        {
            // Whichever shards the expression means: each of them takes it for the plain name of an index.
            if (cluster.State.Find(leaderIndex) is null)
            {
                failures.Add((shard, new ElasticException(500, "null_pointer_exception", cluster.Profile.NoMetadataOfIndex) { IsForeign = true }));
                continue;
            }
            var lease = LeaseId.Of(followerCluster, followerIndex, followerUuid, alias, shard.Index.Name, shard.Index.Uuid);
            try
            {
                shard.Leases.Remove(lease, shard.PrimaryTerm);
            }
            catch (ElasticException e)
            {
                failures.Add((shard, e));
            }
        }
        return Answer(shards.Count, failures);
    }

    private static JsonObject Answer(int total, IReadOnlyList<(Shard Shard, ElasticException Why)> failures)
    {
        var counts = new JsonObject { ["total"] = total, ["successful"] = total - failures.Count, ["failed"] = failures.Count };
        if (failures.Count > 0)
        {
            // The same reason is told once, for the first shard that gave it.
            counts["failures"] = new JsonArray([.. failures.DistinctBy(failure => (failure.Shard.Index.Name, failure.Why.Reason)).Select(failure => (JsonNode)new JsonObject
            {
                ["shard"] = failure.Shard.Id,
                ["index"] = failure.Shard.Index.Name,
                ["status"] = failure.Why.Status == 404 ? "NOT_FOUND" : "INTERNAL_SERVER_ERROR",
                ["reason"] = ErrorBody.Shape(failure.Why),
            })]);
        }
        return new JsonObject { ["_shards"] = counts };
    }
}
