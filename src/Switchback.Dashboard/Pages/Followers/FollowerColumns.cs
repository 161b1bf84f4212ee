using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>The columns there are, in their order, and those that are shown when nobody chose.</summary>
internal static class FollowerColumns
{
    public const string Name = "name";

    public static readonly IReadOnlyList<TableColumn> All =
    [
        new(Name, "Name", "name", LeastWidth: 170),
        new("verdict", "Verdict", "verdict", Width: 192, IsLargestFirst: true),
        new("lag", "Lag (ops)", "lag", Width: 84, IsNumber: true, IsLargestFirst: true),
        new("behind", "Behind · forecast", "behind", Width: 142, IsLargestFirst: true),
        new("hour", "Last hour", Width: 92),
        new("remote", "Remote", "remote", Width: 84),
        new("leader", "Leader index", "leader", LeastWidth: 120),
        new("cluster", "Cluster", "cluster", Width: 84),
        new("pair", "Pair", "pair", Width: 100),
        new("shards", "Shards", "shards", Width: 76, IsNumber: true, IsLargestFirst: true),
        new("size", "Size", "size", Width: 84, IsNumber: true, IsLargestFirst: true),
        new("lease", "Lease clock", "lease", Width: 132),
        new("pattern", "Pattern", "pattern", Width: 110),
        new("stream", "Data stream", "stream", Width: 130),
        new("since", "Since", "since", Width: 104, IsLargestFirst: true),
    ];

    private static readonly HashSet<string> Default = [Name, "verdict", "lag", "behind", "hour", "remote", "leader", "cluster"];

    /// <summary>From an address; the name is always among them, since it is what the rest is said of.</summary>
    public static IReadOnlyList<TableColumn> Parse(string text)
    {
        if (text.Length == 0) return [.. All.Where(column => Default.Contains(column.Id))];
        var chosen = text.Split(',').ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. All.Where(column => column.Id == Name || chosen.Contains(column.Id))];
    }

    /// <summary>Whether a column is shown that counts time from now, and so says something else every second.</summary>
    public static bool CountTime(string text) => text.Length > 0 && Parse(text).Any(column => column.Id is "lease" or "since");

    /// <summary>For an address; empty when it is what nobody chose.</summary>
    public static string Write(IEnumerable<string> ids)
    {
        var chosen = ids.Append(Name).ToHashSet();
        return chosen.SetEquals(Default) ? "" : string.Join(',', All.Select(column => column.Id).Where(chosen.Contains));
    }
}
