using Switchback.Lab.Clusters;

namespace Switchback.Lab.Security;

/// <summary>The cluster privileges and the actions each of them grants.</summary>
public static class ClusterPrivileges
{
    public const string State = "cluster:monitor/state";

    private const string HasPrivileges = "cluster:admin/xpack/security/user/has_privileges";
    private const string DelegatePki = "cluster:admin/xpack/security/delegate_pki";

    private static readonly string[] All = ["cluster:*", "indices:admin/template/*", "indices:admin/index_template/*"];
    private static readonly string[] Repository = ["cluster:admin/snapshot/status*", "cluster:admin/snapshot/get", "cluster:admin/repository/get"];

    /// <summary>Some actions that are called "indices:" belong to the cluster all the same.</summary>
    public static bool IsClusterAction(string action) =>
        action.StartsWith("cluster:", StringComparison.Ordinal)
        || action.StartsWith("indices:admin/template/", StringComparison.Ordinal)
        || action.StartsWith("indices:admin/index_template/", StringComparison.Ordinal);

    public static PrivilegeTable For(Profile profile) => new("cluster", All, leastIsNarrowest: false, Table(profile));

    private static IEnumerable<(string, ActionSet)> Table(Profile profile)
    {
        yield return ("none", ActionSet.None);
        yield return ("all", new ActionSet(All));
        yield return ("manage", new ActionSet(All, "cluster:admin/xpack/security/*"));
        yield return ("monitor", new ActionSet(profile.HasTypes
            ? ["cluster:monitor/*"]
            : ["cluster:monitor/*", "indices:admin/template/get", "cluster:admin/component_template/get", "indices:admin/index_template/get"]));
        foreach (var (name, patterns) in Named(profile)) yield return (name, new ActionSet(patterns));
        yield return ("manage_security", new ActionSet(["cluster:admin/xpack/security/*"], DelegatePki));
    }

    private static IEnumerable<(string, string[])> Named(Profile profile) =>
    [
        .. Features(),
        .. profile.AtLeast(8) ? Later() : [],
        .. profile.HasCrossClusterKeys ? CrossCluster() : [],
    ];

    private static IEnumerable<(string, string[])> Features() =>
    [
        ("monitor_ml", ["cluster:monitor/xpack/ml/*"]),
        ("monitor_transform", ["cluster:monitor/data_frame/*", "cluster:monitor/transform/*"]),
        ("monitor_watcher", ["cluster:monitor/xpack/watcher/*"]),
        ("monitor_rollup", ["cluster:monitor/xpack/rollup/*"]),
        ("manage_ml", ["cluster:admin/xpack/ml/*", "cluster:monitor/xpack/ml/*"]),
        ("manage_transform", ["cluster:admin/data_frame/*", "cluster:monitor/data_frame/*", "cluster:monitor/transform/*", "cluster:admin/transform/*"]),
        ("manage_token", ["cluster:admin/xpack/security/token/*"]),
        ("manage_watcher", ["cluster:admin/xpack/watcher/*", "cluster:monitor/xpack/watcher/*"]),
        ("manage_rollup", ["cluster:admin/xpack/rollup/*", "cluster:monitor/xpack/rollup/*"]),
        ("manage_index_templates", ["indices:admin/template/*", "indices:admin/index_template/*", "cluster:admin/component_template/*"]),
        ("manage_ingest_pipelines", ["cluster:admin/ingest/pipeline/*"]),
        ("manage_pipeline", ["cluster:admin/ingest/pipeline/*"]),
        ("read_pipeline", ["cluster:admin/ingest/pipeline/get", "cluster:admin/ingest/pipeline/simulate"]),
        ("transport_client", ["cluster:monitor/nodes/liveness", State]),
        ("manage_saml", ["cluster:admin/xpack/security/saml/*", "cluster:admin/xpack/security/token/invalidate", "cluster:admin/xpack/security/token/refresh"]),
        ("manage_oidc", ["cluster:admin/xpack/security/oidc/*"]),
        ("manage_api_key", ["cluster:admin/xpack/security/api_key/*"]),
        ("manage_own_api_key", [ApiKeys.OwnOnly]),
        ("grant_api_key", ["cluster:admin/xpack/security/api_key/grant*"]),
        ("manage_autoscaling", ["cluster:admin/autoscaling/*"]),
        ("manage_ccr", ["cluster:admin/xpack/ccr/*", State, HasPrivileges]),
        ("read_ccr", [State, HasPrivileges]),
        ("create_snapshot", ["cluster:admin/snapshot/create", .. Repository]),
        ("monitor_snapshot", Repository),
        ("manage_ilm", ["cluster:admin/ilm/*"]),
        ("read_ilm", ["cluster:admin/ilm/get", "cluster:admin/ilm/operation_mode/get"]),
        ("manage_slm", ["cluster:admin/slm/*", "cluster:admin/ilm/start", "cluster:admin/ilm/stop", "cluster:admin/ilm/operation_mode/get"]),
        ("read_slm", ["cluster:admin/slm/get", "cluster:admin/ilm/operation_mode/get"]),
        ("delegate_pki", [DelegatePki, "cluster:admin/xpack/security/token/invalidate"]),
        ("manage_enrich", ["cluster:admin/xpack/enrich/*"]),
        ("manage_logstash_pipelines", ["cluster:admin/logstash/pipeline/*"]),
    ];

    private static IEnumerable<(string, string[])> Later() =>
    [
        ("cancel_task", ["cluster:admin/tasks/cancel*"]),
        ("monitor_text_structure", ["cluster:monitor/text_structure/*"]),
        ("manage_service_account", ["cluster:admin/xpack/security/service_account/*"]),
        ("manage_user_profile", ["cluster:admin/xpack/security/profile/*"]),
        ("manage_search_application", ["cluster:admin/xpack/application/search_application/*"]),
        ("manage_behavioral_analytics", ["cluster:admin/xpack/application/analytics/*"]),
        ("read_security",
        [
            "cluster:admin/xpack/security/api_key/get", "cluster:admin/xpack/security/api_key/query", "cluster:admin/xpack/security/privilege/builtin/get",
            "cluster:admin/xpack/security/privilege/get", "cluster:admin/xpack/security/profile/get", "cluster:admin/xpack/security/profile/suggest",
            "cluster:admin/xpack/security/role/get", "cluster:admin/xpack/security/role_mapping/get", "cluster:admin/xpack/security/service_account/get",
            "cluster:admin/xpack/security/user/get", "cluster:admin/xpack/security/user/list_privileges", HasPrivileges,
        ]),
    ];

    private static IEnumerable<(string, string[])> CrossCluster() =>
    [
        ("cross_cluster_search", ["cluster:internal/remote_cluster/handshake", "cluster:internal/remote_cluster/nodes"]),
        ("cross_cluster_replication",
        [
            "cluster:internal/remote_cluster/handshake", "cluster:internal/remote_cluster/nodes", "cluster:monitor/xpack/info", State,
        ]),
    ];
}
