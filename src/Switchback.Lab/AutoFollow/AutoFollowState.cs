namespace Switchback.Lab.AutoFollow;

/// <summary>The patterns, and which leader indices each of them has dealt with. Changed only by the master.</summary>
public sealed class AutoFollowState
{
    public SortedDictionary<string, AutoFollowPattern> Patterns { get; } = new(StringComparer.Ordinal);

    /// <summary>Uuids of leader indices by pattern: never followed (again) by it.</summary>
    public Dictionary<string, HashSet<string>> Followed { get; } = new(StringComparer.Ordinal);

    public IEnumerable<AutoFollowPattern> ActiveFor(string remote) =>
        Patterns.Values.Where(pattern => pattern.IsActive && pattern.RemoteCluster == remote);

    public bool HasFollowed(string pattern, string leaderUuid) => Followed.GetValueOrDefault(pattern)?.Contains(leaderUuid) == true;

    /// <summary>Whatever is there already is left alone; putting a pattern again adds only what its new patterns match.</summary>
    public void Put(AutoFollowPattern pattern, IReadOnlyList<LeaderIndexFacts> leader)
    {
        var before = Patterns.GetValueOrDefault(pattern.Name);
        var added = pattern with { LeaderPatterns = [.. pattern.LeaderPatterns.Where(p => before?.LeaderPatterns.Contains(p) != true)] };
        var followed = Followed.TryGetValue(pattern.Name, out var known) ? known : Followed[pattern.Name] = [];
        foreach (var index in leader.Where(index => added.Matches(index.Name, index.DataStream))) followed.Add(index.Uuid);
        Patterns[pattern.Name] = pattern;
    }

    /// <summary>A pattern deleted meanwhile has nothing to record.</summary>
    public void Record(string pattern, string leaderUuid) => Followed.GetValueOrDefault(pattern)?.Add(leaderUuid);

    /// <summary>Recorded indices that the leader no longer has.</summary>
    public IEnumerable<(string Pattern, string Uuid)> Obsolete(IEnumerable<string> patterns, IReadOnlyList<LeaderIndexFacts> leader)
    {
        var there = leader.Select(index => index.Uuid).ToHashSet();
        return patterns.SelectMany(pattern => Followed.GetValueOrDefault(pattern, []).Where(uuid => !there.Contains(uuid)).Select(uuid => (pattern, uuid)));
    }
}
