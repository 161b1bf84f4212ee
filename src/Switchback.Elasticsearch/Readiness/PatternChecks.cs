using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>Auto-follow patterns on the side that gains writes, and replication calls that hang there.</summary>
internal static class PatternChecks
{
    /// <summary>Errors stay listed until the node restarts; older ones say nothing about now.</summary>
    private static readonly TimeSpan StillFailing = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(60);

    public static IEnumerable<Check> Of(Party from, Party to)
    {
        yield return to.Hear(to.Facts.Patterns, FactGroup.Patterns).And(to.Hear(to.Facts.PatternStats, FactGroup.Patterns))
            .Judge("patterns", $"Auto-follow patterns on {to.Cluster}", both => Patterns(from, to, both.First, both.Second));
        foreach (var side in new[] { to, from })
        {
            yield return side.Hear(side.Facts.CallsInFlight, FactGroup.Remotes)
                .Judge($"calls-in-flight-{side.Id}", $"Replication calls that hang on {side.Cluster}", tasks => InFlight(side, tasks));
        }
    }

    private static Finding Patterns(Party from, Party to, IReadOnlyList<AutoFollowPattern> all, AutoFollowStats stats)
    {
        const string limit = "active, without errors, none overlapping";
        var aliases = Aliases(from, to);
        var patterns = all.Where(pattern => aliases is null || aliases.Contains(pattern.Remote)).ToList();
        if (patterns.Count == 0) return Finding.Pass("none", limit, $"{to.Cluster} follows new indices of {from.Cluster} only when somebody says so.");
        var value = Say.Count(patterns.Count, "pattern", "patterns");

        if (Overlap(patterns) is { } overlap)
        {
            return Finding.Warn(value, limit, $"The patterns {overlap.One.Name} and {overlap.Other.Name} can match the same index; such an index is followed by neither.",
                "Take what they share out of one of them.", to.ByHand(PatternRequests.One(overlap.One.Name)));
        }
        var failing = stats.RecentErrors
            .Where(error => error.At is null || to.ItsNow - error.At < StillFailing)
            .Where(error => patterns.Any(pattern => pattern.Name == error.Pattern))
            .ToList();
        if (failing.Count > 0)
        {
            return Finding.Warn($"{value}, {failing.Select(error => error.Pattern).Distinct().Count()} failing", limit,
                $"{Say.Names([.. failing.Select(error => error.Pattern).Distinct()])} cannot follow new indices: {failing[0].Error.Reason.TrimEnd('.')}.",
                "Remove the cause, then pause and resume the pattern: only that makes it look again on a quiet leader.",
                to.ByHand($"{PatternRequests.Pause(failing[0].Pattern)}\n{PatternRequests.Resume(failing[0].Pattern)}"));
        }
        var paused = patterns.Where(pattern => !pattern.Active).Select(pattern => pattern.Name).ToList();
        return paused.Count == 0
            ? Finding.Pass($"{value}, active", limit, "All patterns are active, and none has failed lately.")
            : Finding.Warn($"{value}, {paused.Count} paused", limit, $"Paused: {Say.Names(paused)}. New indices are not copied meanwhile.",
                "Resume them when nothing speaks against it.", to.ByHand(PatternRequests.Resume(paused[0])));
    }

    /// <summary>The aliases under which the gaining side knows the other; null when that cannot be told, and then all patterns count.</summary>
    private static HashSet<string>? Aliases(Party from, Party to)
    {
        if (to.Facts.Remotes.Value is not { } remotes || from.Facts.Nodes.Value is not { } nodes) return null;
        return RemoteMatch.Find(remotes, nodes, from) is { } found ? [found.Remote.Alias] : null;
    }

    /// <summary>Paused patterns count as well: the cluster counts them too.</summary>
    private static (AutoFollowPattern One, AutoFollowPattern Other)? Overlap(List<AutoFollowPattern> patterns)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            for (var j = i + 1; j < patterns.Count; j++)
            {
                if (patterns[i].Remote == patterns[j].Remote && Scope(patterns[i]).FirstOverlap(Scope(patterns[j])) is not null) return (patterns[i], patterns[j]);
            }
        }
        return null;
    }

    private static PairScope Scope(AutoFollowPattern pattern) =>
        PairScope.Parse(pattern.LeaderPatterns.Concat(pattern.Excluded.Select(excluded => "-" + excluded)));

    private static Finding InFlight(Party side, RunningTasks running)
    {
        const string limit = "none for longer than 60 s";
        var hanging = running.Tasks.Where(task => task.Running > Hanging).OrderByDescending(task => task.Running).ToList();
        var manual = side.ByHand(SelfRequests.Tasks("*ccr/put_follow,*ccr/resume_follow,*ccr/unfollow"));
        if (hanging.Count > 0)
        {
            return Finding.Warn(Say.Count(hanging.Count, "call", "calls"), limit,
                $"{hanging[0].Action} has been working for {Say.Ago(hanging[0].Running)}. It cannot be cancelled, and takes effect when the other side answers again, whoever sent it.",
                "Wait for a copy that is under way; with a silent other side, bring that back or end it before going on.", manual);
        }
        return running.IsComplete
            ? Finding.Pass("none", limit, "No replication call hangs.")
            : new Finding(CheckOutcome.Unknown, null, limit, $"A node of {side.Cluster} did not tell what runs on it.", "Ask again when all nodes answer.", manual);
    }
}
