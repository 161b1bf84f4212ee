using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Monitoring;

/// <summary>The parts of <c>_stats</c> a caller may pick.</summary>
public static class StatsMetrics
{
    // In the order in which they are printed; the second name stands in the path.
    private static readonly (string Section, string Path)[] All =
    [
        ("docs", "docs"), ("shard_stats", ""), ("store", "store"), ("indexing", "indexing"), ("get", "get"), ("search", "search"), ("merges", "merge"),
        ("refresh", "refresh"), ("flush", "flush"), ("warmer", "warmer"), ("query_cache", "query_cache"), ("fielddata", "fielddata"),
        ("completion", "completion"), ("segments", "segments"), ("translog", "translog"), ("request_cache", "request_cache"), ("recovery", "recovery"),
        ("bulk", "bulk"),
    ];

    public static IReadOnlyList<string> Read(RestCall call)
    {
        var sections = SectionsOf(call.Cluster.Profile);
        var wanted = (call.Value("metric") ?? "_all").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (wanted is ["_all"]) return [.. sections.Select(pair => pair.Section)];
        if (wanted.Contains("_all"))
            throw Errors.IllegalArgument($"request [{call.Request.Path}] contains _all and individual metrics [{string.Join(",", wanted)}]");
        var unknown = wanted.Where(name => !sections.Any(pair => pair.Path == name)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw Errors.IllegalArgument($"request [{call.Request.Path}] contains unrecognized metric{(unknown.Count > 1 ? "s" : "")}: "
                + string.Join(", ", unknown.Select(name => $"[{name}]")));
        }
        return [.. sections.Where(pair => wanted.Contains(pair.Path)).Select(pair => pair.Section)];
    }

    private static IEnumerable<(string Section, string Path)> SectionsOf(Profile profile) => All.Where(pair => pair.Section switch
    {
        "shard_stats" => profile.CountsShardsInStats,
        "bulk" => profile.CountsBulksInStats,
        _ => true,
    });
}
