using Switchback.Lab.Clusters;

namespace Switchback.Lab.Security;

/// <summary>The index privileges and the actions each of them grants.</summary>
public static class IndexPrivileges
{
    private static readonly string[] Actions = ["indices:*", "internal:transport/proxy/indices:*"];

    public static PrivilegeTable For(Profile profile) => new("index", Actions, leastIsNarrowest: true, Table(profile));

    private static IEnumerable<(string, ActionSet)> Table(Profile profile)
    {
        // Until 8 whoever may write may also change the mapping; after that only as far as dynamic mapping does.
        string[] mapping = profile.HasTypes ? ["indices:admin/mapping/put", "indices:admin/mapping/auto_put"] : [];
        yield return ("none", ActionSet.None);
        yield return ("all", new ActionSet(Actions));
        yield return ("read", new ActionSet(profile.AtLeast(8, 13)
            ? ["indices:data/read/*", "indices:admin/resolve/index", "indices:admin/resolve/cluster"]
            : ["indices:data/read/*"]));
        yield return ("read_cross_cluster", new ActionSet(["internal:transport/proxy/indices:data/read/*", "indices:admin/shards/search_shards"]));
        yield return ("create", new ActionSet(["indices:data/write/index*", "indices:data/write/bulk*", .. mapping]));
        yield return ("create_doc", new ActionSet([
            "indices:data/write/index", "indices:data/write/index[*", "indices:data/write/index:op_type/create", "indices:data/write/bulk*", .. mapping]));
        yield return ("index", new ActionSet(["indices:data/write/index*", "indices:data/write/bulk*", "indices:data/write/update*", .. mapping]));
        yield return ("delete", new ActionSet(["indices:data/write/delete*", "indices:data/write/bulk*"]));
        yield return ("write", new ActionSet(["indices:data/write/*", "indices:admin/mapping/auto_put", .. mapping]));
        yield return ("monitor", new ActionSet(["indices:monitor/*"]));
        yield return ("manage", new ActionSet(["indices:monitor/*", "indices:admin/*", "indices:data/read/field_caps*", "indices:data/read/xpack/rollup/get/index/caps*"]));
        yield return ("create_index", new ActionSet(["indices:admin/create", "indices:admin/auto_create", "indices:admin/data_stream/create"]));
        yield return ("delete_index", new ActionSet(["indices:admin/delete", "indices:admin/data_stream/delete"]));
        yield return ("view_index_metadata", new ActionSet([
            "indices:admin/aliases/get", "indices:admin/aliases/exists", "indices:admin/get", "indices:admin/exists", "indices:admin/mappings/fields/get*",
            "indices:admin/mappings/get", "indices:admin/shards/search_shards", "indices:admin/types/exists", "indices:admin/validate/query*",
            "indices:monitor/settings/get", "indices:admin/ilm/explain", "indices:admin/data_stream/get", "indices:admin/data_stream/lifecycle/get",
            "indices:admin/data_stream/lifecycle/explain", "indices:admin/resolve/index", "indices:admin/resolve/cluster",
            "indices:data/read/field_caps*", "indices:data/read/xpack/rollup/get/index/caps*"]));
        yield return ("manage_follow_index", new ActionSet(profile.AtLeast(7, 12)
            ? ["indices:admin/xpack/ccr/put_follow", "indices:admin/xpack/ccr/unfollow", "indices:admin/close*", "indices:admin/data_stream/promote", "indices:admin/rollover"]
            : ["indices:admin/xpack/ccr/put_follow", "indices:admin/xpack/ccr/unfollow", "indices:admin/close*"]));
        yield return ("manage_leader_index", new ActionSet(["indices:admin/xpack/ccr/forget_follower*"]));
        yield return ("manage_ilm", new ActionSet(["indices:admin/ilm/*"]));
        if (profile.AtLeast(7, 11))
            yield return ("maintenance", new ActionSet(["indices:admin/refresh*", "indices:admin/flush*", "indices:admin/synced_flush", "indices:admin/forcemerge*"]));
        if (profile.AtLeast(7, 13))
            yield return ("auto_configure", new ActionSet(["indices:admin/mapping/auto_put", "indices:admin/auto_create"]));
        if (!profile.HasCrossClusterKeys) yield break;
        yield return ("cross_cluster_replication", new ActionSet([
            "indices:data/read/xpack/ccr/shard_changes*", "indices:monitor/stats*", "indices:admin/seq_no/add_retention_lease*",
            "indices:admin/seq_no/remove_retention_lease*", "indices:admin/seq_no/renew_retention_lease*"]));
        yield return ("cross_cluster_replication_internal", new ActionSet([
            "indices:internal/admin/ccr/restore/session/clear*", "indices:internal/admin/ccr/restore/file_chunk/get*",
            "indices:internal/admin/ccr/restore/session/put*", "internal:transport/proxy/indices:internal/admin/ccr/restore/session/clear*",
            "internal:transport/proxy/indices:internal/admin/ccr/restore/file_chunk/get*"]));
        yield return ("manage_data_stream_lifecycle", new ActionSet(["indices:admin/data_stream/lifecycle/*"]));
    }
}
