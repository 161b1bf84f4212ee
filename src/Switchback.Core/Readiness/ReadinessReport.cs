namespace Switchback.Core.Readiness;

public enum Direction
{
    FailOver,
    FailBack,
}

public enum CheckOutcome
{
    Pass,
    Warn,
    Fail,
    Unknown,
}

public sealed record Check(
    string Id, string Title, CheckOutcome Outcome, string? Value, string? Limit, string Reason, string? Remedy, string? Manual, DateTimeOffset? AsOf);

public enum ReadinessVerdict
{
    Ready,
    ReadyWithWarnings,
    NotReady,
    Unknown,
}

public sealed record ReadinessReport(Direction Direction, IReadOnlyList<Check> Checks, ReadinessVerdict Verdict, DateTimeOffset AsOf);
