using System.Text.Json.Nodes;

namespace Switchback.Lab.Security;

/// <summary>Roles that are there from the start and cannot be changed.</summary>
public static class ReservedRoles
{
    public static IReadOnlyList<RoleDescriptor> All { get; } =
    [
        Make(SecurityState.SuperuserRole, ["all"], new IndexGrant(["*"], ["all"], true, null, null)) with { RunAs = ["*"] },
        Make("monitoring_user", ["cluster:monitor/main", "cluster:monitor/xpack/info", "cluster:monitor/remote/info"],
            new IndexGrant([".monitoring-*"], ["read", "read_cross_cluster"], false, null, null)),
        Make("remote_monitoring_agent", ["monitor", "manage_index_templates", "manage_ingest_pipelines"],
            new IndexGrant([".monitoring-*"], ["all"], false, null, null)),
        Make("ingest_admin", ["manage_index_templates", "manage_pipeline"]),
        Make("snapshot_user", ["create_snapshot", "cluster:admin/repository/get"], new IndexGrant(["*"], ["view_index_metadata"], true, null, null)),
        Make("transport_client", ["transport_client"]),
    ];

    private static RoleDescriptor Make(string name, string[] cluster, params IndexGrant[] indices) =>
        new(name, cluster, indices) { IsReserved = true, Metadata = new JsonObject { ["_reserved"] = true } };
}
