using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Fleet;

/// <summary>One of the four numbers of a card. A number that cannot be known is a dash, and the line below it says why.</summary>
public sealed record PairFact(string Name, string Value, string Below, Grade? Grade = null)
{
    public const string Dash = "–";
}

/// <summary>The four numbers: what failing over would cost, how far it is behind, for how long that can be made good, and whether one could act.</summary>
public static class PairFacts
{
    public static IReadOnlyList<PairFact> Of(PairView pair, PairFigures figures, DateTimeOffset now, string? drilled = null) =>
        [Loss(pair, now), Lag(pair, figures, now), Lease(pair, figures, now), Readiness(pair) is var ready && drilled is not null ? ready with { Below = $"{ready.Below} · {drilled}" } : Readiness(pair)];

    public static PairFact Loss(PairView pair, DateTimeOffset now)
    {
        const string name = "Would lose now";
        var exposure = pair.Exposure;
        if (exposure.Operations is not { } operations)
        {
            return exposure.WithoutCopy > 0
                ? new PairFact(name, $"all of {Words.Count(exposure.WithoutCopy)}", "they have no usable copy", Grade.Bad)
                : new PairFact(name, PairFact.Dash, Nothing(pair) ?? "no position is known");
        }
        if (exposure.WithoutCopy > 0)
            return new PairFact(name, $"all of {Words.Count(exposure.WithoutCopy)}", $"no usable copy yet · elsewhere {PairWords.Operations(operations, exposure.AtLeast)}", Grade.Bad);
        var parts = new List<string>();
        if (exposure.Behind is { } behind && operations > 0) parts.Add(exposure.AtLeast ? $"{PairWords.Seconds(behind)} when last heard" : $"≤ {PairWords.Seconds(behind)}");
        if (exposure.Affected > 0) parts.Add($"{Words.Count(exposure.Affected)} of {Words.Count(pair.Items)} indices");
        if (parts.Count == 0) parts.Add(exposure.AtLeast ? Since(exposure.AsOf, now, "last heard") : $"of {Words.Count(pair.Items, "index", "indices")}");
        return new PairFact(name, PairWords.Operations(operations, exposure.AtLeast), string.Join(" · ", parts), exposure.AtLeast ? Grade.Bad : null);
    }

    public static PairFact Lag(PairView pair, PairFigures figures, DateTimeOffset now)
    {
        var age = Since(pair.Exposure.AsOf, now, "as of");
        if (figures.Worst is not { } worst) return new PairFact("Lag", PairFact.Dash, Nothing(pair) ?? "no position is known");
        if (pair.Exposure.AtLeast)
        {
            var range = figures.Least == worst ? PairWords.Operations(worst) : $"{Words.Count(figures.Least!.Value)} – {Words.Count(worst)}";
            return new PairFact("Last seen lag", range, $"operations an index · {age}");
        }
        var below = $"worst {PairWords.Operations(worst)} · {age}";
        return figures.UsualBehind is { } usual
            ? new PairFact("Lag p99", PairWords.Seconds(usual), below)
            : new PairFact("Lag p99", PairWords.Operations(figures.Usual!.Value), below);
    }

    public static PairFact Lease(PairView pair, PairFigures figures, DateTimeOffset now)
    {
        const string name = "Lease clock";
        if (pair.KeptUntil is { } until)
        {
            if (until <= now) return new PairFact(name, "run out", $"{Words.Ago(now - until)}; try to resume first", Grade.Bad);
            var rebuild = figures.AtStake is { } bytes ? $"then maybe rebuild {PairWords.Bytes(bytes)}" : "then maybe a rebuild";
            return new PairFact(name, Words.Span(until - now), rebuild, until - now < TimeSpan.FromHours(1) ? Grade.Bad : null);
        }
        var mayRun = pair.State.Kind is PairStateKind.ActiveUnreachable or PairStateKind.StandbyUnreachable
            || pair.Counts.Any(count => count.Kind is VerdictKind.Paused or VerdictKind.PausedAndClosed or VerdictKind.Failed or VerdictKind.SourceUnreachable);
        return mayRun || pair.Items == 0
            ? new PairFact(name, PairFact.Dash, Nothing(pair) ?? "not known yet")
            : new PairFact(name, "not running", "every follower reads on");
    }

    public static PairFact Readiness(PairView pair)
    {
        const string name = "Readiness";
        if (pair.ReadinessOf(Direction.FailOver) is not { } over) return new PairFact(name, PairFact.Dash, "not looked at yet");
        var (grade, word) = Short(over.Verdict);
        if (pair.ReadinessOf(Direction.FailBack) is not { } back) return new PairFact(name, word, $"to fail over{Failing(over)}", grade);
        if (over.Verdict == back.Verdict)
        {
            var (fail, all) = (Fails(over) + Fails(back), over.Checks.Count + back.Checks.Count);
            return new PairFact(name, word, fail > 0 ? $"both ways · {fail} of {all} checks fail" : $"both ways{Warned(over)} · {all} checks", grade);
        }
        return new PairFact(name, word, $"to fail over{Failing(over)} · back: {Short(back.Verdict).Word}{Failing(back)}", grade);
    }

    private static (Grade? Grade, string Word) Short(ReadinessVerdict verdict) => verdict switch
    {
        ReadinessVerdict.Ready => (null, "ready"),
        ReadinessVerdict.ReadyWithWarnings => (Grade.Watch, "ready"),
        ReadinessVerdict.NotReady => (Grade.Bad, "not ready"),
        _ => (Grade.Unknown, "not known"),
    };

    private static int Fails(ReadinessReport report) => report.Checks.Count(check => check.Outcome == CheckOutcome.Fail);

    private static string Failing(ReadinessReport report) => Fails(report) is > 0 and var fails ? $", {fails} of {report.Checks.Count} fail" : Warned(report);

    private static string Warned(ReadinessReport report) => report.Verdict == ReadinessVerdict.ReadyWithWarnings ? ", with warnings" : "";

    /// <summary>Why there are no numbers at all; null when there is something to count.</summary>
    private static string? Nothing(PairView pair) => pair.Items > 0 ? null : pair.State.Kind == PairStateKind.Unknown ? "not known yet" : "nothing is copied";

    private static string Since(DateTimeOffset? asOf, DateTimeOffset now, string what) => asOf is { } at ? $"{what} {Words.Ago(now - at)}" : "never heard from";
}
