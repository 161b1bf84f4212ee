namespace Switchback.Core.Readiness;

public enum ReadinessVerdict
{
    Ready,
    ReadyWithWarnings,
    NotReady,

    /// <summary>Nothing found stands in the way, but not everything could be looked at.</summary>
    Unknown,
}

/// <summary>Whether a pair can go in one direction right now, and every check that says so.</summary>
/// <param name="AsOf">The oldest moment any check rests on: the report is no fresher than this. Null when nothing was ever read.</param>
public sealed record ReadinessReport(Direction Direction, IReadOnlyList<Check> Checks, ReadinessVerdict Verdict, DateTimeOffset? AsOf)
{
    public static ReadinessReport Of(Direction direction, IReadOnlyList<Check> checks) => new(direction, checks, Judge(checks), Oldest(checks));

    public int Count(CheckOutcome outcome) => Checks.Count(check => check.Outcome == outcome);

    /// <summary>What stands in the way first; within an outcome the order of the checks stays.</summary>
    public IReadOnlyList<Check> WorstFirst() => [.. Checks.OrderBy(check => check.Outcome switch
    {
        CheckOutcome.Fail => 0,
        CheckOutcome.Unknown => 1,
        CheckOutcome.Warn => 2,
        _ => 3,
    })];

    /// <summary>A known obstacle outweighs ignorance, and ignorance outweighs a warning. Without any check nothing is known.</summary>
    private static ReadinessVerdict Judge(IReadOnlyList<Check> checks)
    {
        if (checks.Any(check => check.Outcome == CheckOutcome.Fail)) return ReadinessVerdict.NotReady;
        if (checks.Count == 0 || checks.Any(check => check.Outcome is not (CheckOutcome.Pass or CheckOutcome.Warn))) return ReadinessVerdict.Unknown;
        return checks.Any(check => check.Outcome == CheckOutcome.Warn) ? ReadinessVerdict.ReadyWithWarnings : ReadinessVerdict.Ready;
    }

    private static DateTimeOffset? Oldest(IReadOnlyList<Check> checks) => checks.Min(check => check.AsOf);
}
