namespace Switchback.Elasticsearch.Facts;

/// <summary>What does not replicate by itself and has to be put on both sides by somebody.</summary>
public enum DefinitionKind
{
    IndexTemplates,
    ComponentTemplates,
    LegacyTemplates,
    LifecyclePolicies,
    SnapshotPolicies,
    Pipelines,
    SnapshotRepositories,
    Roles,
}
