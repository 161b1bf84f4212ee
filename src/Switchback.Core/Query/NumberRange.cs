using System.Globalization;

namespace Switchback.Core.Query;

/// <summary>What a person wrote about a number: <c>&gt;1000</c>, <c>10..500</c>, <c>unknown</c>.</summary>
/// <param name="Unknown">Matches what has no number, and nothing else.</param>
internal readonly record struct NumberRange(double Low, bool WithLow, double High, bool WithHigh, bool Unknown = false)
{
    /// <param name="value">Not a number when it is not known.</param>
    public bool Contains(double value) => double.IsNaN(value)
        ? Unknown
        : !Unknown && (WithLow ? value >= Low : value > Low) && (WithHigh ? value <= High : value < High);

    /// <summary>Null when it is none, or when nothing could be within it.</summary>
    public static NumberRange? Parse(string text, QueryUnit unit)
    {
        if (text is "unknown" or "none" or "-" or "–") return new NumberRange(0, false, 0, false, Unknown: true);
        if (text.IndexOf("..", StringComparison.Ordinal) is >= 0 and var dots)
        {
            var (from, to) = (text[..dots], text[(dots + 2)..]);
            var low = from.Length == 0 ? double.NegativeInfinity : Number(from, unit);
            var high = to.Length == 0 ? double.PositiveInfinity : Number(to, unit);
            return from.Length + to.Length > 0 && low <= high ? new NumberRange(low.Value, true, high.Value, true) : null;
        }
        var sign = text.Length - text.AsSpan().TrimStart("<>=").Length;
        if (Number(text[sign..], unit) is not { } number) return null;
        return text[..sign] switch
        {
            ">" => new NumberRange(number, false, double.PositiveInfinity, true),
            ">=" => new NumberRange(number, true, double.PositiveInfinity, true),
            "<" => new NumberRange(double.NegativeInfinity, true, number, false),
            "<=" => new NumberRange(double.NegativeInfinity, true, number, true),
            "" or "=" => new NumberRange(number, true, number, true),
            _ => null,
        };
    }

    /// <summary>A number with units, which may be several for a time: <c>1h30m</c>.</summary>
    private static double? Number(ReadOnlySpan<char> text, QueryUnit unit)
    {
        var sum = 0d;
        var rest = text.Trim();
        if (rest.IsEmpty) return null;
        while (!rest.IsEmpty)
        {
            var digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.')) digits++;
            if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            rest = rest[digits..].TrimStart();
            var letters = 0;
            while (letters < rest.Length && char.IsAsciiLetter(rest[letters])) letters++;
            if (Factor(rest[..letters], unit) is not { } factor) return null;
            sum += number * factor;
            rest = rest[letters..].TrimStart();
            if (!rest.IsEmpty && unit != QueryUnit.Time) return null;
        }
        return double.IsFinite(sum) ? sum : null;
    }

    private static double? Factor(ReadOnlySpan<char> name, QueryUnit unit)
    {
        if (name.Length > 3) return null;
        return (unit, name.ToString().ToLowerInvariant()) switch
        {
            (_, "") => 1,
            (QueryUnit.Count, "k") => 1e3,
            (QueryUnit.Count, "m") => 1e6,
            (QueryUnit.Time, "ms") => 0.001,
            (QueryUnit.Time, "s" or "sec") => 1,
            (QueryUnit.Time, "m" or "min") => 60,
            (QueryUnit.Time, "h") => 3600,
            (QueryUnit.Time, "d") => 86400,
            (QueryUnit.Bytes, "b") => 1,
            (QueryUnit.Bytes, "k" or "kb") => 1024,
            (QueryUnit.Bytes, "m" or "mb") => 1024.0 * 1024,
            (QueryUnit.Bytes, "g" or "gb") => 1024.0 * 1024 * 1024,
            (QueryUnit.Bytes, "t" or "tb") => 1024.0 * 1024 * 1024 * 1024,
            _ => null,
        };
    }
}

/// <summary>What a number counts, and so which units it may have.</summary>
internal enum QueryUnit
{
    Count,
    Time,
    Bytes,
}
