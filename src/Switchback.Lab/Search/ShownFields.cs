using System.Text.Json;
using Switchback.Lab.Http;

namespace Switchback.Lab.Search;

/// <summary>The <c>fields</c> of a hit: every value in a list, dates as text.</summary>
public static class ShownFields
{
    public static void Write(Utf8JsonWriter writer, Hit hit, IReadOnlyList<ShownField> wanted)
    {
        using var document = new SearchDocument(hit.Operation, hit.Index);
        var shown = new OrderedDictionary<string, List<object>>(StringComparer.Ordinal);
        foreach (var one in wanted)
        {
            foreach (var field in hit.Fields.Matching(one.Pattern))
            {
                var values = document.Typed(field).Select(value => Formatted(field, value, one.Format)).ToList();
                if (values.Count > 0) shown[field.Path] = values;
            }
        }
        if (shown.Count == 0) return;
        writer.WriteStartObject("fields");
        foreach (var (path, values) in shown)
        {
            writer.WriteStartArray(path);
            foreach (var value in values) WriteValue(writer, value);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    public static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long whole:
                writer.WriteNumberValue(whole);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case double infinite:
                writer.WriteStringValue(infinite > 0 ? "Infinity" : "-Infinity");
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static object Formatted(Field field, object value, string? format) => (field.Kind, value) switch
    {
        (FieldKind.Date, long moment) when format == "epoch_millis" => moment.ToString(System.Globalization.CultureInfo.InvariantCulture),
        (FieldKind.Date, long moment) => DateMath.Print(moment),
        (FieldKind.Boolean, long flag) => flag == 1,
        _ => value,
    };
}
