using Switchback.Lab.Documents;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Indices;

public enum ShardRouting
{
    Unassigned,
    Initializing,
    Started,
}

/// <summary>The primary copy of one shard on the cluster's one node.</summary>
public sealed class Shard(IndexState index, int id, string historyUuid)
{
    public IndexState Index { get; } = index;

    public int Id { get; } = id;

    public ShardRouting Routing { get; set; } = ShardRouting.Unassigned;

    /// <summary>Raised by every open, restart and restore.</summary>
    public long PrimaryTerm { get; set; } = 1;

    /// <summary>Identity of the history: a copy that did not come from it cannot go on from it.</summary>
    public string HistoryUuid { get; set; } = historyUuid;

    public ShardStore Store { get; set; } = new();

    /// <summary>Who still needs how much of its history.</summary>
    public RetentionLeases Leases { get; set; } = new();

    /// <summary>The lowest number kept by its last merge.</summary>
    public long RetainedFrom { get; set; }

    /// <summary>How its present copy came about; null before the first start.</summary>
    public RecoveryState? Recovery { get; set; }

    /// <summary>Its first copy was never completed: a restart has nothing to start from.</summary>
    public bool HasNoCopy { get; set; }

    /// <summary>What it has done since it was last opened.</summary>
    public ShardCounters Counters { get; set; } = new();

    /// <summary>How far its searches are behind its writes.</summary>
    public ShardReader Reader { get; set; } = new();

    /// <summary>Raised after operations were applied to it: whoever waits for its checkpoint looks again.</summary>
    public event Action? Advanced;

    /// <summary>Called by <see cref="RefreshService.Applied"/> only.</summary>
    internal void RaiseAdvanced() => Advanced?.Invoke();

    public bool IsStarted => Routing == ShardRouting.Started;
}
