using Switchback.Core.Fleet;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Api.Streaming;

/// <summary>A fleet that goes on as chance will have it: followers come, go, change and stay the same objects when they do not.</summary>
internal sealed class FleetStory(Random random)
{
    private readonly SortedDictionary<(string Member, string Name), Item> _items = [];
    private FleetSnapshot _now = SomeFleet.Snapshot();
    private long _version;

    public FleetSnapshot Next()
    {
        // Mostly a few of them, now and then nearly all.
        var changes = random.Next(8) == 0 ? random.Next(60) : random.Next(5);
        for (var i = 0; i < changes; i++)
        {
            Change();
        }

        _version++;
        var at = SomeFleet.Now.AddSeconds(_version);
        Member Aged(Member member) => random.Next(3) == 0 ? member : member with { AsOf = at.AddSeconds(-1), Line = random.Next(9) == 0 ? Some.NotAnswering(3) : new MemberLine.Answering() };
        _now = _now with
        {
            Version = _version,
            TakenAt = at,
            Items = [.. _items.Values],
            Members = [.. _now.Members.Select(Aged)],
            Pairs = random.Next(2) == 0 ? _now.Pairs : [SomeFleet.Pair(random.Next(4) * 100, random.Next(2) == 0 ? PairStateKind.Behind : PairStateKind.Following)],
        };
        return _now;
    }

    private void Change()
    {
        var key = (random.Next(2) == 0 ? "clusterA" : "clusterB", $"orders-{random.Next(70):00}");
        if (_items.ContainsKey(key) && random.Next(4) == 0)
        {
            _items.Remove(key);
            return;
        }

        var kind = (VerdictKind)random.Next(VerdictWords.All.Count);
        _items[key] = Some.Item(key.Item2, new Verdict(kind, "for a reason"), random.Next(3) == 0 ? null : random.Next(50), key.Item1);
    }
}
