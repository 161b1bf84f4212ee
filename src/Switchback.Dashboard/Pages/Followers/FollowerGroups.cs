using System.Runtime.CompilerServices;
using Switchback.Core.Fleet;
using Switchback.Core.Query;

namespace Switchback.Dashboard.Pages.Followers;

public enum GroupBy
{
    None,
    Pair,
    Pattern,
    Stream,
}

/// <summary>Some of a result that have something in common, in the result's order.</summary>
/// <param name="Worst">The state in it that needs a person first.</param>
public sealed record FollowerGroup(string Id, string Title, IReadOnlyList<Item> Items, VerdictWord Worst);

/// <summary>A result in groups. Worked out once for everyone who looks at the same result the same way.</summary>
internal static class FollowerGroups
{
    private static readonly ConditionalWeakTable<ItemResult, Grouped> Known = [];

    public static IReadOnlyList<FollowerGroup> Of(ItemResult result, GroupBy by) =>
        by == GroupBy.None ? [] : Known.GetValue(result, static result => new Grouped(result))[by];

    private static FollowerGroup[] Make(ItemResult result, GroupBy by)
    {
        var byId = new Dictionary<string, List<Item>>(StringComparer.Ordinal);
        foreach (var item in result.Items)
        {
            var id = (by switch { GroupBy.Pair => item.Pair, GroupBy.Pattern => item.Rule, _ => item.Series }) ?? "";
            if (!byId.TryGetValue(id, out var items)) byId[id] = items = [];
            items.Add(item);
        }
        return [.. byId
            .Select(group => new FollowerGroup(group.Key, Title(group.Key, by), group.Value, Worst(group.Value)))
            .OrderByDescending(group => group.Worst.Severity).ThenBy(group => group.Id.Length == 0).ThenBy(group => group.Id, StringComparer.OrdinalIgnoreCase)];
    }

    private static VerdictWord Worst(List<Item> items) => items.Select(item => VerdictWords.Of(item.Verdict.Kind)).MaxBy(word => word.Severity)!;

    private static string Title(string id, GroupBy by) => (id, by) switch
    {
        ("", GroupBy.Pair) => "In no pair",
        ("", GroupBy.Pattern) => "Made by no pattern",
        ("", _) => "In no data stream",
        (_, GroupBy.Pair) => $"Pair {id}",
        (_, GroupBy.Pattern) => $"Pattern {id}",
        _ => $"Data stream {id}",
    };

    private sealed class Grouped(ItemResult result)
    {
        private readonly Lazy<FollowerGroup[]>[] _by = [.. Enum.GetValues<GroupBy>().Select(by => new Lazy<FollowerGroup[]>(() => Make(result, by)))];

        public FollowerGroup[] this[GroupBy by] => _by[(int)by].Value;
    }
}
