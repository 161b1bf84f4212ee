using System.Globalization;
using System.Net;
using System.Text.Json;
using Switchback.Lab.Http;

namespace Switchback.Lab.Mappings;

/// <summary>May this JSON value stand in that field? The reasons are those of Elasticsearch's field types.</summary>
public static class FieldValues
{
    /// <summary>Null when it may; else the cause that the complaint names.</summary>
    public static ElasticException? Complaint(FieldNode field, JsonTokenType token, string text) => field.Type switch
    {
        "long" => Whole(field, token, text, long.MinValue, long.MaxValue, "a long"),
        "integer" => Whole(field, token, text, int.MinValue, int.MaxValue, "an integer"),
        "short" => Whole(field, token, text, short.MinValue, short.MaxValue, "a short"),
        "byte" => Whole(field, token, text, sbyte.MinValue, sbyte.MaxValue, "a byte"),
        "double" or "float" or "half_float" or "scaled_float" => Real(token, text),
        "boolean" when token is not (JsonTokenType.True or JsonTokenType.False) && text is not ("true" or "false" or "") =>
            MappingErrors.Foreign("illegal_argument_exception", $"Failed to parse value [{text}] as only [true] or [false] are allowed."),
        "date" or "date_nanos" => Date(field, text),
        "ip" when !IPAddress.TryParse(text, out _) => MappingErrors.Foreign("illegal_argument_exception", $"'{text}' is not an IP string literal."),
        _ => null,
    };

    private static ElasticException? Whole(FieldNode field, JsonTokenType token, string text, decimal min, decimal max, string kind)
    {
        if (token is JsonTokenType.True or JsonTokenType.False) return NotNumeric(token);
        if (token == JsonTokenType.String && text.Length == 0) return null;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var large) && double.IsFinite(large)
                ? OutOfRange(text, kind)
                : MappingErrors.Foreign("number_format_exception", $"For input string: \"{text}\"");
        }
        if (decimal.Truncate(number) < min || decimal.Truncate(number) > max) return OutOfRange(text, kind);
        return !field.Coerces && (token == JsonTokenType.String || decimal.Truncate(number) != number)
            ? MappingErrors.Foreign("illegal_argument_exception", token == JsonTokenType.String ? $"{Capital(field.Type)} value passed as String" : $"{text} cannot be converted to {Capital(field.Type)} without data loss")
            : null;
    }

    private static ElasticException? Real(JsonTokenType token, string text)
    {
        if (token is JsonTokenType.True or JsonTokenType.False) return NotNumeric(token);
        if (text.Length == 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) return null;
        return MappingErrors.Foreign("number_format_exception", $"For input string: \"{text}\"");
    }

    private static ElasticException? Date(FieldNode field, string text)
    {
        if (DateText.TryParse(text, field.Format) is not null) return null;
        var format = field.Format ?? (field.Type == "date_nanos" ? "strict_date_optional_time_nanos||epoch_millis" : DateText.DefaultFormat);
        return MappingErrors.Foreign("illegal_argument_exception", $"failed to parse date field [{text}] with format [{format}]",
            MappingErrors.Foreign("date_time_parse_exception", "Failed to parse with all enclosed parsers"));
    }

    private static ElasticException OutOfRange(string text, string kind) =>
        MappingErrors.Foreign("illegal_argument_exception", $"Value [{text}] is out of range for {kind}");

    private static ElasticException NotNumeric(JsonTokenType token) => MappingErrors.Foreign("json_parse_exception",
        $"Current token (VALUE_{(token == JsonTokenType.True ? "TRUE" : "FALSE")}) not numeric, can not use numeric value accessors\n at [Source: (byte[])]");

    private static string Capital(string type) => char.ToUpperInvariant(type[0]) + type[1..];
}
