using System.Globalization;

namespace Switchback.Dashboard.Kit;

/// <summary>Numbers and times as people read them.</summary>
public static class Words
{
    private static readonly string[] Units = ["KB", "MB", "GB", "TB", "PB"];

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(int value, string one, string many) => $"{Count(value)} {(value == 1 ? one : many)}";

    public static string Clock(DateTimeOffset moment, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>"now", "42 s", "4 min 12 s", "9 h 12 min", "3 d 4 h": two units are all that anyone can use.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "now",
        { TotalMinutes: < 1 } => $"{span.Seconds} s",
        { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
        _ => $"{span.Days} d {span.Hours} h",
    };

    public static string Ago(TimeSpan span) => span.TotalSeconds < 1 ? "just now" : $"{Span(span)} ago";

    /// <summary>"512 B", "3.4 GB": units of 1,024, as Elasticsearch writes sizes.</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1024) return $"{bytes} B";
        var (value, unit) = (bytes / 1024.0, 0);
        while (value >= 1000 && unit < 4) (value, unit) = (value / 1024, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)} {Units[unit]}");
    }
}
