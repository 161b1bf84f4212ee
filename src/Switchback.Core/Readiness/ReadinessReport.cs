namespace Switchback.Core.Readiness;

/// <summary>Which way a pair would go.</summary>
public enum Direction
{
    /// <summary>The side that follows takes over.</summary>
    FailOver,

    /// <summary>The side that led follows the other one, to lead again later.</summary>
    FailBack,
}

public enum ReadinessVerdict
{
    Ready,
    ReadyWithWarnings,
    NotReady,
    Unknown,
}

/// <summary>Whether a pair could go a way right now, and what stands in it.</summary>
public sealed record ReadinessReport(Direction Direction, IReadOnlyList<Check> Checks, ReadinessVerdict Verdict, DateTimeOffset AsOf)
{
    /// <summary>The worst check decides. What is not known never counts as a pass, and what fails counts whatever else is not known.</summary>
    public static ReadinessReport Of(Direction direction, IReadOnlyList<Check> checks, DateTimeOffset asOf) => new(direction, checks, Judge(checks), asOf);

    public int Count(CheckOutcome outcome) => Checks.Count(check => check.Outcome == outcome);

    private static ReadinessVerdict Judge(IReadOnlyList<Check> checks) => checks.Count == 0 || checks.Any(check => check.Outcome == CheckOutcome.Unknown) && checks.All(check => check.Outcome != CheckOutcome.Fail)
        ? ReadinessVerdict.Unknown
        : checks.Any(check => check.Outcome == CheckOutcome.Fail) ? ReadinessVerdict.NotReady
        : checks.Any(check => check.Outcome == CheckOutcome.Warn) ? ReadinessVerdict.ReadyWithWarnings
        : ReadinessVerdict.Ready;
}
