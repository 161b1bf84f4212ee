using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Api.Streaming;

/// <summary>The first followers of a query, as the page would list them. An item that did not change is the same object in both snapshots.</summary>
internal sealed class FollowersFeed(ItemSearch search, string query, string sort) : Feed
{
    /// <summary>More than anyone reads; a message stays well below a megabyte.</summary>
    public const int Most = 500;

    private ArraySegment<Item> _told = [];

    protected override object Whole(FleetSnapshot snapshot)
    {
        var found = search.Run(snapshot, query, sort);
        _told = First(found);
        return new FollowersSnapshot(
            snapshot.Version, ToAnswer.TakenAt(snapshot), Ages(snapshot), found.Items.Length, Counts(found), [.. _told.Select(item => ToAnswer.Follower(item, null))]);
    }

    protected override Push Since(FleetSnapshot said, FleetSnapshot snapshot)
    {
        var found = search.Run(snapshot, query, sort);
        var now = First(found);
        var known = _told.ToDictionary(Id);
        var changed = now.Where(item => !ReferenceEquals(known.GetValueOrDefault(Id(item)), item)).ToList();
        if (changed.Count > Math.Max(20, now.Count / 2))
        {
            return new Push(IsSnapshot: true, Whole(snapshot));
        }

        var staying = now.Select(Id).ToHashSet();
        var (stayed, removed) = (_told.Where(item => staying.Contains(Id(item))), _told.Where(item => !staying.Contains(Id(item))));
        var order = stayed.Select(Id).SequenceEqual(now.Select(Id)) ? null : now.Select(item => item.Key).ToList();
        var delta = new FollowersDelta(
            said.Version,
            snapshot.Version,
            ToAnswer.TakenAt(snapshot),
            Ages(snapshot),
            found.Items.Length,
            Counts(found),
            [.. changed.Select(item => ToAnswer.Follower(item, null))],
            [.. removed.Select(item => item.Key)],
            order);
        _told = now;
        return new Push(IsSnapshot: false, delta);
    }

    private static ArraySegment<Item> First(ItemResult found) => new(found.Items, 0, Math.Min(Most, found.Items.Length));

    private static (string Member, string Name) Id(Item item) => (item.Member, item.Name);

    private static Dictionary<string, DateTime?> Ages(FleetSnapshot snapshot) => snapshot.Members.ToDictionary(member => member.Name, member => ToAnswer.Moment(member.AsOf));

    private static List<CountAnswer> Counts(ItemResult found) => [.. found.Counts.Select(ToAnswer.Count)];
}
