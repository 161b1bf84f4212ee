using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What does not replicate and has to be on the side that gains writes as well. Managed definitions are everywhere by themselves.</summary>
internal static class DefinitionChecks
{
    private sealed record Kind(DefinitionKind Of, string Id, string Title, string Path, string Without);

    private static readonly Kind[] Kinds =
    [
        new(DefinitionKind.IndexTemplates, "index-templates", "Index templates", "/_index_template/", "new indices would be made without these settings and mappings"),
        new(DefinitionKind.ComponentTemplates, "component-templates", "Component templates", "/_component_template/", "templates made of them cannot be put there"),
        new(DefinitionKind.LegacyTemplates, "legacy-templates", "Legacy templates", "/_template/", "new indices would be made without these settings and mappings"),
        new(DefinitionKind.LifecyclePolicies, "lifecycle-policies", "Lifecycle policies", "/_ilm/policy/", "indices that name them neither roll over nor get deleted"),
        new(DefinitionKind.SnapshotPolicies, "snapshot-policies", "Snapshot policies", "/_slm/policy/", "no snapshots would be taken there"),
        new(DefinitionKind.Pipelines, "pipelines", "Ingest pipelines", "/_ingest/pipeline/", "writes that name them would be refused"),
        new(DefinitionKind.SnapshotRepositories, "snapshot-repositories", "Snapshot repositories", "/_snapshot/", "snapshots could be neither taken nor restored there"),
        new(DefinitionKind.Roles, "roles", "Roles", "/_security/role/", "people and programs would lack rights there"),
    ];

    public static IEnumerable<Check> Of(Party from, Party to) => Kinds.Select(kind =>
        from.Hear(from.Facts.Definitions[kind.Of], FactGroup.Inventory).And(to.Hear(to.Facts.Definitions[kind.Of], FactGroup.Inventory))
            .Judge(kind.Id, $"{kind.Title} on {to.Cluster}", both => Compare(from, to, kind, both.First, both.Second)));

    private static Finding Compare(Party from, Party to, Kind kind, IReadOnlyList<Definition> theirs, IReadOnlyList<Definition> mine)
    {
        const string limit = "none missing, none different";
        var wanted = theirs.Where(definition => !definition.IsManaged).ToList();
        var there = mine.ToDictionary(definition => definition.Name, definition => definition.Digest, StringComparer.Ordinal);
        var missing = wanted.Where(definition => !there.ContainsKey(definition.Name)).Select(definition => definition.Name).ToList();
        var different = wanted.Where(definition => there.TryGetValue(definition.Name, out var digest) && digest != definition.Digest).Select(definition => definition.Name).ToList();
        if (missing.Count + different.Count == 0)
            return Finding.Pass(wanted.Count == 0 ? "none needed" : $"{wanted.Count} equal", limit, $"{to.Cluster} has all that {from.Cluster} has.");

        var reason = (missing.Count, different.Count) switch
        {
            (_, 0) => $"Missing on {to.Cluster}: {Say.Names(missing)}; {kind.Without}.",
            (0, _) => $"Different on {to.Cluster}: {Say.Names(different)}.",
            _ => $"Missing on {to.Cluster}: {Say.Names(missing)}; {kind.Without}. Different: {Say.Names(different)}.",
        };
        var path = kind.Path + Uri.EscapeDataString(missing.Concat(different).First());
        return Finding.Warn($"{missing.Count} missing, {different.Count} different", limit, reason,
            missing.Count > 0 ? $"Put them on {to.Cluster} as they are on {from.Cluster}." : "Compare them, and put the right one on both sides.",
            $"{from.ByHand($"GET {path}")}\n{to.ByHand($"GET {path}")}");
    }
}
