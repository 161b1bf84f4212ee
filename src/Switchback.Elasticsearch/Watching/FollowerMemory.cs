namespace Switchback.Elasticsearch.Watching;

/// <summary>
/// What a follower was made from, remembered past the pause and the unfollow that forget it. Two records are equal when the
/// mapping is: what is equal need not be written down again.
/// </summary>
/// <param name="FollowerUuid">Null when it was not known then.</param>
/// <param name="Parameters">By wire name, as <c>info</c> printed them; null when they were not known.</param>
public sealed record FollowMapping(
    string Cluster,
    string Follower,
    string? FollowerUuid,
    string Remote,
    string Leader,
    string LeaderUuid,
    string? LeaderCluster,
    IReadOnlyDictionary<string, string>? Parameters)
{
    public bool Equals(FollowMapping? other) =>
        other is not null && Cluster == other.Cluster && Follower == other.Follower && FollowerUuid == other.FollowerUuid
        && Remote == other.Remote && Leader == other.Leader && LeaderUuid == other.LeaderUuid && LeaderCluster == other.LeaderCluster
        && SameParameters(Parameters, other.Parameters);

    public override int GetHashCode() => HashCode.Combine(Cluster, Follower, FollowerUuid, Remote, Leader, LeaderUuid);

    private static bool SameParameters(IReadOnlyDictionary<string, string>? a, IReadOnlyDictionary<string, string>? b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null && a.Count == b.Count && a.All(field => b.TryGetValue(field.Key, out var value) && value == field.Value));
}

/// <summary>All that is remembered of followers, also of those that are followers no longer.</summary>
/// <remarks>Used under the assembler's lock only.</remarks>
public sealed class FollowerMemory
{
    private readonly Dictionary<(string Cluster, string Follower), FollowMapping> _known = [];
    private readonly List<FollowMapping> _changes = [];
    private readonly List<FollowMapping> _forgotten = [];

    public IReadOnlyCollection<FollowMapping> Known => _known.Values;

    public FollowMapping? Find(string cluster, string follower) => _known.GetValueOrDefault((cluster, follower));

    /// <summary>As kept from an earlier life of the app.</summary>
    public void Restore(FollowMapping mapping) => _known[(mapping.Cluster, mapping.Follower)] = mapping;

    public void Erase(FollowMapping mapping) => _known.Remove((mapping.Cluster, mapping.Follower));

    /// <summary>Notes the mapping; what was known of it and is not said now (parameters while paused) stays known.</summary>
    public void Note(FollowMapping mapping)
    {
        var key = (mapping.Cluster, mapping.Follower);
        if (_known.TryGetValue(key, out var before) && before.LeaderUuid == mapping.LeaderUuid)
        {
            mapping = mapping with
            {
                FollowerUuid = mapping.FollowerUuid ?? before.FollowerUuid,
                LeaderCluster = mapping.LeaderCluster ?? before.LeaderCluster,
                Parameters = mapping.Parameters ?? before.Parameters,
            };
        }
        if (mapping.Equals(before)) return;
        _known[key] = mapping;
        _changes.Add(mapping);
    }

    /// <summary>The index is no more, or is another one.</summary>
    public void Forget(FollowMapping mapping)
    {
        if (_known.Remove((mapping.Cluster, mapping.Follower))) _forgotten.Add(mapping);
    }

    /// <summary>What has changed since this was last asked, for whoever writes it down.</summary>
    public (IReadOnlyList<FollowMapping> Changed, IReadOnlyList<FollowMapping> Forgotten) TakeChanges()
    {
        if (_changes.Count == 0 && _forgotten.Count == 0) return ([], []);
        IReadOnlyList<FollowMapping> changed = [.. _changes];
        IReadOnlyList<FollowMapping> forgotten = [.. _forgotten];
        _changes.Clear();
        _forgotten.Clear();
        return (changed, forgotten);
    }
}
