using System.Globalization;

namespace Switchback.Elasticsearch.Wire;

/// <summary>Time spans as Elasticsearch writes them: <c>1m</c>, <c>500ms</c>, <c>12h</c>.</summary>
public static class Duration
{
    private static readonly (string Unit, double Millis)[] Units =
        [("nanos", 1e-6), ("micros", 1e-3), ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    /// <summary>Null for anything that is no span of time.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        foreach (var (unit, millis) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (!double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) continue;
            var total = number * millis;
            return total < TimeSpan.MaxValue.TotalMilliseconds / 2 ? TimeSpan.FromMilliseconds(total) : null;
        }
        return null;
    }
}
