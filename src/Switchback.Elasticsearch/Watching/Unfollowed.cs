using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Watching;

/// <summary>Finds what should be followed and is not. Pure: lists in, items out.</summary>
internal static class Unfollowed
{
    /// <param name="leading">The indices of the side that leads.</param>
    /// <param name="taken">Uuids of leaders that somebody on the other side follows, or followed.</param>
    /// <param name="isFollower">Whether an index of the leading side is itself a copy.</param>
    /// <param name="patterns">The other side's auto-follow patterns.</param>
    public static IEnumerable<Item> Of(
        PairOptions pair, string leader, string follower, IndexList leading, IReadOnlySet<string> taken, Func<string, bool> isFollower, IReadOnlyList<AutoFollowPattern> patterns)
    {
        var isOutbound = leader == pair.Home;
        foreach (var index in leading.All)
        {
            if (index.State != IndexState.Open || taken.Contains(index.Uuid) || isFollower(index.Name)) continue;
            var rule = patterns.FirstOrDefault(pattern => Matches(pattern, index.Name));
            // Without a pattern that asks for it, a hidden or system index is nobody's wish.
            if (rule is null && index.Name.StartsWith('.')) continue;
            if (isOutbound && rule is null && !pair.Scope.Contains(index.Name)) continue;
            yield return new Item
            {
                Member = follower,
                Name = rule?.FollowPattern?.Replace("{{leader_index}}", index.Name, StringComparison.Ordinal) ?? index.Name,
                Pair = pair.Id,
                Source = new Source(rule?.Remote ?? leader, index.Name, leader, index.Uuid),
                Verdict = new Verdict(VerdictKind.NotFollowed, rule is null
                    ? $"It is in the scope of the pair {pair.Id}, and {follower} has no copy of it."
                    : $"The pattern {rule.Name} matches it, and {follower} has no copy of it: patterns take only what is made after them.", null, Remedy.StartCopy),
                Parts = index.Primaries,
                Bytes = index.PrimaryBytes,
                Rule = rule?.Name,
                Series = Series.Of(index.Name),
                IsHidden = index.Name.StartsWith('.'),
            };
        }
    }

    public static bool Matches(AutoFollowPattern pattern, string leaderIndex) =>
        pattern.LeaderPatterns.Any(text => new NamePattern(text).Matches(leaderIndex)) && !pattern.Excluded.Any(text => new NamePattern(text).Matches(leaderIndex));
}
