using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Watching;

/// <summary>All that is known of one cluster, updated in place. Used under the assembler's lock only.</summary>
internal sealed class ClusterBook(string name, TimeSpan pace)
{
    private readonly Dictionary<string, IndexEntry> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FollowerEntry> _byName = new(StringComparer.Ordinal);
    private IndexEntry[] _lastOrder = [];
    private long _poll;

    public string Name { get; } = name;

    public MemberLine Line { get; private set; } = new MemberLine.Asking();

    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>Since when it answers again after a silence; null while it has answered ever since we look.</summary>
    public DateTimeOffset? BackSince { get; private set; }

    public string? Version { get; set; }

    public string? Identity { get; set; }

    public TimeSpan? Skew { get; set; }

    public TimeSpan Pace { get; set; } = pace;

    public bool IsSlowed { get; set; }

    /// <summary>Why its followers' health is not told, although it answers: a licence, a right.</summary>
    public string? TasksUnknown { get; private set; }

    public bool HasPositions { get; private set; }

    /// <summary>By name, in order.</summary>
    public FollowerEntry[] Followers { get; private set; } = [];

    public IndexList? Indices { get; set; }

    /// <summary>When each follower's lease here was last renewed, by the follower's uuid and on our clock; null before the first look.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? Leases { get; private set; }

    public DateTimeOffset? LeasesReadAt { get; private set; }

    public void SetLeases(IReadOnlyDictionary<string, DateTimeOffset> renewed, DateTimeOffset at) => (Leases, LeasesReadAt) = (renewed, at);

    public bool Answers => Line is MemberLine.Answering;

    public IndexEntry? Open(string index) => _open.GetValueOrDefault(index);

    public FollowerEntry? Follower(string index) => _byName.GetValueOrDefault(index);

    public Member ToMember() => new(Name, Line, AsOf, Version, Identity, Pace, IsSlowed, Skew, Followers.Length);

    /// <summary>An index came that was not there in the poll before, so followers and leaders may have to be joined anew.</summary>
    public bool HasNewIndices { get; private set; }

    /// <returns>Whether something came or went that only a slow look can explain.</returns>
    public bool Hear(FollowStats? stats, string? tasksUnknown, Positions? positions, DateTimeOffset at)
    {
        if (Line is MemberLine.NotAnswering) BackSince = at;
        Line = new MemberLine.Answering();
        AsOf = at;
        TasksUnknown = tasksUnknown;
        HasPositions = positions is not null;
        var turned = HearPositions(positions, at);
        return HearTasks(stats) || turned;
    }

    public void NotHeard(string why, bool isSilent, DateTimeOffset at)
    {
        var since = Line is MemberLine.NotAnswering before ? before.Since : at;
        Line = new MemberLine.NotAnswering(since, why, isSilent);
    }

    /// <summary>Takes the followers that there are now. Those that stay keep what is known of them.</summary>
    public void SetFollowers(IReadOnlyDictionary<string, FollowMetadata> metadata, DateTimeOffset at)
    {
        foreach (var gone in _byName.Keys.Where(name => !metadata.ContainsKey(name)).ToList()) _byName.Remove(gone);
        foreach (var (index, facts) in metadata)
        {
            if (_byName.TryGetValue(index, out var known) && known.Metadata.LeaderUuid == facts.LeaderUuid) known.Metadata = facts;
            else _byName[index] = new FollowerEntry(Name, index) { Metadata = facts, FirstSeen = at };
        }
        Followers = [.. _byName.Values.OrderBy(follower => follower.Name, StringComparer.Ordinal)];
    }

    /// <summary>The leaders here that somebody follows, by uuid.</summary>
    public IEnumerable<(string Uuid, LeaderPositions Positions)> Led() =>
        from entry in _open.Values
        where entry is { IsLed: true, Shards: > 0, Uuid: not null }
        select (entry.Uuid, new LeaderPositions(Name, entry.Name, [.. entry.Marks.ToArray().Select(mark => new[] { mark.Shard, mark.Newest, mark.Safe })]));

    /// <summary>Before the first answer: what was known when the app last ran, with the age it has.</summary>
    public void Restore(LastPositions last)
    {
        if (AsOf is not null || !last.ClustersAsOf.TryGetValue(Name, out var asOf)) return;
        AsOf = asOf;
        foreach (var (uuid, positions) in last.Leaders)
        {
            if (positions.Cluster == Name && !_open.ContainsKey(positions.Index)) _open.Add(positions.Index, IndexEntry.Restore(positions.Index, uuid, positions.Marks));
        }
    }

    private bool HearPositions(Positions? positions, DateTimeOffset at)
    {
        _poll++;
        HasNewIndices = false;
        var turned = false;
        var rows = positions is null ? default : positions.Indices;
        if (_lastOrder.Length < rows.Length) Array.Resize(ref _lastOrder, Math.Max(64, rows.Length * 5 / 4));
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            // Servers keep their order from answer to answer, and names are interned: mostly this is one comparison of references.
            var entry = _lastOrder[i];
            if (entry is null || entry.IsDropped || !ReferenceEquals(entry.Name, row.Name))
            {
                if (!_open.TryGetValue(row.Name, out entry))
                {
                    _open.Add(row.Name, entry = new IndexEntry(row.Name));
                    HasNewIndices = true;
                    turned |= Followers.Length > 0 && _byName.ContainsKey(row.Name);
                }
                _lastOrder[i] = entry;
            }
            var (shards, uuid) = (entry.Shards, entry.Uuid);
            entry.Update(positions!, row, at);
            entry.SeenBy = _poll;
            turned |= entry.IsWatched && ((shards == 0) != (entry.Shards == 0) || !ReferenceEquals(uuid, entry.Uuid));
        }
        if (_open.Count != rows.Length) turned |= Sweep();
        return turned;
    }

    private bool Sweep()
    {
        var turned = false;
        foreach (var (index, entry) in _open)
        {
            if (entry.SeenBy == _poll) continue;
            turned |= entry.IsWatched && entry.Shards > 0;
            entry.Gone();
            if (entry.IsWatched) continue;
            entry.IsDropped = true;
            _open.Remove(index);
        }
        return turned;
    }

    private bool HearTasks(FollowStats? stats)
    {
        if (stats is null) return false;
        var turned = false;
        var next = 0;
        var rows = stats.Followers;
        var heard = 0;
        foreach (var follower in Followers)
        {
            // Both are sorted by name; what has no tasks is skipped on one side, what is new on the other.
            while (next < rows.Length && !ReferenceEquals(rows[next].Index, follower.HeardAs) && string.CompareOrdinal(rows[next].Index, follower.Name) < 0) next++;
            var has = next < rows.Length && follower.IsHeardAs(rows[next].Index);
            if (has) heard++;
            turned |= follower.Hear(has ? TaskFacts.Of(stats.ShardsOf(rows[next])) : null);
        }
        return turned || heard != rows.Length;
    }
}
