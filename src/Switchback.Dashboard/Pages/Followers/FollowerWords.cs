using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>A follower's facts as the page says them. What cannot be known is a dash.</summary>
internal static class FollowerWords
{
    public const string Dash = "–";

    public static string Verdict(Item item) => item.Copy?.Share is { } share && item.Verdict.Kind == VerdictKind.Copying
        ? $"Copying {Math.Floor(share * 100):0} %"
        : item.Verdict.Word;

    public static string Lag(Item item) => item.Lag.Operations is not { } operations ? Dash
        : item.Lag.AtLeast ? $"≥ {Words.Count(operations)}" : Words.Count(operations);

    public static string WhyLag(Item item) => item.Lag switch
    {
        { Operations: null } => item.Verdict.Kind == VerdictKind.Copying ? "Not known before the copy is complete" : "Not known",
        { AtLeast: true } => "At least this: its leader does not answer now",
        { Operations: 1 } => "1 operation is missing here",
        { Operations: { } operations } => $"{Words.Count(operations)} operations are missing here",
    };

    public static string Behind(Item item)
    {
        if (item.Verdict.Kind == VerdictKind.Copying) return item.Copy?.Left is { } left ? $"{Words.Span(left)} left" : Dash;
        if (item.Verdict.Kind == VerdictKind.Unknown || item.Lag.AtLeast) return "frozen";
        if (item.Lag.Operations is not { } operations) return Dash;
        if (operations == 0) return "in step";
        var behind = item.Lag.Behind is { } since ? since.TotalSeconds < 1 ? "under 1 s" : Words.Span(since) : "";
        var forecast = item.Lag.CatchUp is { } catchUp
            ? catchUp.TotalSeconds < 1 ? "done in 1 s" : $"done in {Words.Span(catchUp)}"
            : item.Verdict.Kind == VerdictKind.Lagging ? "not closing" : "";
        return behind.Length > 0 && forecast.Length > 0 ? $"{behind} · {forecast}" : behind.Length + forecast.Length > 0 ? behind + forecast : Dash;
    }

    public static string Lease(Item item, DateTimeOffset now) => item.KeptUntil is not { } until ? Dash
        : until > now ? $"kept {Words.Span(until - now)}" : $"over for {Words.Span(now - until)}";

    public static string WhyLease(Item item, DateTimeOffset now) => item.KeptUntil is not { } until
        ? "The clock of the retention lease runs only while nothing is read"
        : until > now ? "For so long its leader is bound to keep what this follower lacks" : "Its leader may have merged away what this follower lacks: try to resume it first";

    public static string Since(Item item, DateTimeOffset now) => item.Since is { } since ? Words.Ago(now - since) : Dash;
}
