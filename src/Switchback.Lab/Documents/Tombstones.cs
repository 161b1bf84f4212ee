using System.Runtime.CompilerServices;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>
/// How long an engine remembers the version of a deleted document: a minute, and not past its own closing. Until then a new
/// document of that id goes on counting from it.
/// </summary>
public sealed class Tombstones(TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60);

    private readonly ConditionalWeakTable<Operation, object> _deletedAt = [];

    public void Remember(Operation delete) => _deletedAt.Add(delete, clock.GetTimestamp());

    /// <summary>What the engine knows of the document now: its last operation, unless that is a delete it has forgotten.</summary>
    public Operation? Last(Shard shard, string id)
    {
        var last = shard.Store.Last(id);
        if (last is not { Kind: OperationKind.Delete }) return last;
        var known = last.PrimaryTerm == shard.PrimaryTerm && _deletedAt.TryGetValue(last, out var at) && clock.GetElapsedTime((long)at) < Remembered;
        return known ? last : null;
    }
}
