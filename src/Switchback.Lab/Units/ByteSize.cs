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

    public long Bytes
    {
        get
        {
            var factor = Suffixes.First(suffix => suffix.Unit == Unit).Factor;
            return Number > long.MaxValue / factor ? long.MaxValue : Number * factor;
        }
    }

    public static ByteSize Parse(string setting, string text)
    {
        var lower = text.Trim().ToLowerInvariant();
        foreach (var (suffix, unit, factor) in Suffixes)
            if (lower.EndsWith(suffix, StringComparison.Ordinal))
                return Read(text, lower[..^suffix.Length].Trim(), unit, factor);
        return lower switch
        {
            "-1" => new ByteSize(-1, "b"),
            "0" => Zero,
            _ => throw Errors.Parse($"failed to parse setting [{setting}] with value [{text}] as a size in bytes: unit is missing or unrecognized"),
        };
    }

    public static ByteSize OfBytes(long bytes) => new(bytes, "b");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}{Unit}");

    private static ByteSize Read(string text, string digits, string unit, long factor)
    {
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return new ByteSize(number, unit);
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction)) return OfBytes((long)(fraction * factor));
        throw new ElasticException(400, "parse_exception", $"failed to parse [{text}]")
        {
            CausedBy = new ElasticException(400, "number_format_exception", $"For input string: \"{digits}\"") { IsForeign = true },
        };
    }
}
