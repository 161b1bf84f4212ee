namespace Switchback.Core.Readiness;

public enum CheckOutcome
{
    Pass,

    /// <summary>It would go, and somebody should know this before.</summary>
    Warn,
    Fail,

    /// <summary>Not read yet, or it could not be read: never taken for a pass.</summary>
    Unknown,
}

/// <summary>One thing that has to hold before a pair can go a way.</summary>
/// <param name="Id">Stable, for links and machines.</param>
/// <param name="Title">What is looked at.</param>
/// <param name="Value">What was found; null when nothing was.</param>
/// <param name="Limit">What it is held against; null when it has none.</param>
/// <param name="Reason">What that means, in a sentence.</param>
/// <param name="Remedy">What lifts it; null where nothing needs lifting.</param>
/// <param name="Manual">The call that a person can send to lift it; null where there is no single one.</param>
/// <param name="AsOf">When the oldest fact it rests on was read.</param>
public sealed record Check(
    string Id, string Title, CheckOutcome Outcome, string? Value, string? Limit, string Reason, string? Remedy, string? Manual, DateTimeOffset? AsOf);
