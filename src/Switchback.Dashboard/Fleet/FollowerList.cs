namespace Switchback.Dashboard.Fleet;

/// <summary>One line of the follower list.</summary>
/// <param name="LeaderAt">The newest operation of the leader, summed over shards, by the leader's own word; null when that is not known now.</param>
/// <param name="FollowerAt">The same for the follower's own copy.</param>
/// <param name="IsStale">Its cluster does not answer, or the last answer is old: this is how it was, not how it is.</param>
public sealed record FollowerLine(
    string Cluster,
    string Name,
    string Remote,
    string LeaderName,
    FollowerVerdict Verdict,
    long? LeaderAt,
    long? FollowerAt,
    long? Lag,
    DateTimeOffset AsOf,
    bool IsStale)
{
    public string Key => $"{Cluster}/{Name}";

    /// <summary>As Elasticsearch itself writes an index of a remote cluster.</summary>
    public string Leader => $"{Remote}:{LeaderName}";
}

/// <summary>From a snapshot to the list of all followers of all clusters. Pure, but for the moment at which ages are counted.</summary>
public static class FollowerList
{
    public static IReadOnlyList<FollowerLine> Of(FleetSnapshot snapshot, DateTimeOffset now, TimeSpan freshFor) =>
    [
        .. from view in snapshot.Clusters
           where view.AsOf is not null
           orderby view.Name
           from follower in view.Followers
           select Line(view, follower, snapshot, now, freshFor),
    ];

    /// <summary>An answer is stale once the next ones failed, or once it is older than anyone should have to wait for the next.</summary>
    public static bool IsStale(ClusterView view, DateTimeOffset now, TimeSpan freshFor) =>
        view.Line is not ClusterLine.Answering || view.AsOf is not { } asOf || now - asOf > freshFor;

    private static FollowerLine Line(ClusterView view, FollowerFacts facts, FleetSnapshot snapshot, DateTimeOffset now, TimeSpan freshFor)
    {
        var stale = IsStale(view, now, freshFor);
        var leader = Leader(facts, snapshot, now, freshFor);
        var own = view.Positions?.GetValueOrDefault(facts.Name);
        var lag = stale ? null : FollowerRules.Lag(leader, own);
        var verdict = FollowerRules.Judge(facts, view.Positions is null ? null : own ?? new CopyPositions(null, new Dictionary<int, ShardMarks>()), lag);
        return new FollowerLine(
            view.Name, facts.Name, facts.Remote, facts.LeaderName,
            stale ? new FollowerVerdict(Grade.Unknown, $"Unknown, was: {verdict.Word}", $"{view.Name} does not answer. This is what it said last.") : verdict,
            Sum(leader, marks => marks.Newest), Sum(own, marks => marks.Safe), lag, view.AsOf!.Value, stale);
    }

    /// <summary>
    /// The index with the leader's name and uuid, on whichever cluster that answers. What the follower's cluster calls the
    /// remote proves nothing, and neither does the name alone: a leader made anew is another index.
    /// </summary>
    private static CopyPositions? Leader(FollowerFacts facts, FleetSnapshot snapshot, DateTimeOffset now, TimeSpan freshFor) =>
        facts.LeaderUuid is null
            ? null
            : snapshot.Clusters.Where(view => !IsStale(view, now, freshFor))
                .Select(view => view.Positions?.GetValueOrDefault(facts.LeaderName))
                .FirstOrDefault(copy => copy?.Uuid == facts.LeaderUuid);

    private static long? Sum(CopyPositions? positions, Func<ShardMarks, long> mark) =>
        // Positions count from 0; an empty shard stands at -1.
        positions is null || positions.Shards.Count == 0 ? null : positions.Shards.Values.Sum(marks => mark(marks) + 1);
}
