using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>Whether what is made from now on will be replicated.</summary>
internal static class PatternChecks
{
    public static Check Of(SideInput follower)
    {
        const string id = "patterns";
        var title = $"New indices are followed on {follower.Name}";
        var (patterns, stats) = (follower.Facts.Patterns, follower.Facts.PatternStats);
        if (!patterns.IsGood) return SideChecks.NotRead(id, title, patterns);
        var all = patterns.Value!;
        if (all.Count == 0)
            return new Check(id, title, CheckOutcome.Warn, "no pattern", null, "No auto-follow pattern is there: an index that is made on the leader is not replicated until somebody follows it.", "Create a pattern for the series that grow.", "PUT /_ccr/auto_follow/...", patterns.ReadAt);
        var paused = all.Where(pattern => !pattern.Active).Select(pattern => pattern.Name).ToList();
        var failing = stats.Value?.RecentErrors.Select(error => error.Pattern).Distinct().Where(name => all.Any(pattern => pattern.Name == name)).ToList() ?? [];
        var overlapping = Overlaps(all);
        if (paused.Count + failing.Count + overlapping.Count == 0) return SideChecks.Pass(id, title, $"{all.Count}", "Every pattern is active and none fails.", patterns.ReadAt);
        var reason = string.Join(" ", new[]
        {
            paused.Count > 0 ? $"Paused: {string.Join(", ", paused)}." : null,
            failing.Count > 0 ? $"Failing: {string.Join(", ", failing)}." : null,
            overlapping.Count > 0 ? $"An index that two patterns match is followed by neither: {string.Join(", ", overlapping)}." : null,
        }.OfType<string>());
        return new Check(id, title, CheckOutcome.Warn, $"{paused.Count} paused, {failing.Count} failing", "all active", reason, "Resume what should follow, and look at the errors.", "GET /_ccr/stats", patterns.ReadAt);
    }

    public static IReadOnlyList<string> Overlaps(IReadOnlyList<AutoFollowPattern> patterns)
    {
        var found = new List<string>();
        for (var i = 0; i < patterns.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (patterns[i].Remote == patterns[j].Remote && Scope(patterns[i]).FirstOverlap(Scope(patterns[j])) is not null) found.Add($"{patterns[j].Name} and {patterns[i].Name}");
            }
        }
        return found;
    }

    private static PairScope Scope(AutoFollowPattern pattern) => PairScope.Parse([.. pattern.LeaderPatterns, .. pattern.Excluded.Select(left => "-" + left)]);
}
