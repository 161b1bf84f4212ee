using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;

namespace Switchback.Dashboard.Kit;

/// <summary>What pairs, sides and their numbers are called, so that every page says the same of the same.</summary>
public static class PairWords
{
    public static string Of(Side side) => side == Side.Home ? "home" : "away";

    public static string Of(Role role) => role switch
    {
        Role.Active => "active",
        Role.Standby => "standby",
        Role.Quarantined => "quarantined",
        _ => "unknown",
    };

    /// <summary>It led, the other side took over, and nothing follows there yet: nobody may write to it, or trust what it has, until that is settled.</summary>
    public static bool IsQuarantined(PairView pair, Side side) =>
        pair.Recorded is { } recorded && recorded.Active != side && pair[side].Copies == 0 && pair.Counts.Any(count => count.Kind == VerdictKind.Promoted && count.Items > 0);

    public static (string Tone, string Word) Of(Protection protection) => protection switch
    {
        Protection.Full => ("green", "protected"),
        Protection.Partial => ("amber", "protected in part"),
        Protection.None => ("red", "unprotected"),
        _ => ("", "protection not known"),
    };

    public static (Grade Grade, string Word) Of(ReadinessVerdict verdict) => verdict switch
    {
        ReadinessVerdict.Ready => (Grade.Fine, "ready"),
        ReadinessVerdict.ReadyWithWarnings => (Grade.Watch, "ready, with warnings"),
        ReadinessVerdict.NotReady => (Grade.Bad, "not ready"),
        _ => (Grade.Unknown, "not known"),
    };

    public static (Grade Grade, string Word) Of(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Pass => (Grade.Fine, "Passes"),
        CheckOutcome.Warn => (Grade.Watch, "Warns"),
        CheckOutcome.Fail => (Grade.Bad, "Fails"),
        _ => (Grade.Unknown, "Not known"),
    };

    /// <summary>How a member answers, with the age of its last answer.</summary>
    public static (Grade Grade, string Word) Line(Member? member, DateTimeOffset now) => member switch
    {
        null => (Grade.Unknown, "not configured"),
        { Line: MemberLine.Asking } => (Grade.Working, "first answer awaited"),
        { Line: MemberLine.NotAnswering { IsSilent: true } gone } => (Grade.Bad, $"silent for {Words.Span(now - gone.Since)}"),
        { Line: MemberLine.NotAnswering gone } => (Grade.Bad, $"no answer for {Words.Span(now - gone.Since)}"),
        { AsOf: { } asOf } when member.IsStale(now) => (Grade.Watch, $"last answer {Words.Ago(now - asOf)}"),
        { AsOf: { } asOf } => (Grade.Fine, $"answered {Words.Ago(now - asOf)}"),
        _ => (Grade.Working, "first answer awaited"),
    };

    /// <summary>Tenths matter below ten seconds, and nobody reads them above.</summary>
    public static string Seconds(TimeSpan span) => span.TotalSeconds switch
    {
        <= 0 => "0 s",
        < 0.1 => "< 0.1 s",
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        _ => Words.Span(span),
    };

    public static string Operations(long operations, bool atLeast = false) => $"{(atLeast ? "≥ " : "")}{Words.Count(operations)} {(operations == 1 ? "op" : "ops")}";

    /// <summary>A moment that may be days ago: "Tue 3 Mar, 22:10".</summary>
    public static string Day(DateTimeOffset moment, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("ddd d MMM, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Bytes in the unit that leaves one to three digits.</summary>
    public static string Bytes(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        for (; value >= 999.5 && unit < Units.Length - 1; unit++) value /= 1024;
        return value < 9.95 && unit > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {Units[unit]}")
            : string.Create(CultureInfo.InvariantCulture, $"{value:0} {Units[unit]}");
    }

    /// <summary>The list of followers, narrowed.</summary>
    public static string FollowersOf(string pair, VerdictKind? verdict = null) =>
        $"/followers?query={Uri.EscapeDataString(verdict is { } kind ? $"pair:{pair} verdict:{kind.Id()}" : $"pair:{pair}")}";

    public static string PageOf(string pair) => $"/pairs/{Uri.EscapeDataString(pair)}";

    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB"];
}
