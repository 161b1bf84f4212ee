namespace Switchback.Elasticsearch.Wire;

/// <summary>Things that do not replicate and that the other side needs too.</summary>
public static class InventoryRequests
{
    public static readonly WireRequest IndexTemplates = Get("/_index_template");
    public static readonly WireRequest ComponentTemplates = Get("/_component_template");
    public static readonly WireRequest LegacyTemplates = Get("/_template");
    public static readonly WireRequest LifecyclePolicies = Get("/_ilm/policy?filter_path=*.policy");
    public static readonly WireRequest SnapshotPolicies = Get("/_slm/policy?filter_path=*.policy");
    public static readonly WireRequest Pipelines = Get("/_ingest/pipeline");
    public static readonly WireRequest SnapshotRepositories = Get("/_snapshot");
    public static readonly WireRequest Roles = Get("/_security/role");

    private static WireRequest Get(string target) => new() { Method = HttpMethod.Get, Target = target };
}
