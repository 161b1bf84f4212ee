using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Pair;

/// <summary>Whether one direction could be taken now: what stands in the way first, what is fine folded away.</summary>
/// <param name="Summary">The checks in numbers, or why there are none.</param>
public sealed record ReadinessCard(string Title, Grade Grade, string Word, string Summary, IReadOnlyList<CheckRow> Open, IReadOnlyList<CheckRow> Passed)
{
    public static ReadinessCard Of(PairView pair, Direction direction, DateTimeOffset now)
    {
        var title = direction == Direction.FailOver ? $"Fail over to {pair.Options.Away}" : $"Fail back to {pair.Options.Home}";
        if (pair.ReadinessOf(direction) is not { } report)
            return new ReadinessCard(title, Grade.Unknown, "not looked at yet", "The checks run by themselves once both clusters have answered.", [], []);
        var (grade, word) = PairWords.Of(report.Verdict);
        var rows = report.Checks.OrderBy(Order).Select(check => CheckRow.Of(check, now)).ToList();
        return new ReadinessCard(
            title, grade, word, SummaryOf(report, now),
            [.. rows.Where(row => row.Outcome != CheckOutcome.Pass)], [.. rows.Where(row => row.Outcome == CheckOutcome.Pass)]);
    }

    private static int Order(Check check) => check.Outcome switch
    {
        CheckOutcome.Fail => 0,
        CheckOutcome.Unknown => 1,
        CheckOutcome.Warn => 2,
        _ => 3,
    };

    private static string SummaryOf(ReadinessReport report, DateTimeOffset now)
    {
        int Count(CheckOutcome outcome) => report.Checks.Count(check => check.Outcome == outcome);
        var parts = new List<string>();
        if (Count(CheckOutcome.Fail) is > 0 and var fails) parts.Add($"{fails} of {report.Checks.Count} checks fail");
        if (Count(CheckOutcome.Unknown) is > 0 and var unknown) parts.Add($"{unknown} not known");
        if (Count(CheckOutcome.Warn) is > 0 and var warns) parts.Add($"{warns} {(warns == 1 ? "warns" : "warn")}");
        if (parts.Count == 0) parts.Add($"all {Words.Count(report.Checks.Count, "check passes", "checks pass")}");
        parts.Add($"looked at {Words.Ago(now - report.AsOf)}");
        return string.Join(" · ", parts);
    }
}

/// <summary>One check as it is read: what it found, against which limit, why that matters, and what lifts it.</summary>
public sealed record CheckRow(
    string Id, CheckOutcome Outcome, Grade Grade, string Word, string Title, string Found, string Reason, string? Remedy, string? Manual, string? Age)
{
    public static CheckRow Of(Check check, DateTimeOffset now)
    {
        var (grade, word) = PairWords.Of(check.Outcome);
        var found = (check.Value, check.Limit) switch
        {
            ({ } value, { } limit) => $"{value} · wanted: {limit}",
            ({ } value, null) => value,
            (null, { } limit) => $"not known · wanted: {limit}",
            _ => "",
        };
        return new CheckRow(
            check.Id, check.Outcome, grade, word, check.Title, found, check.Reason, check.Remedy, check.Manual,
            check.AsOf is { } asOf ? Words.Ago(now - asOf) : null);
    }
}
