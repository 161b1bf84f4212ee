namespace Switchback.Core.Fleet;

/// <summary>Every state an item can be in, by name. What each means for people stands in <see cref="VerdictWords"/>.</summary>
public enum VerdictKind
{
    /// <summary>It has what the source has, but for what is on the way.</summary>
    Following,

    /// <summary>Behind, and closing the gap.</summary>
    CatchingUp,

    /// <summary>Behind, moving, and not closing the gap.</summary>
    Lagging,

    /// <summary>Behind and not moving, without an error that says why.</summary>
    Stalled,

    /// <summary>The source answers nothing and hangs up on nobody: everything else looks healthy.</summary>
    Silent,

    /// <summary>The source is back and the item still sleeps until its next try.</summary>
    WaitingToRetry,

    /// <summary>Reads fail and are tried again, for a reason that is not the line.</summary>
    ReadErrors,

    /// <summary>Replication is over until a person acts.</summary>
    Failed,

    SourceUnreachable,

    /// <summary>The source was deleted, made anew or given another history.</summary>
    SourceGone,

    /// <summary>The first copy is under way: there is nothing complete yet.</summary>
    Copying,

    Paused,
    PausedAndClosed,

    /// <summary>Closed by somebody while it replicates: writes to it fail until it is opened.</summary>
    ClosedWhileActive,

    /// <summary>No longer replicates and is still closed: a promotion that stopped half way.</summary>
    LeftClosed,

    /// <summary>Once replicated, now an ordinary writable item.</summary>
    Promoted,

    /// <summary>Wanted by a rule and replicated by nobody.</summary>
    NotFollowed,

    /// <summary>Its side does not answer: how it was, not how it is.</summary>
    Unknown,
}
