using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Units;

/// <summary>A length of time as Elasticsearch keeps it: with the unit it was given in (<c>90s</c> stays <c>90s</c>).</summary>
public sealed record TimeText(long Number, string Unit)
{
    private static readonly (string Suffix, long Ticks)[] Suffixes =
    [
        ("nanos", 0),
        ("micros", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    public TimeSpan Span
    {
        get
        {
            if (Unit == "nanos") return TimeSpan.FromTicks(Number / TimeSpan.NanosecondsPerTick);
            var ticks = Suffixes.First(suffix => suffix.Suffix == Unit).Ticks;
            return Number > TimeSpan.MaxValue.Ticks / ticks ? TimeSpan.MaxValue : TimeSpan.FromTicks(Number * ticks);
        }
    }

    /// <summary>Whole milliseconds, as every rule about such a value counts.</summary>
    public long Millis => (long)Span.TotalMilliseconds;

    public static TimeText Parse(string setting, string text)
    {
        // "M" is not minutes: Elasticsearch keeps it for months, which it does not have.
        var trimmed = text.Trim();
        var lower = trimmed.ToLowerInvariant();
        foreach (var (suffix, _) in Suffixes)
            if (lower.EndsWith(suffix, StringComparison.Ordinal) && !trimmed.EndsWith('M'))
                return Read(setting, text, lower[..^suffix.Length].Trim(), suffix);
        if (lower.Length > 0 && lower.All(c => c == '0')) return new TimeText(0, "ms");
        if (lower == "-1") return new TimeText(-1, "ms");
        throw IllegalArgument($"failed to parse setting [{setting}] with value [{text}] as a time value: unit is missing or unrecognized");
    }

    /// <summary>Below zero no unit is told.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}{(Number < 0 ? "" : Unit)}");

    private static TimeText Read(string setting, string text, string digits, string unit)
    {
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? IllegalArgument($"failed to parse [{text}], fractional time values are not supported", NotANumber(digits))
                : IllegalArgument($"failed to parse [{text}]", NotANumber(digits));
        }
        if (number < -1)
            throw IllegalArgument($"failed to parse setting [{setting}] with value [{text}] as a time value: negative durations are not supported");
        return new TimeText(number, unit);
    }

    private static ElasticException IllegalArgument(string reason, ElasticException? cause = null) =>
        new(400, "illegal_argument_exception", reason) { IsForeign = true, CausedBy = cause };

    private static ElasticException NotANumber(string digits) =>
        new(400, "number_format_exception", $"For input string: \"{digits}\"") { IsForeign = true };
}
