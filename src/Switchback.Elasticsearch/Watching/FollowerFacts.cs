using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Watching;

/// <summary>What is known of the side that leads a follower, at this moment and by its own word.</summary>
internal enum LeaderSide
{
    /// <summary>No configured cluster has the index it was made from, and none is known to have had it.</summary>
    NotKnown,

    /// <summary>It answers and has the index open.</summary>
    Answers,

    /// <summary>It answers, and the index is closed.</summary>
    Closed,

    /// <summary>It answers, and there is no such index any more.</summary>
    Deleted,

    /// <summary>It answers, and has another index of that name.</summary>
    Remade,

    /// <summary>It refuses connections, or what it says makes no sense.</summary>
    Unreachable,

    /// <summary>It takes connections and answers nothing.</summary>
    Silent,
}

/// <summary>Everything the judgement of one follower rests on. Its own cluster answers, or there is nothing to judge.</summary>
internal readonly record struct FollowerFacts
{
    /// <summary>Null when it has no tasks.</summary>
    public TaskFacts? Tasks { get; init; }

    /// <summary>Null when that could not be read.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>Whether it has a started shard; null when positions could not be read.</summary>
    public bool? IsStarted { get; init; }

    public bool IsCopying { get; init; }

    public LeaderSide Leader { get; init; }

    /// <summary>For how long the leader has been in service without a break, its cluster and its index; null when for as long as we have looked.</summary>
    public TimeSpan? LeaderBackFor { get; init; }

    /// <summary>How long ago the leader's cluster last answered us; null when it never did.</summary>
    public TimeSpan? LeaderHeardAgo { get; init; }

    public Lag Lag { get; init; }

    /// <summary>How long its own position has stood still; null before two readings.</summary>
    public TimeSpan? StoodStill { get; init; }

    /// <summary>Its bulk writes were refused since the poll before.</summary>
    public bool WritesFail { get; init; }

    /// <summary>How long one read may wait at the leader (<c>read_poll_timeout</c>).</summary>
    public TimeSpan ReadPoll { get; init; }
}

/// <summary>Why a follower is judged as it is. Each has its words in <see cref="RulingWords"/>.</summary>
internal enum Because
{
    AllIsWell,
    LagNotKnown,
    HistoryMerged,
    ConnectionsGaveUp,
    LeaderDeleted,
    LeaderRemade,
    LeaderHistoryChanged,
    OtherFatal,
    Paused,
    PausedLeaderGone,
    PausedAndClosed,
    ClosedWhileActive,
    CopyUnderWay,
    SideDown,
    RemoteDown,
    SideDownUnnoticed,
    LineCut,
    LineUnsure,
    AliasGone,
    SleepsOn,
    RightsLost,
    LeaderClosed,
    LeaderNotStarted,
    LeaderLicence,
    OtherReadError,
    SideSilent,
    ReadUnanswered,
    WritesFail,
    NotMoving,
    Closing,
    NotClosing,
}

/// <summary>A judgement as a small value: equal ones need no new verdict.</summary>
internal readonly record struct Ruling(VerdictKind Kind, Because Because, Remedy Remedy, string? CauseType = null, string? CauseReason = null);
