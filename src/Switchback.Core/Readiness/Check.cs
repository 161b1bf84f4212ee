namespace Switchback.Core.Readiness;

/// <summary>Which way writes would go: to the away side, or back to the home side.</summary>
public enum Direction
{
    FailOver,
    FailBack,
}

public enum CheckOutcome
{
    Pass,

    /// <summary>It would work, but something is worse than it should be, or is missing afterwards.</summary>
    Warn,

    /// <summary>It would not work, or it would leave the pair broken.</summary>
    Fail,

    /// <summary>Nobody knows, or what is known is too old: never as good as a pass.</summary>
    Unknown,
}

/// <summary>One thing that must hold before a run, judged: what was found, what is allowed, why, and what to do about it.</summary>
/// <param name="Id">Stable, lower case with hyphens.</param>
/// <param name="Value">What was found; null when nothing is known.</param>
/// <param name="Limit">What it must be.</param>
/// <param name="Remedy">What to do, in words; null when nothing needs to be done.</param>
/// <param name="Manual">The exact call that a person can send by hand.</param>
/// <param name="AsOf">When the oldest fact it rests on was read; null when there is none.</param>
public sealed record Check(
    string Id, string Title, CheckOutcome Outcome, string? Value, string? Limit, string Reason, string? Remedy, string? Manual, DateTimeOffset? AsOf);
