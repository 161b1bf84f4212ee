using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Management;

/// <summary>A named definition with the version that every change of it raises.</summary>
public sealed record Definition(string Name, JsonObject Content, long Version, long ModifiedMillis);

/// <summary>What operators keep beside their indices: policies, pipelines and repositories. Kept and shown, not carried out.</summary>
public sealed class ManagementState
{
    public SortedDictionary<string, Definition> LifecyclePolicies { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Definition> SnapshotPolicies { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Definition> Pipelines { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Definition> Repositories { get; } = new(StringComparer.Ordinal);

    public bool LifecycleRuns { get; set; } = true;

    public bool SnapshotLifecycleRuns { get; set; } = true;

    /// <summary>Throws what a write is answered with whose pipeline, or whose index's, nobody defined.</summary>
    public void RequirePipelines(string? requested, Settings index)
    {
        Require(requested ?? index.Text("index.default_pipeline"));
        Require(index.Text("index.final_pipeline"));

        void Require(string? id)
        {
            if (id is not (null or "_none") && !Pipelines.ContainsKey(id)) throw Errors.IllegalArgument($"pipeline with id [{id}] does not exist");
        }
    }

    public static void Put(SortedDictionary<string, Definition> definitions, string name, JsonObject content, long now) =>
        definitions[name] = new Definition(name, content, (definitions.GetValueOrDefault(name)?.Version ?? 0) + 1, now);

    /// <summary>Those a comma list of names and patterns means; nothing given means all.</summary>
    public static List<Definition> Select(SortedDictionary<string, Definition> definitions, string? names)
    {
        var patterns = names is null or "_all" ? ["*"] : names.Split(',');
        return [.. definitions.Values.Where(one => Array.Exists(patterns, pattern => Wildcard.Matches(pattern, one.Name)))];
    }
}
