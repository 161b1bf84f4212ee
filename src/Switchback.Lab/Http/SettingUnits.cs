using System.Globalization;

namespace Switchback.Lab.Http;

/// <summary>Reads times (<c>500ms</c>, <c>1m</c>) and sizes (<c>32mb</c>) as Elasticsearch does, and refuses in its words.</summary>
public static class SettingUnits
{
    private static readonly (string Suffix, double Millis)[] TimeUnits =
        [("nanos", 1e-6), ("micros", 1e-3), ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    // "kb" before "b": the first suffix that fits is taken.
    private static readonly (string Suffix, int Power)[] ByteUnits =
        [("kb", 1), ("k", 1), ("mb", 2), ("m", 2), ("gb", 3), ("g", 3), ("tb", 4), ("t", 4), ("pb", 5), ("p", 5), ("b", 0)];

    public static TimeSpan ReadTime(string text, string setting)
    {
        var trimmed = text.ToLowerInvariant().Trim();
        if (trimmed == "-1") return TimeSpan.FromMilliseconds(-1);
        if (trimmed.Length > 0 && trimmed.All(c => c == '0')) return TimeSpan.Zero;
        foreach (var (suffix, millis) in TimeUnits)
        {
            if (!trimmed.EndsWith(suffix, StringComparison.Ordinal)) continue;
            var number = trimmed[..^suffix.Length].Trim();
            if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                var fraction = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
                throw Errors.IllegalArgument(fraction ? $"failed to parse [{text}], fractional time values are not supported" : $"failed to parse [{text}]",
                    NumberFormat(number));
            }
            if (value < -1)
                throw Errors.IllegalArgument($"failed to parse setting [{setting}] with value [{text}] as a time value: negative durations are not supported");
            return TimeSpan.FromMilliseconds(Math.Min(value * millis, TimeSpan.MaxValue.TotalMilliseconds / 2));
        }
        throw Errors.IllegalArgument($"failed to parse setting [{setting}] with value [{text}] as a time value: unit is missing or unrecognized");
    }

    public static long ReadBytes(string text, string setting)
    {
        var trimmed = text.ToLowerInvariant().Trim();
        if (trimmed is "-1" or "0") return trimmed == "0" ? 0 : -1;
        foreach (var (suffix, power) in ByteUnits)
        {
            if (!trimmed.EndsWith(suffix, StringComparison.Ordinal)) continue;
            var number = trimmed[..^suffix.Length].Trim();
            var factor = Math.Pow(1024, power);
            if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            {
                if (whole * factor < -1) throw Errors.IllegalArgument($"Values less than -1 bytes are not supported: {text}");
                return whole * factor >= long.MaxValue ? long.MaxValue : (long)(whole * factor);
            }
            if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var part)) return (long)(part * factor);
            throw new ElasticException(400, "parse_exception", $"failed to parse [{text}]") { CausedBy = NumberFormat(number) };
        }
        throw Errors.Parse($"failed to parse setting [{setting}] with value [{text}] as a size in bytes: unit is missing or unrecognized");
    }

    private static ElasticException NumberFormat(string number) =>
        new(400, "number_format_exception", $"For input string: \"{number}\"") { IsForeign = true };
}
