using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Wall;

/// <summary>A number that is read from across the room, and what it counts. Words instead of a number stand smaller.</summary>
public sealed record WallNumber(string Value, string Name, bool IsWord = false)
{
    public const string Dash = "–";

    /// <summary>Long ones are drawn smaller, in the same room.</summary>
    public string Size => (IsWord, Value.Length) switch
    {
        (true, _) => "in-words",
        (_, <= 5) => "short",
        (_, <= 7) => "long",
        _ => "longest",
    };

    /// <summary>The three of a pair: what is lost, for how long already, for how long still.</summary>
    public static IReadOnlyList<WallNumber> Of(PairView pair, FleetSnapshot snapshot, DateTimeOffset now) => [Loss(pair), Time(pair, snapshot, now), Left(pair, now)];

    private static WallNumber Loss(PairView pair)
    {
        var (lost, without) = (pair.Exposure.Operations, pair.Exposure.WithoutCopy);
        if (without > 0)
            return new WallNumber(Words.Count(without), $"{(without == 1 ? "index" : "indices")} lost whole if we fail over now: no usable copy");
        if (lost is not { } operations) return new WallNumber(Dash, "operations lost if we fail over now: not known");
        return pair.Exposure.AtLeast
            ? new WallNumber($"≥{Short(operations)}", "operations lost at least if we fail over now")
            : new WallNumber(Short(operations), "operations lost if we fail over now");
    }

    private static WallNumber Time(PairView pair, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var gone = new[] { pair.Options.Home, pair.Options.Away }
            .Select(name => (Name: name, Line: snapshot.Member(name)?.Line as MemberLine.NotAnswering))
            .Where(side => side.Line is not null)
            .OrderBy(side => side.Line!.Since)
            .FirstOrDefault();
        if (gone.Line is { } line) return Clock(now - line.Since, $"without an answer from {gone.Name}");
        return pair.Exposure.Behind switch
        {
            null => new WallNumber(Dash, "time behind: not known"),
            { TotalSeconds: < 60 } behind => new WallNumber(string.Create(CultureInfo.InvariantCulture, $"{behind.TotalSeconds:0.#}"), "seconds behind at most"),
            { } behind => Clock(behind, "behind at most"),
        };
    }

    private static WallNumber Left(PairView pair, DateTimeOffset now)
    {
        if (pair.KeptUntil is { } until)
            return until > now ? Clock(until - now, "left on the lease clock") : new WallNumber("run out", "the lease clock: try to resume first", true);
        if (pair.ReadinessOf(Direction.FailOver) is not { } report) return new WallNumber(Dash, "readiness to fail over: not looked at yet");
        var fails = report.Checks.Count(check => check.Outcome == CheckOutcome.Fail);
        var (_, word) = PairWords.Of(report.Verdict);
        return new WallNumber(
            report.Verdict == ReadinessVerdict.ReadyWithWarnings ? "ready" : word,
            fails > 0 ? $"to fail over: {fails} of {report.Checks.Count} checks fail"
                : report.Verdict == ReadinessVerdict.ReadyWithWarnings ? "to fail over, with warnings" : $"to fail over: {Words.Count(report.Checks.Count, "check", "checks")}", true);
    }

    /// <summary>As a clock, in the two units that matter: "4:12 minutes", "11:55 hours", "3 days".</summary>
    private static WallNumber Clock(TimeSpan span, string of) => span switch
    {
        { TotalHours: < 1 } => new WallNumber(string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}:{span.Seconds:00}"), $"minutes {of}"),
        { TotalHours: < 48 } => new WallNumber(string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}"), $"hours {of}"),
        _ => new WallNumber(Words.Count((int)span.TotalDays), $"days {of}"),
    };

    /// <summary>Six digits fit; beyond them nobody counts single operations.</summary>
    private static string Short(long operations) => operations switch
    {
        < 1_000_000 => Words.Count(operations),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{operations / 1e6:0.0} M"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{operations / 1e9:0.0} G"),
    };
}
