using System.Globalization;

namespace Switchback.Lab.Mappings;

/// <summary>Dates as fields take them: by the names of Elasticsearch's formats, or by patterns.</summary>
public static class DateText
{
    public const string DefaultFormat = "strict_date_optional_time||epoch_millis";

    public const string SlashFormat = "yyyy/MM/dd HH:mm:ss||yyyy/MM/dd||epoch_millis";

    private static readonly string[] Iso =
    [
        "yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-ddTHHK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mm:ss,FFFFFFFK",
    ];

    private static readonly string[] Slashes = ["yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd"];

    /// <summary>The mapping's format where a string looks like a date (empty: the default one), or null.</summary>
    public static string? Detect(string text)
    {
        if (text.Length < 4 || !char.IsAsciiDigit(text[0]) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) return null;
        if (Exact(text, Iso) is not null) return "";
        return Exact(text, Slashes) is not null ? SlashFormat : null;
    }

    public static DateTimeOffset? TryParse(string text, string? format)
    {
        foreach (var name in (format ?? DefaultFormat).Split("||"))
            if (One(text, name) is { } date)
                return date;
        return null;
    }

    private static DateTimeOffset? One(string text, string format)
    {
        if (format is "epoch_millis" or "epoch_second")
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
            var millis = format == "epoch_second" ? number * 1000 : number;
            return Math.Abs(millis) < 2.5e14 && millis > -6.2e13 ? DateTimeOffset.FromUnixTimeMilliseconds((long)millis) : null;
        }
        if (format.EndsWith("date_optional_time", StringComparison.Ordinal) || format.EndsWith("date_optional_time_nanos", StringComparison.Ordinal)
            || format.StartsWith("strict_date", StringComparison.Ordinal) || format is "date" or "date_time" or "date_time_no_millis")
            return Exact(Cut(text), Iso);
        return Exact(text, [Pattern(format)]);
    }

    private static DateTimeOffset? Exact(string text, string[] patterns) =>
        DateTimeOffset.TryParseExact(text, patterns, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;

    // Nanoseconds: two digits more than a tick has.
    private static string Cut(string text)
    {
        var point = text.LastIndexOf('.');
        if (point < 0) return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end - point - 1 <= 7 ? text : text[..(point + 8)] + text[end..];
    }

    private static string Pattern(string java) =>
        java.Replace("uuuu", "yyyy", StringComparison.Ordinal).Replace("SSS", "fff", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)
            .Replace("XXX", "zzz", StringComparison.Ordinal).Replace('X', 'K').Replace("Z", "zzz", StringComparison.Ordinal);
}
