using System.Globalization;
using System.Text.Json;

namespace Switchback.Lab.Search;

/// <summary>What a field indexes of a source's value: text for keywords, 64 bits or a double for everything with an order.</summary>
public static class FieldValues
{
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>A keyword's term, or null for one that is not indexed.</summary>
    public static string? Keyword(Field field, JsonElement value)
    {
        var text = Text(value);
        if (text.Length > field.IgnoreAbove) return null;
        return field.IsLowercased ? text.ToLowerInvariant() : text;
    }

    /// <summary>The value in its field's own kind: long for whole numbers, dates and booleans, double, or string.</summary>
    public static object? Typed(Field field, JsonElement value)
    {
        switch (field.Kind)
        {
            case FieldKind.Whole:
                if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole)) return whole;
                return double.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var cut) ? (long)cut : null;
            case FieldKind.Decimal:
                if (!double.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
                return field.Type is "float" or "half_float" ? (double)(float)number : number;
            case FieldKind.Date:
                return DateMath.TryParse(Text(value), field.Format);
            case FieldKind.Boolean:
                return Text(value) == "true" ? 1L : 0L;
            case FieldKind.Keyword:
                return Keyword(field, value);
            default:
                return Text(value);
        }
    }

    public static double AsDouble(object value) => value is long whole ? whole : (double)value;

    /// <summary>Order of two values of one field; strings by their UTF-16, numbers across kinds.</summary>
    public static int Compare(object a, object b) => (a, b) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (long x, long y) => x.CompareTo(y),
        (string, _) => 1,
        (_, string) => -1,
        _ => AsDouble(a).CompareTo(AsDouble(b)),
    };
}
