namespace Switchback.Core.Plans;

/// <summary>Whether a step's effect is there.</summary>
public enum Presence
{
    /// <summary>It could not be seen: nothing is concluded from it.</summary>
    Unclear,

    /// <summary>It is not there, and nothing that is still working can bring it about.</summary>
    Absent,

    /// <summary>A call still works on it, or it is half way.</summary>
    UnderWay,
    There,
}

/// <summary>What a look found about one item.</summary>
/// <param name="Effect">Whether the effect is there.</param>
/// <param name="Seen">In words, for the record.</param>
/// <param name="Refusal">Why it must not be done to this item now; null when it may.</param>
public sealed record ItemSight(Presence Effect, string Seen, Refusal? Refusal = null)
{
    /// <summary>How far something under way has come, from 0 to 1; null where that is not known.</summary>
    public double? Progress { get; init; }

    /// <summary>What later steps, reports and other plans need to know of what was seen, by name. Kept in the record when the effect is there.</summary>
    public IReadOnlyDictionary<string, string>? Notes { get; init; }

    /// <summary>The state that keeps it from being sent passes by itself: wait instead of stopping.</summary>
    public bool PassesByItself { get; init; }
}

/// <summary>What came back for a call. Closed. None of them says that the effect is there: a look does.</summary>
public abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <param name="Digest">Of the answer's bytes or meaning, for the record.</param>
    /// <param name="Note">What the answer says beside yes; null for a plain one.</param>
    public sealed record Accepted(string Digest, string? Note = null) : CallOutcome;

    /// <summary>It had no effect.</summary>
    /// <param name="Why">In words, with what to do.</param>
    /// <param name="Raw">The system's own words.</param>
    /// <param name="After">The same call may be sent again after this long; null when that is of no use.</param>
    /// <param name="TooBusy">The system asked for less at a time.</param>
    public sealed record Rejected(string Why, string Raw, TimeSpan? After = null, bool TooBusy = false) : CallOutcome;

    /// <summary>It may have had its effect, or have it later.</summary>
    public sealed record Unknown(string Why, string Raw) : CallOutcome;

    /// <summary>What is left to be cleaned up elsewhere, by the system's own names.</summary>
    public IReadOnlyList<string> Owes { get; init; } = [];
}
