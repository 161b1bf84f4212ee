using System.Globalization;

namespace Switchback.Lab.Units;

/// <summary>Numbers as Elasticsearch writes them for people (<c>?human</c> and the _cat calls): one digit after the point, never <c>.0</c>.</summary>
public static class Human
{
    private static readonly (string Unit, double Factor)[] Sizes =
    [
        ("pb", 1L << 50), ("tb", 1L << 40), ("gb", 1L << 30), ("mb", 1L << 20), ("kb", 1L << 10),
    ];

    private static readonly (string Unit, double Factor)[] Times =
    [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
    ];

    public static string Bytes(long bytes) => Write(bytes, Sizes, "b");

    public static string Millis(long millis) => millis < 0 ? millis.ToString(CultureInfo.InvariantCulture) : Write(millis, Times, "ms", zero: "0s");

    private static string Write(long value, (string Unit, double Factor)[] units, string smallest, string? zero = null)
    {
        if (value == 0 && zero is not null) return zero;
        foreach (var (unit, factor) in units)
        {
            if (value < factor) continue;
            // Cut, not rounded: 1.99 is 1.9 here.
            var tenths = Math.Floor(value / factor * 10);
            return string.Create(CultureInfo.InvariantCulture, $"{tenths / 10:0.#}{unit}");
        }
        return string.Create(CultureInfo.InvariantCulture, $"{value}{smallest}");
    }
}
