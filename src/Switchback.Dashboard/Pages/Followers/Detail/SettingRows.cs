namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <param name="Here">Null when the follower does not have it.</param>
/// <param name="There">Null when the leader does not have it.</param>
public sealed record SettingRow(string Name, string? Here, string? There);

/// <summary>Where the settings of a follower and its leader differ, without those that always do.</summary>
public static class SettingRows
{
    private static readonly string[] AlwaysDiffer =
    [
        "index.uuid", "index.creation_date", "index.provided_name", "index.version.", "index.xpack.ccr.", "index.history.uuid", "index.resize.",
        "index.routing.allocation.initial_recovery.", "index.verified_before_close",
    ];

    public static IReadOnlyList<SettingRow> Of(IReadOnlyDictionary<string, string> here, IReadOnlyDictionary<string, string> there) =>
        [.. here.Keys.Union(there.Keys)
            .Where(name => !Array.Exists(AlwaysDiffer, part => name.StartsWith(part, StringComparison.Ordinal)))
            .Select(name => new SettingRow(name, here.GetValueOrDefault(name), there.GetValueOrDefault(name)))
            .Where(row => row.Here != row.There)
            .OrderBy(row => row.Name, StringComparer.Ordinal)];
}
