using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchback.Lab.Documents.Scripts;

/// <summary>Arithmetic and comparison of a document's values: whole numbers stay whole, plus joins text.</summary>
public static class Values
{
    public static JsonNode? Member(JsonNode? of, JsonNode? name) => of switch
    {
        JsonObject o => o[name?.ToString() ?? ""],
        JsonArray a when int.TryParse(name?.ToString(), out var place) && place >= 0 && place < a.Count => a[place],
        JsonArray => throw new FormatException($"index_out_of_bounds: {name}"),
        null => throw new FormatException("Cannot invoke \"Object.getClass()\" because \"callArgs[0]\" is null"),
        _ => throw new FormatException($"dynamic getter [{JavaType(of)}, {name}] not found"),
    };

    public static JsonNode? Combine(char sign, JsonNode? left, JsonNode? right)
    {
        if (sign == '+' && (IsText(left) || IsText(right))) return JsonValue.Create(Print(left) + Print(right));
        if (Number(left) is not { } a || Number(right) is not { } b)
            throw new FormatException($"Cannot apply [{sign}] operation to types [{JavaType(left)}] and [{JavaType(right)}].");
        if (IsWhole(left!) && IsWhole(right!)) return Whole(sign, (long)a, (long)b);
        return JsonValue.Create((double)(sign switch { '+' => a + b, '-' => a - b, '*' => a * b, '%' => a % b, _ => a / b }));
    }

    public static bool Compare(string sign, JsonNode? left, JsonNode? right)
    {
        if (sign is "==" or "!=") return (sign == "==") == AreEqual(left, right);
        if (Number(left) is not { } a || Number(right) is not { } b)
            throw new FormatException($"Cannot apply [{sign}] operation to types [{JavaType(left)}] and [{JavaType(right)}].");
        return sign switch { "<" => a < b, "<=" => a <= b, ">" => a > b, _ => a >= b };
    }

    public static bool IsTrue(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException($"Cannot cast from [{JavaType(value)}] to [boolean]."),
    };

    public static string JavaType(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "java.util.HashMap",
        JsonArray => "java.util.ArrayList",
        _ when IsText(value) => "java.lang.String",
        _ when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => "java.lang.Boolean",
        _ => IsWhole(value) ? "java.lang.Integer" : "java.lang.Double",
    };

    private static JsonNode Whole(char sign, long a, long b)
    {
        if (b == 0 && sign is '/' or '%' && b == 0) throw new FormatException("/ by zero");
        return JsonValue.Create(sign switch { '+' => a + b, '-' => a - b, '*' => a * b, '%' => a % b, _ => a / b });
    }

    private static bool AreEqual(JsonNode? left, JsonNode? right) =>
        Number(left) is { } a && Number(right) is { } b ? a == b : JsonNode.DeepEquals(left, right);

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    private static bool IsWhole(JsonNode value) => value.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    private static decimal? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Print(JsonNode? value) => value is null ? "null" : value.ToString();
}
