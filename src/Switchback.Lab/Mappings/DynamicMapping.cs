using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Mappings;

/// <summary>What a field becomes that nobody has described: from its first value, or from a dynamic template.</summary>
public sealed class DynamicMapping(JsonObject mapping)
{
    private readonly JsonArray? _templates = mapping["dynamic_templates"] as JsonArray;
    private readonly bool _detectsDates = mapping["date_detection"]?.ToString() != "false";
    private readonly bool _detectsNumbers = mapping["numeric_detection"]?.ToString() == "true";

    /// <summary>The definition for a scalar; null where the value says nothing (a JSON null).</summary>
    public JsonObject? ForValue(string path, JsonTokenType token, string text) => token switch
    {
        JsonTokenType.True or JsonTokenType.False => Of(path, "boolean", () => new JsonObject { ["type"] = "boolean" }),
        JsonTokenType.Number when text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0 => Of(path, "double", () => new JsonObject { ["type"] = "float" }),
        JsonTokenType.Number => Of(path, "long", () => new JsonObject { ["type"] = "long" }),
        JsonTokenType.String => ForText(path, text),
        _ => null,
    };

    /// <summary>The definition a template gives to an object, or none.</summary>
    public JsonObject? ForObject(string path) => FromTemplate(path, "object");

    private JsonObject ForText(string path, string text)
    {
        if (_detectsNumbers)
        {
            if (long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)) return Of(path, "long", () => new JsonObject { ["type"] = "long" });
            if (double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)) return Of(path, "double", () => new JsonObject { ["type"] = "float" });
        }
        if (_detectsDates && DateText.Detect(text) is { } format)
            return Of(path, "date", () => format.Length == 0 ? new JsonObject { ["type"] = "date" } : new JsonObject { ["type"] = "date", ["format"] = format });
        return Of(path, "string", () => new JsonObject
        {
            ["type"] = "text",
            ["fields"] = new JsonObject { ["keyword"] = new JsonObject { ["type"] = "keyword", ["ignore_above"] = 256 } },
        });
    }

    private JsonObject Of(string path, string kind, Func<JsonObject> otherwise) => FromTemplate(path, kind) ?? otherwise();

    private JsonObject? FromTemplate(string path, string kind)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        foreach (var template in (_templates ?? []).OfType<JsonObject>().SelectMany(named => named).Select(pair => pair.Value).OfType<JsonObject>())
        {
            if (!Fits(template["match_mapping_type"], kind) || !Fits(template["match"], name) || !Fits(template["path_match"], path)) continue;
            if (template["unmatch"] is { } no && Fits(no, name)) continue;
            if (template["path_unmatch"] is { } never && Fits(never, path)) continue;
            var definition = JsonNode.Parse((template["mapping"] ?? new JsonObject()).ToJsonString()
                .Replace("{name}", name, StringComparison.Ordinal).Replace("{dynamic_type}", TypeOf(kind), StringComparison.Ordinal))!.AsObject();
            if (definition["type"] is null) definition["type"] = TypeOf(kind);
            return definition;
        }
        return null;
    }

    private static string TypeOf(string kind) => kind switch { "string" => "text", "double" => "float", _ => kind };

    private static bool Fits(JsonNode? pattern, string text) => pattern switch
    {
        null => true,
        JsonArray any => any.Any(one => Fits(one, text)),
        _ => Wildcard.Matches(pattern.ToString(), text),
    };
}
