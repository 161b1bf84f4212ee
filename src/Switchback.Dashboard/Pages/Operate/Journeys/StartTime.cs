using System.Globalization;

namespace Switchback.Dashboard.Pages.Operate.Journeys;

/// <summary>When a run begins: a time of the day, by the clock of whoever asks, that comes within the next 24 hours.</summary>
public static class StartTime
{
    /// <summary>Null for what is no time.</summary>
    public static DateTimeOffset? Read(string? text, TimeProvider clock)
    {
        if (!TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time)) return null;
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), clock.LocalTimeZone);
        var at = now.Date + time.ToTimeSpan();
        var next = At(at);
        return next > now ? next : At(at.AddDays(1));

        // A time that the clocks jump over is taken as it would have been.
        DateTimeOffset At(DateTime local) => new DateTimeOffset(local, clock.LocalTimeZone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>As an address carries it; null for as soon as it may.</summary>
    public static string? Write(DateTimeOffset? start) => start?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Carried(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start) ? start : null;
}
