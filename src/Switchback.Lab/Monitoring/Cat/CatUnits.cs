using System.Globalization;
using Switchback.Lab.Http;
using Switchback.Lab.Units;

namespace Switchback.Lab.Monitoring.Cat;

/// <summary>The units a caller wants sizes and times in; without a wish, the ones people read best.</summary>
public sealed class CatUnits
{
    private readonly long? _bytes;
    private readonly double? _millis;

    public CatUnits(string? bytes, string? time)
    {
        _bytes = bytes switch
        {
            null or "" => null,
            "b" => 1,
            "k" or "kb" => 1L << 10,
            "m" or "mb" => 1L << 20,
            "g" or "gb" => 1L << 30,
            "t" or "tb" => 1L << 40,
            "p" or "pb" => 1L << 50,
            _ => throw Errors.IllegalArgument($"No enum constant for bytes [{bytes}]"),
        };
        _millis = time switch
        {
            null or "" => null,
            "d" => 86_400_000,
            "h" => 3_600_000,
            "m" => 60_000,
            "s" => 1000,
            "ms" => 1,
            "micros" => 0.001,
            "nanos" => 0.000001,
            _ => throw Errors.IllegalArgument($"No enum constant for time [{time}]"),
        };
    }

    public string? Say(CatCell cell)
    {
        if (cell.Bytes is { } bytes) return _bytes is { } unit ? Number(bytes / unit) : Human.Bytes(bytes);
        if (cell.Millis is { } millis) return _millis is { } unit ? Number((long)(millis / unit)) : Human.Millis(millis);
        return cell.Text;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
