using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>
/// The place of each item of a snapshot in the order of names. Names seldom change, so that the next snapshot mostly has the
/// same one: comparing ten thousand references costs far less than sorting ten thousand texts.
/// </summary>
internal sealed class NameOrder
{
    private readonly Item[] _items;
    private readonly int[] _places;

    private NameOrder(Item[] items, int[] places) => (_items, _places) = (items, places);

    public int this[int position] => _places[position];

    public static NameOrder Of(Item[] items, NameOrder? before)
    {
        if (before is not null && before.Fits(items)) return new NameOrder(items, before._places);
        var order = new int[items.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) =>
        {
            var byName = string.CompareOrdinal(items[a].Name, items[b].Name);
            if (byName != 0) return byName;
            var byMember = string.CompareOrdinal(items[a].Member, items[b].Member);
            return byMember != 0 ? byMember : a.CompareTo(b);
        });
        var places = new int[order.Length];
        for (var place = 0; place < order.Length; place++) places[order[place]] = place;
        return new NameOrder(items, places);
    }

    private bool Fits(Item[] items)
    {
        if (items.Length != _items.Length) return false;
        for (var i = 0; i < items.Length; i++)
        {
            var (a, b) = (items[i], _items[i]);
            if (!ReferenceEquals(a, b) && !(a.Name == b.Name && a.Member == b.Member)) return false;
        }
        return true;
    }
}
