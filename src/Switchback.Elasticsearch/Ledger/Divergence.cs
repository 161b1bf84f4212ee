using System.Text.Json.Serialization;

namespace Switchback.Elasticsearch.Ledger;

/// <summary>What the other side has of a document that only this side has in its newest state.</summary>
public enum OtherState
{
    /// <summary>No document of this id, or one that was deleted there.</summary>
    Missing,

    /// <summary>As it was at the line: this side's state is the newer one.</summary>
    Older,

    /// <summary>Changed there since the line: both sides have a state of their own.</summary>
    Changed,
}

/// <summary>How one shard of the old side differs from the active side's, counted in operations.</summary>
/// <param name="Operations">What it has above the line, without those that had arrived all the same.</param>
/// <param name="Documents">Documents whose newest state is among them.</param>
/// <param name="Overwritten">States of these that newer ones have taken the place of; they are in no copy.</param>
/// <param name="Deletes">Documents that were deleted here since the line and are still there on the other side.</param>
/// <param name="Unexplained">What is left of the operations: states overwritten before a delete, documents that came and went, or no change at all.</param>
public sealed record ShardDivergence(int Shard, long Line, long Max, long Operations, long Documents, long Overwritten, long Deletes, long Unexplained);

/// <summary>How one index of the old side differs from the active side's: what is lost when it is destroyed, and where it is preserved.</summary>
public sealed record Divergence
{
    public required string Index { get; init; }

    public required IReadOnlyList<ShardDivergence> Shards { get; init; }

    /// <summary>Where each shard stood when it was compared: it may be destroyed only while it still stands there.</summary>
    public required string Max { get; init; }

    public long Missing { get; init; }

    public long Older { get; init; }

    public long Changed { get; init; }

    public long Bytes { get; init; }

    /// <summary>Some ids, for the eyes.</summary>
    public IReadOnlyList<string> Sample { get; init; } = [];

    /// <summary>Null where nothing was to be preserved, or nobody wished it.</summary>
    public string? File { get; init; }

    public string? Digest { get; init; }

    /// <summary>Deletes were not looked for.</summary>
    public bool DeletesUnnamed { get; init; }

    /// <summary>The line is not known: everything was compared with everything.</summary>
    public bool WithoutLine { get; init; }

    [JsonIgnore]
    public long Operations => Shards.Sum(shard => shard.Operations);

    [JsonIgnore]
    public long Documents => Shards.Sum(shard => shard.Documents);

    [JsonIgnore]
    public long Overwritten => Shards.Sum(shard => shard.Overwritten);

    [JsonIgnore]
    public long Deletes => Shards.Sum(shard => shard.Deletes);

    [JsonIgnore]
    public long Unexplained => Shards.Sum(shard => shard.Unexplained);
}
