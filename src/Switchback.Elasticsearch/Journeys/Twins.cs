using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>One index of a pair on its two sides, as somebody plans for it: the side that leads now, and the other.</summary>
/// <param name="Leading">What it is called on the side that leads.</param>
/// <param name="Other">What it is, or shall be, called on the other side.</param>
/// <param name="LeadingIndex">As it is there.</param>
/// <param name="OtherIndex">As it is on the other side; null when there is none.</param>
/// <param name="Copy">What the fleet knows of the one of them that is, or was, the other's copy; null for one that was born since.</param>
internal sealed record Twin(string Leading, string Other, IndexFacts LeadingIndex, IndexFacts? OtherIndex, Item? Copy)
{
    /// <summary>The other side follows this very one already.</summary>
    public bool IsFollowed(SideWorld other) => other.Followers.TryGetValue(Other, out var follower) && follower.LeaderIndex == Leading;
}

internal static class Twins
{
    /// <summary>Everything in scope that one side leads, with its counterpart.</summary>
    public static IReadOnlyList<Twin> LedBy(PairWorld pair, SideWorld leading)
    {
        var other = pair.OtherThan(leading.Side);
        // What the leading side once copied from the other goes back under the name it has there; what the other side copies has a name there.
        var was = pair.CopiesOn(leading).Where(item => item.Verdict.Kind is VerdictKind.Promoted or VerdictKind.LeftClosed).ToDictionary(item => item.Name, StringComparer.Ordinal);
        var stillCopies = pair.CopiesOn(leading).Where(item => item.Verdict.Kind is not (VerdictKind.Promoted or VerdictKind.LeftClosed or VerdictKind.NotFollowed)).Select(item => item.Name).Where(name => leading.Followers.Count == 0 || leading.Followers.ContainsKey(name)).Concat(leading.Followers.Keys).ToHashSet(StringComparer.Ordinal);
        var copies = new Dictionary<string, Item>(StringComparer.Ordinal);
        foreach (var item in pair.CopiesOn(other).Where(item => item.Verdict.Kind != VerdictKind.NotFollowed)) copies.TryAdd(item.Source.Name, item);
        var twins = new List<Twin>();
        foreach (var index in leading.Indices ?? [])
        {
            if (stillCopies.Contains(index.Name)) continue;
            if (copies.GetValueOrDefault(index.Name) is { } copy && copy.Verdict.Kind is not (VerdictKind.Promoted or VerdictKind.LeftClosed)) twins.Add(new Twin(index.Name, copy.Name, index, other.Index(copy.Name), copy));
            else if (was.GetValueOrDefault(index.Name) is { } promoted) twins.Add(new Twin(index.Name, promoted.Source.Name, index, other.Index(promoted.Source.Name), promoted));
            else if (pair.Owns(leading.Side, index.Name)) twins.Add(new Twin(index.Name, index.Name, index, other.Index(index.Name), copies.GetValueOrDefault(index.Name)));
        }

        return [.. twins.OrderBy(twin => twin.Leading, StringComparer.Ordinal)];
    }
}
