namespace Switchback.Core.Fleet;

/// <summary>Everything known at one moment. Immutable: a page may keep it, compare it, forget it.</summary>
/// <param name="Version">Grows by one with each snapshot.</param>
/// <param name="Items">By member and name, in order. Unchanged items are the same objects as in the snapshot before.</param>
/// <param name="Found">Links between configured members that belong to no pair: found, not adopted.</param>
public sealed record FleetSnapshot(
    long Version,
    DateTimeOffset TakenAt,
    IReadOnlyList<Member> Members,
    IReadOnlyList<PairView> Pairs,
    IReadOnlyList<Item> Items,
    IReadOnlyList<FoundLink> Found)
{
    public static FleetSnapshot Empty { get; } = new(0, DateTimeOffset.UnixEpoch, [], [], [], []);

    public Member? Member(string name) => Members.FirstOrDefault(member => member.Name == name);

    public PairView? Pair(string id) => Pairs.FirstOrDefault(pair => string.Equals(pair.Options.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>When what is shown of an item was true: the older of what its own side and its source's side said last.</summary>
    public DateTimeOffset? AsOf(Item item)
    {
        var own = Member(item.Member)?.AsOf;
        var source = item.Source.Member is { } name ? Member(name)?.AsOf : null;
        return own is null ? null : source < own ? source : own;
    }
}

/// <param name="From">The member that leads.</param>
/// <param name="To">The member that has the copies.</param>
public sealed record FoundLink(string From, string To, string Link, int Items);
