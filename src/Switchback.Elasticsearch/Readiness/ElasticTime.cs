using System.Globalization;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>Spans of time as settings write them: <c>12h</c>, <c>30s</c>, <c>500ms</c>.</summary>
internal static class ElasticTime
{
    /// <summary>Null for what is no span, and for <c>-1</c>, which means no limit.</summary>
    public static TimeSpan? Parse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        TimeSpan? unit = text[digits..] switch
        {
            "d" => TimeSpan.FromDays(1),
            "h" => TimeSpan.FromHours(1),
            "m" => TimeSpan.FromMinutes(1),
            "s" => TimeSpan.FromSeconds(1),
            "ms" => TimeSpan.FromMilliseconds(1),
            "micros" => TimeSpan.FromMicroseconds(1),
            "nanos" => TimeSpan.Zero,
            _ => null,
        };
        return unit is not { } one ? null : number > TimeSpan.MaxValue.Ticks / Math.Max(1, one.Ticks) ? TimeSpan.MaxValue : one * number;
    }
}
