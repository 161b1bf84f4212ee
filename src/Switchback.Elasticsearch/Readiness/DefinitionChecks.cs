using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What does not replicate: templates, policies, pipelines, repositories, roles. The side that takes over needs them as well.</summary>
internal static class DefinitionChecks
{
    private const int MostNames = 5;

    private static readonly string[] Kinds =
        ["index template", "component template", "legacy template", "lifecycle policy", "snapshot policy", "pipeline", "snapshot repository", "role"];

    public static IEnumerable<Check> Of(SideInput leader, SideInput taker)
    {
        foreach (var kind in Kinds) yield return Compare(kind, leader, taker);
    }

    /// <summary>A data stream rolls over by its template. Without one, a promoted stream cannot take writes of its own.</summary>
    public static Check StreamTemplates(SideInput taker)
    {
        const string id = "stream-templates";
        const string title = "Data streams can roll over";
        var streams = taker.Facts.Streams;
        if (!streams.IsGood) return SideChecks.NotRead(id, title, streams);
        var bare = streams.Value!.Where(stream => stream.Template is null).Select(stream => stream.Name).ToList();
        return bare.Count == 0
            ? SideChecks.Pass(id, title, $"{streams.Value!.Count}", streams.Value!.Count == 0 ? "There are none." : "Each has a template.", streams.ReadAt)
            : new Check(id, title, CheckOutcome.Fail, $"{bare.Count} without template", "none", $"{Names(bare)} on {taker.Name} cannot roll over, so promoting them leaves them without an index to write to.",
                "Create their index templates there first.", "PUT /_index_template/...", streams.ReadAt);
    }

    private static Check Compare(string kind, SideInput leader, SideInput taker)
    {
        var (id, title) = ($"{kind.Replace(' ', '-')}-{taker.Name}", $"{taker.Name} has the {Plural(kind)} of {leader.Name}");
        var (theirs, mine) = (leader.Facts.Inventory, taker.Facts.Inventory);
        // A leader that is down now may well have been read before: what it had then is what is needed.
        if (theirs.Value is null) return SideChecks.NotRead(id, title, theirs);
        if (!mine.IsGood) return SideChecks.NotRead(id, title, mine);
        var (there, here) = (Find(theirs.Value, kind), Find(mine.Value!, kind));
        if ((there.Trouble ?? here.Trouble) is { } trouble) return new Check(id, title, CheckOutcome.Unknown, null, null, trouble, "Let the read credential see them.", null, mine.ReadAt);
        var known = here.Definitions!.ToDictionary(definition => definition.Name, definition => definition.Digest, StringComparer.Ordinal);
        var wanted = there.Definitions!.Where(definition => !definition.IsManaged).ToList();
        var missing = wanted.Where(definition => !known.ContainsKey(definition.Name)).Select(definition => definition.Name).ToList();
        var other = wanted.Where(definition => known.TryGetValue(definition.Name, out var digest) && digest != definition.Digest).Select(definition => definition.Name).ToList();
        var asOf = SideChecks.Older(theirs.ReadAt, mine.ReadAt);
        if (missing.Count + other.Count == 0) return SideChecks.Pass(id, title, $"{wanted.Count}", wanted.Count == 0 ? "There are none to carry over." : "All are there, and the same.", asOf);
        var reason = string.Join(" ", new[]
        {
            missing.Count > 0 ? $"Missing: {Names(missing)}." : null,
            other.Count > 0 ? $"Different: {Names(other)}." : null,
        }.OfType<string>());
        return new Check(id, title, CheckOutcome.Warn, $"{missing.Count} missing, {other.Count} different", "the same on both sides", reason, $"Replication does not carry them: create or correct them on {taker.Name}.", null, asOf);
    }

    private static DefinitionsRead Find(InventoryFacts inventory, string kind) =>
        inventory.Kinds.FirstOrDefault(read => read.Kind == kind) ?? new DefinitionsRead(kind, null, $"The {Plural(kind)} could not be read.");

    private static string Plural(string kind) => kind.EndsWith('y') ? kind[..^1] + "ies" : kind + "s";

    private static string Names(List<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
