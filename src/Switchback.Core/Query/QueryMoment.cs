using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>What a filter needs besides the item: the moment that ages are counted at, and which members are old. One for a whole run.</summary>
public sealed class QueryMoment
{
    private readonly string[] _stale;

    public QueryMoment(FleetSnapshot snapshot)
    {
        Now = snapshot.TakenAt;
        var stale = new List<string>();
        foreach (var member in snapshot.Members)
        {
            if (member.IsStale(Now)) stale.Add(member.Name);
        }
        _stale = [.. stale];
    }

    public DateTimeOffset Now { get; }

    /// <summary>What is shown of it is from an answer that should have been replaced by now, its own or its source's.</summary>
    public bool IsStale(Item item)
    {
        foreach (var name in _stale)
        {
            if (name == item.Member || name == item.Source.Member) return true;
        }
        return false;
    }
}
