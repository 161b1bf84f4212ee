using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>What was read about one item, all that a step is judged by.</summary>
internal sealed record ItemScene
{
    public required Plan Plan { get; init; }

    public required PlanStep Step { get; init; }

    public required PlanItem Item { get; init; }

    public CallsInFlight InFlight { get; init; }

    /// <summary>Null: there is no index of this name.</summary>
    public IndexSight? Index { get; init; }

    /// <summary>Null for an index that follows nothing, or where it was not asked for.</summary>
    public FollowerInfo? Info { get; init; }

    /// <summary>The first copy is still being made. Its tasks come after it: <see cref="Info"/> says paused meanwhile.</summary>
    public bool IsCopying { get; init; }

    /// <summary>How much of the first copy is there; null where it is not known.</summary>
    public double? Copied { get; init; }

    /// <summary>What ended the tasks of a shard for good. The tasks are there all the same.</summary>
    public ServerError? Fatal { get; init; }

    public Surroundings Around { get; init; } = Surroundings.Fine;

    public LeaderSight Leader { get; init; } = LeaderSight.NotOurs;

    public OpenRight MayOpen { get; init; } = new(null, "it was not asked");

    public LeaseSight Leases { get; init; } = LeaseSight.None;

    /// <summary>Null: it backs none, or not the one of the plan.</summary>
    public DataStream? Stream { get; init; }

    /// <summary>What keeps it from taking writes; null where it was not asked.</summary>
    public IReadOnlyList<string>? WriteBlocks { get; init; }

    /// <summary>The rule that the item stands for; null when there is none of its name.</summary>
    public AutoFollowPattern? Pattern { get; init; }

    /// <summary>The remote cluster that the item stands for.</summary>
    public RemoteInfo? Remote { get; init; }

    public IReadOnlyList<AliasFacts> Aliases { get; init; } = [];

    public bool IsActive => Info?.Status == FollowerStatus.Active;

    public bool IsClosed => Index?.State == IndexState.Closed;

    /// <summary>Whether the plan has a step of this kind for the item.</summary>
    public bool PlanHas(string kind) => PlanIndex.Of(Plan).Has(kind, Item.Key);
}

internal enum LeaderState
{
    /// <summary>Its cluster is none of ours: nothing is known about it.</summary>
    NotOurs,
    Open,
    Closed,
    Missing,

    /// <summary>Its cluster has no licence for it.</summary>
    Unlicensed,

    /// <summary>Its cluster does not answer.</summary>
    Unreachable,

    /// <summary>Its cluster answers, but does not let us see.</summary>
    Unreadable,
}

/// <summary>What the cluster itself must have before it follows anything.</summary>
/// <param name="Licensed">Whether its licence covers it.</param>
/// <param name="Remotes">The aliases of remote clusters it knows; null for any.</param>
/// <param name="Unreadable">Why either could not be seen; null when both were.</param>
internal sealed record Surroundings(bool Licensed, IReadOnlyList<string>? Remotes, string? Unreadable = null)
{
    public static readonly Surroundings Fine = new(true, null);
}

/// <param name="Uuid">Where it is there.</param>
/// <param name="Words">Why it could not be seen.</param>
internal sealed record LeaderSight(LeaderState State, string? Uuid = null, string Words = "")
{
    public static readonly LeaderSight NotOurs = new(LeaderState.NotOurs);
}

/// <param name="May">Null where it could not be known.</param>
/// <param name="Words">Why not.</param>
internal sealed record OpenRight(bool? May, string Words = "");

/// <param name="Present">Leases to be removed that are still there.</param>
/// <param name="Unreadable">Why that cannot be known; null when it is.</param>
/// <param name="InUse">The follower that holds them is a follower still.</param>
/// <param name="LeaderClosed">The leader is closed: its leases are not shown.</param>
internal sealed record LeaseSight(IReadOnlyList<string> Present, string? Unreadable = null, bool InUse = false, bool LeaderClosed = false)
{
    public static readonly LeaseSight None = new([]);
}
