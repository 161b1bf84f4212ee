using Switchback.Lab.Documents;
using Switchback.Lab.Indices;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.Search;

/// <summary>One shard to be searched: what of it (all that is visible, or what a point in time holds) and under which filters of aliases.</summary>
public sealed record SearchTarget(Shard Shard, Bind? Filter = null)
{
    /// <summary>Null: what searches see when the shard is reached.</summary>
    public IReadOnlyList<Operation>? Held { get; init; }

    public IEnumerable<Operation> Documents => Held ?? Shard.Store.Visible();

    public long Count => Held?.Count ?? Shard.Store.VisibleCount;
}
