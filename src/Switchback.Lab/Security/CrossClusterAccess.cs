using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>What a cross-cluster key opens to the cluster that holds it: indices to search, indices to replicate.</summary>
public static class CrossClusterAccess
{
    public static RoleDescriptor Roles(JsonObject access, Privileges known)
    {
        foreach (var (field, _) in access)
            if (field is not ("search" or "replication"))
                throw Errors.XContent("access", field);
        var search = access["search"] as JsonArray;
        var replication = access["replication"] as JsonArray;
        if (search is null && replication is null)
            throw new ElasticException(400, "illegal_argument_exception", "must specify non-empty access for either [search] or [replication]");
        var cluster = new List<string>();
        if (search is not null) cluster.Add("cross_cluster_search");
        if (replication is not null) cluster.Add("cross_cluster_replication");
        var grants = Entries(search, "read", "read_cross_cluster", "view_index_metadata")
            .Concat(Entries(replication, "cross_cluster_replication", "cross_cluster_replication_internal"));
        return RoleDescriptor.Parse("cross_cluster", new JsonObject
        {
            ["cluster"] = Json.Array(cluster),
            ["indices"] = new JsonArray([.. grants]),
        }, known);
    }

    private static IEnumerable<JsonNode> Entries(JsonArray? entries, params string[] privileges) =>
        (entries ?? []).OfType<JsonObject>().Select(entry => (JsonNode)new JsonObject
        {
            ["names"] = Json.Array(Json.Strings(entry["names"])),
            ["privileges"] = Json.Array(privileges),
        });
}
