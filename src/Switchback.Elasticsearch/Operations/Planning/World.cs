using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>One moment that a whole plan is made from: one snapshot, and what was remembered then, each found by name at once.</summary>
internal sealed class World
{
    private readonly Lazy<Dictionary<(string Member, string Name), Item>> _items;
    private readonly Lazy<Dictionary<(string Cluster, string Index), FollowMapping>> _known;
    private readonly PairMap _pairs;

    public World(IPlanSources sources, DateTimeOffset now)
    {
        (Sources, Snapshot, Now) = (sources, sources.Snapshot, now);
        // Whoever looks at one item only need not pay for ten thousand.
        _items = new(() =>
        {
            var items = new Dictionary<(string Member, string Name), Item>(Snapshot.Items.Count);
            foreach (var item in Snapshot.Items) items.TryAdd((item.Member, item.Name), item);
            return items;
        });
        _known = new(() =>
        {
            var remembered = sources.Remembered();
            var known = new Dictionary<(string Cluster, string Index), FollowMapping>(remembered.Count);
            foreach (var mapping in remembered) known[(mapping.Cluster, mapping.Follower)] = mapping;
            return known;
        });
        _pairs = new PairMap([.. Snapshot.Pairs.Select(pair => pair.Options)]);
    }

    public IPlanSources Sources { get; }

    public FleetSnapshot Snapshot { get; }

    public DateTimeOffset Now { get; }

    public Item? Find(ItemName name) => _items.Value.GetValueOrDefault((name.Member, name.Name));

    public FollowMapping? Known(string cluster, string index) => _known.Value.GetValueOrDefault((cluster, index));

    public Member? Member(string? name) => name is null ? null : Snapshot.Member(name);

    public bool Answers(string member) => Snapshot.Member(member)?.Line is MemberLine.Answering;

    public string? PairOf(string member, string name, string? leader, string leaderName) => _pairs.Find(member, name, leader, leaderName)?.Id;

    /// <summary>Recorded or seen: either is enough to keep hands off.</summary>
    public bool IsActiveSide(string? pair, string member)
    {
        if (pair is null || Snapshot.Pair(pair) is not { } view) return false;
        return new[] { view.Recorded?.Active, view.ObservedActive }.Any(side => side is { } leads && view[leads].Member == member);
    }

    /// <summary>How fast first copies arrive there now; null when none does.</summary>
    public double? CopySpeed(string member) => Snapshot.Items.Where(item => item.Member == member).Max(item => item.Copy?.PerSecond);
}
