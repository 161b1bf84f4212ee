using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Units;

/// <summary>A size as Elasticsearch keeps it: the number with the unit it was given in, so that <c>1024k</c> comes back as <c>1024kb</c>.</summary>
public sealed record ByteSize(long Number, string Unit)
{
    private static readonly (string Suffix, string Unit, long Factor)[] Suffixes =
    [
        ("kb", "kb", 1L << 10), ("k", "kb", 1L << 10),
        ("mb", "mb", 1L << 20), ("m", "mb", 1L << 20),
        ("gb", "gb", 1L << 30), ("g", "gb", 1L << 30),
        ("tb", "tb", 1L << 40), ("t", "tb", 1L << 40),
        ("pb", "pb", 1L << 50), ("p", "pb", 1L << 50),
        ("b", "b", 1),
    ];

    public static readonly ByteSize Zero = new(0, "b");

    public long Bytes => Number * Suffixes.First(suffix => suffix.Unit == Unit).Factor;

    /// <summary>Throws, in Elasticsearch's words, for what is no size; <paramref name="warn"/> hears of what is deprecated.</summary>
    public static ByteSize Parse(string setting, string text, Action<string>? warn = null)
    {
        var lower = text.Trim().ToLowerInvariant();
        foreach (var (suffix, unit, factor) in Suffixes)
            if (lower.EndsWith(suffix, StringComparison.Ordinal))
                return Read(setting, text, lower[..^suffix.Length].Trim(), unit, factor, warn);
        return lower switch
        {
            "-1" => new ByteSize(-1, "b"),
            "0" => Zero,
            _ => throw Errors.Parse($"failed to parse setting [{setting}] with value [{text}] as a size in bytes: unit is missing or unrecognized"),
        };
    }

    public static ByteSize OfBytes(long bytes) => new(bytes, "b");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}{Unit}");

    private static ByteSize Read(string setting, string text, string digits, string unit, long factor, Action<string>? warn)
    {
        var isWhole = long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        // Plain bytes are read without a word of their own about what is wrong with them.
        if (unit == "b") return isWhole ? Checked(number, unit, factor) : throw NotANumber(digits);
        try
        {
            if (isWhole) return Checked(number, unit, factor);
            if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction))
                throw new ElasticException(400, "parse_exception", $"failed to parse [{text}]") { CausedBy = NotANumber(digits) };
            warn?.Invoke($"Fractional bytes values are deprecated. Use non-fractional bytes values instead: [{text}] found for setting [{setting}]");
            return Checked((long)(fraction * factor), "b", 1);
        }
        catch (ElasticException e) when (e.IsForeign)
        {
            throw new ElasticException(400, "parse_exception", $"failed to parse setting [{setting}] with value [{text}] as a size in bytes") { CausedBy = e };
        }
    }

    /// <summary>-1 stands for no size, and only bytes have it.</summary>
    private static ByteSize Checked(long number, string unit, long factor)
    {
        if (number < -1 || (number == -1 && unit != "b")) throw Errors.IllegalArgument($"Values less than -1 bytes are not supported: {number}{unit}");
        if (number > long.MaxValue / factor) throw Errors.IllegalArgument($"Values greater than {long.MaxValue} bytes are not supported: {number}{unit}");
        return new ByteSize(number, unit);
    }

    private static ElasticException NotANumber(string digits) =>
        new(400, "number_format_exception", $"For input string: \"{digits}\"") { IsForeign = true };
}
