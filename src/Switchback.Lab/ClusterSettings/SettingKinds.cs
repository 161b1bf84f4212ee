using System.Globalization;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Units;

namespace Switchback.Lab.ClusterSettings;

/// <summary>The kinds of values settings hold, each with the refusal Elasticsearch has for what is none.</summary>
public static class SettingKinds
{
    public static SettingRule Text(string? otherwise = null) => new((_, _) => { }) { Default = otherwise };

    public static SettingRule OneOf(string enumeration, string? otherwise, params string[] values) => new((_, value) =>
    {
        if (!values.Contains(value.Text ?? "", StringComparer.OrdinalIgnoreCase))
            throw Errors.IllegalArgument($"No enum constant {enumeration}.{(value.Text ?? "").ToUpperInvariant()}");
    })
    { Default = otherwise };

    public static SettingRule Flag(bool otherwise) => new((_, value) =>
    {
        if (value.Text is not ("true" or "false"))
            throw Errors.IllegalArgument($"Failed to parse value [{Shown(value)}] as only [true] or [false] are allowed.");
    })
    { Default = otherwise ? "true" : "false" };

    public static SettingRule Number(int otherwise, int least = int.MinValue, int most = int.MaxValue) => new((key, value) =>
    {
        if (!int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw Errors.IllegalArgument($"Failed to parse value [{Shown(value)}] for setting [{key}]",
                new ElasticException(400, "number_format_exception", $"For input string: \"{Shown(value)}\"") { IsForeign = true });
        }
        if (number < least) throw Errors.IllegalArgument($"Failed to parse value [{number}] for setting [{key}] must be >= {least}");
        if (number > most) throw Errors.IllegalArgument($"Failed to parse value [{number}] for setting [{key}] must be <= {most}");
    })
    { Default = otherwise.ToString(CultureInfo.InvariantCulture) };

    public static SettingRule Time(string otherwise, bool positive = false) => new((key, value) =>
    {
        var time = TimeText.Parse(key, Shown(value));
        if (positive && time.Number < 0)
            throw Errors.IllegalArgument($"failed to parse value [{Shown(value)}] for setting [{key}], must be >= [0ms]");
    })
    { Default = otherwise };

    public static SettingRule Bytes(string otherwise, string? least = null, string? most = null) => new((key, value) =>
    {
        long bytes;
        try
        {
            bytes = ByteSize.Parse(key, Shown(value)).Bytes;
        }
        catch (ElasticException unreadable)
        {
            throw Errors.IllegalArgument(unreadable.Reason!, unreadable);
        }
        if (least is not null && bytes < ByteSize.Parse(key, least).Bytes)
            throw Errors.IllegalArgument($"failed to parse value [{Shown(value)}] for setting [{key}], must be >= [{least}]");
        if (most is not null && bytes > ByteSize.Parse(key, most).Bytes)
            throw Errors.IllegalArgument($"failed to parse value [{Shown(value)}] for setting [{key}], must be <= [{most}]");
    })
    { Default = otherwise };

    public static SettingRule Static(string? otherwise = null) => Text(otherwise) with { IsDynamic = false };

    private static string Shown(SettingValue value) => value.Text ?? $"[{string.Join(", ", value.Items)}]";
}
