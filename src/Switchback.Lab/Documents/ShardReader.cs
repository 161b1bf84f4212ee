using Switchback.Lab.Time;

namespace Switchback.Lab.Documents;

/// <summary>How far searches of one shard copy are behind, and who waits for them to catch up.</summary>
public sealed class ShardReader
{
    /// <summary>Lab time of the last search, or of the copy's beginning.</summary>
    public TimeSpan? LastSearched { get; set; }

    public LabTimer? NextRefresh { get; set; }

    /// <summary>A refresh was left out because nobody searched: the next search waits for one.</summary>
    public bool IsPending { get; set; }

    public TimeSpan? Interval { get; set; }

    public List<TaskCompletionSource> Waiting { get; } = [];
}
