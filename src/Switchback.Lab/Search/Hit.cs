using Switchback.Lab.Documents;

namespace Switchback.Lab.Search;

/// <summary>A document that matched, with what it is ordered by.</summary>
public sealed record Hit(string Index, FieldTable Fields, Operation Operation, double Score, IReadOnlyList<object?> Sort, int ShardOrder)
{
    /// <summary>Order of hits: the keys, or the score; then the shard, then the document's place in it.</summary>
    public static int Compare(Hit a, Hit b, IReadOnlyList<SortKey> keys)
    {
        var order = keys.Count == 0 ? b.Score.CompareTo(a.Score) : 0;
        for (var i = 0; order == 0 && i < keys.Count; i++) order = keys[i].Compare(a.Sort[i], b.Sort[i]);
        if (order == 0) order = a.ShardOrder.CompareTo(b.ShardOrder);
        return order == 0 ? a.Operation.AppliedAt.CompareTo(b.Operation.AppliedAt) : order;
    }
}
