using System.Text.Json.Nodes;

namespace Switchback.Dashboard.Tests.Api;

/// <summary>Looks whether answers have the properties that a description names: each of them, and no other.</summary>
internal sealed class Schemas(JsonNode description)
{
    public void Check(string path, string status, string type, JsonNode? answer) => Compare(Content(path, status, type)["schema"]!, answer, path);

    public JsonNode? ExampleOf(string path, string status, string type) => Content(path, status, type)["example"];

    private JsonNode Content(string path, string status, string type) => description["paths"]![path]!["get"]!["responses"]![status]!["content"]![type]!;

    private void Compare(JsonNode schema, JsonNode? answer, string where)
    {
        schema = Resolve(schema);
        if (answer is JsonObject some)
        {
            Assert.True(schema["properties"] is JsonObject, $"{where} is described as {schema.ToJsonString()}");
            var properties = schema["properties"]!.AsObject();
            Assert.Equal((where, string.Join(' ', properties.Select(property => property.Key))), (where, string.Join(' ', some.Select(property => property.Key))));
            foreach (var (name, value) in some)
            {
                Compare(properties[name]!, value, $"{where}.{name}");
            }
        }
        else if (answer is JsonArray list)
        {
            Assert.True(schema["items"] is not null, $"{where} is described as {schema.ToJsonString()}");
            for (var i = 0; i < list.Count; i++)
            {
                Compare(schema["items"]!, list[i], $"{where}[{i}]");
            }
        }
        else
        {
            Assert.True(answer is null ? IsNullable(schema) : schema["type"] is not null, $"{where} is {answer?.ToJsonString() ?? "null"}, described as {schema.ToJsonString()}");
        }
    }

    private JsonNode Resolve(JsonNode schema)
    {
        if (schema["$ref"]?.GetValue<string>() is { } name)
        {
            return description["components"]!["schemas"]![name["#/components/schemas/".Length..]]!;
        }

        // Either nothing, or that.
        return schema["oneOf"] is JsonArray either && either.FirstOrDefault(one => one!["$ref"] is not null) is { } some ? WithNull(Resolve(some)) : schema;
    }

    private static JsonNode WithNull(JsonNode schema)
    {
        var copy = schema.DeepClone();
        copy["type"] = new JsonArray("null", "object");
        return copy;
    }

    private static bool IsNullable(JsonNode schema) => schema["type"] is JsonArray types && types.Any(type => type!.GetValue<string>() == "null");
}
