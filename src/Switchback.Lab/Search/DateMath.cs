using System.Globalization;

namespace Switchback.Lab.Search;

/// <summary>Moments as documents and queries write them: ISO dates with any precision, milliseconds, and <c>now-1d/d</c> arithmetic.</summary>
public static class DateMath
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH", "yyyy-MM-dd", "yyyy-MM", "yyyy",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd", "dd/MM/yyyy", "basic_date",
    ];

    /// <summary>Milliseconds since 1970, or null for what is no date. Digits alone are milliseconds unless they are a year of four.</summary>
    public static long? TryParse(string text, string? format = null)
    {
        var number = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digits);
        if (number && format is not null && format.Split("||").Contains("epoch_second")) return digits * 1000;
        if (number && text.TrimStart('-').Length != 4) return digits;
        var (local, offset) = SplitZone(text);
        return DateTime.TryParseExact(local, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new DateTimeOffset(moment, TimeSpan.Zero).ToUnixTimeMilliseconds() - (long)offset.TotalMilliseconds
            : null;
    }

    /// <summary>A bound of a range: an anchor (<c>now</c> or a date before <c>||</c>) and steps. Rounding goes up for gt and lte.</summary>
    public static long? Resolve(string text, long now, string? format, bool roundUp)
    {
        if (text.StartsWith("now", StringComparison.Ordinal)) return Walk(now, text.AsSpan(3), roundUp);
        var bars = text.IndexOf("||", StringComparison.Ordinal);
        if (bars >= 0) return TryParse(text[..bars], format) is { } anchor ? Walk(anchor, text.AsSpan(bars + 2), roundUp) : null;
        if (TryParse(text, format) is not { } moment) return null;
        return roundUp ? moment + Missing(text) : moment;
    }

    /// <summary>As a document value prints: <c>strict_date_optional_time</c> in UTC.</summary>
    public static string Print(long millis) =>
        DateTimeOffset.FromUnixTimeMilliseconds(millis).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static long RoundDown(long millis, char unit) => ToMillis(Floor(OfMillis(millis), unit));

    public static DateTime OfMillis(long millis) => DateTimeOffset.FromUnixTimeMilliseconds(millis).UtcDateTime;

    public static long ToMillis(DateTime moment) => new DateTimeOffset(moment, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static DateTime Add(DateTime moment, long count, char unit) => unit switch
    {
        'y' => moment.AddYears((int)count),
        'q' => moment.AddMonths((int)count * 3),
        'M' => moment.AddMonths((int)count),
        'w' => moment.AddDays(count * 7),
        'd' => moment.AddDays(count),
        'h' or 'H' => moment.AddHours(count),
        'm' => moment.AddMinutes(count),
        _ => moment.AddSeconds(count),
    };

    private static long? Walk(long from, ReadOnlySpan<char> steps, bool roundUp)
    {
        var moment = OfMillis(from);
        var rounded = 0L;
        while (steps.Length > 0)
        {
            var sign = steps[0];
            var digits = 1;
            while (digits < steps.Length && char.IsDigit(steps[digits])) digits++;
            if (sign is not ('+' or '-' or '/') || digits >= steps.Length || (sign == '/' && digits > 1)) return null;
            var unit = steps[digits];
            if (!"yMwdhHms".Contains(unit, StringComparison.Ordinal)) return null;
            var count = digits == 1 ? 1 : long.Parse(steps[1..digits], CultureInfo.InvariantCulture);
            rounded = 0;
            if (sign == '/')
            {
                moment = Floor(moment, unit);
                if (roundUp)
                {
                    moment = Add(moment, 1, unit);
                    rounded = -1;
                }
            }
            else
            {
                moment = Add(moment, sign == '+' ? count : -count, unit);
            }
            steps = steps[(digits + 1)..];
        }
        return ToMillis(moment) + rounded;
    }

    private static DateTime Floor(DateTime moment, char unit) => unit switch
    {
        'y' => new DateTime(moment.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        'q' => new DateTime(moment.Year, ((moment.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, DateTimeKind.Utc),
        'M' => new DateTime(moment.Year, moment.Month, 1, 0, 0, 0, DateTimeKind.Utc),
        'w' => moment.Date.AddDays(-(((int)moment.DayOfWeek + 6) % 7)),
        'd' => moment.Date,
        'h' or 'H' => moment.Date.AddHours(moment.Hour),
        'm' => moment.Date.AddMinutes((moment.Hour * 60) + moment.Minute),
        _ => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond)),
    };

    // A date without its time stands for its whole day when it is an upper bound.
    private static long Missing(string text) => SplitZone(text).Local.Length switch
    {
        10 when text.Contains('-', StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal) => 86_399_999,
        13 when text.Contains('T', StringComparison.Ordinal) => 3_599_999,
        16 when text.Contains('T', StringComparison.Ordinal) => 59_999,
        19 when text.Contains('T', StringComparison.Ordinal) => 999,
        _ => 0,
    };

    private static (string Local, TimeSpan Offset) SplitZone(string text)
    {
        if (text.EndsWith('Z')) return (text[..^1], TimeSpan.Zero);
        var sign = text.LastIndexOfAny(['+', '-']);
        if (sign < 11 || !text.Contains('T', StringComparison.Ordinal)) return (text, TimeSpan.Zero);
        var zone = text[(sign + 1)..].Replace(":", "", StringComparison.Ordinal);
        if (zone.Length is not (2 or 4) || !int.TryParse(zone.PadRight(4, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var clock)) return (text, TimeSpan.Zero);
        var offset = new TimeSpan(clock / 100, clock % 100, 0);
        return (text[..sign], text[sign] == '-' ? -offset : offset);
    }
}
