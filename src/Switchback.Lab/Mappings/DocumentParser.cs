using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Switchback.Lab.Http;

namespace Switchback.Lab.Mappings;

/// <summary>
/// Reads a document against a mapping, once, over its bytes: values that do not fit are refused, fields that are new come
/// back as the mapping's update.
/// </summary>
public sealed class DocumentParser(FieldNode root, JsonObject mapping, string id)
{
    private readonly DynamicMapping _dynamic = new(mapping);
    private readonly MappingUpdate _update = new();

    /// <summary>The update the document calls for; null when it brings nothing new.</summary>
    public JsonObject? Parse(ReadOnlySpan<byte> source)
    {
        if (!Utf8.IsValid(source)) throw MappingErrors.Parsing("failed to parse", MappingErrors.Foreign("json_parse_exception", "Invalid UTF-8"));
        var reader = new Utf8JsonReader(source, new JsonReaderOptions { MaxDepth = 256, AllowMultipleValues = true });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw MappingErrors.Parsing("failed to parse",
                new ElasticException(400, "not_x_content_exception", "Compressor detection can only be called on some xcontent bytes or compressed xcontent bytes") { IsForeign = true });
            ReadObject(ref reader, root, "", _update, root.Dynamic);
            if (reader.Read()) throw MappingErrors.Parsing("failed to parse", MappingErrors.Foreign("illegal_argument_exception", $"Malformed content, found extra data after parsing: {TokenNames.Of(reader.TokenType)}"));
        }
        catch (JsonException e)
        {
            throw MappingErrors.Parsing("failed to parse", Unreadable(e, source));
        }
        return _update.Result;
    }

    private void ReadObject(ref Utf8JsonReader reader, FieldNode? node, string path, MappingUpdate update, DynamicRule rule)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            ReadField(ref reader, node, path, name, update, rule);
        }
    }

    private void ReadField(ref Utf8JsonReader reader, FieldNode? parent, string path, string name, MappingUpdate update, DynamicRule rule)
    {
        if (name.Length == 0) throw MappingErrors.Parsing("failed to parse", MappingErrors.Foreign("illegal_argument_exception", "field name cannot be an empty string"));
        if (name.TrimEnd('.').Split('.').Contains("")) throw MappingErrors.Parsing("failed to parse",
            MappingErrors.Foreign("illegal_argument_exception", $"object field starting or ending with a [.] makes object resolution ambiguous: [{name}]"));
        // What stands behind the last dot is nothing, and so is the dot.
        if (name[^1] == '.') name = name.TrimEnd('.');
        var full = path.Length == 0 ? name : $"{path}.{name}";
        if (path.Length == 0 && name is "_id" or "_index" or "_source" or "_routing" or "_seq_no" or "_version" or "_type")
            throw MappingErrors.Parsing($"Field [{name}] is a metadata field and cannot be added inside a document. Use the index API request parameters.");
        var known = parent?.Children.GetValueOrDefault(name);
        // A dotted name is a path: a.b means the field b of the object a.
        if (known is null && name.IndexOf('.') is var dot and > 0)
        {
            var head = name[..dot];
            var child = parent?.Children.GetValueOrDefault(head);
            if (child is { IsObject: false }) throw MappingErrors.Parsing($"Could not dynamically add mapping for field [{full}]. Existing mapping for [{child.Path}] must be of type object but found [{child.Type}].");
            if (child is null && Refuses(ref reader, rule, head, path)) return;
            ReadField(ref reader, child, path.Length == 0 ? head : $"{path}.{head}", name[(dot + 1)..],
                update.Below(head), child?.Dynamic ?? rule);
            return;
        }
        if (known is not null) ReadKnown(ref reader, known, update);
        else ReadUnknown(ref reader, full, path, name, update, rule);
    }

    private void ReadKnown(ref Utf8JsonReader reader, FieldNode field, MappingUpdate update)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return;
            case JsonTokenType.StartArray when TakesArrays(field):
                reader.Skip();
                return;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadKnown(ref reader, field, update);
                return;
            case JsonTokenType.StartObject when field.IsObject:
                if (field.IsEnabled) ReadObject(ref reader, field, field.Path, update.Below(field.Name), field.Dynamic);
                else reader.Skip();
                return;
            case JsonTokenType.StartObject when IsScalar(field):
                throw MappingErrors.Field(field, id, Preview(ref reader),
                    MappingErrors.Foreign("illegal_state_exception", "Can't get text on a START_OBJECT at 1:1"));
            case JsonTokenType.StartObject:
                reader.Skip();
                return;
        }
        if (field.IsObject && field.IsEnabled) throw MappingErrors.ConcreteValue(field.Path);
        var text = Text(ref reader);
        if (!field.IgnoresMalformed && FieldValues.Complaint(field, reader.TokenType, text) is { } cause) throw MappingErrors.Field(field, id, text, cause);
    }

    private void ReadUnknown(ref Utf8JsonReader reader, string full, string path, string name, MappingUpdate update, DynamicRule rule)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (Refuses(ref reader, rule, name, path)) return;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadUnknown(ref reader, full, path, name, update, rule);
            return;
        }
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var definition = update.Field(name) ?? _dynamic.ForObject(full) ?? new JsonObject { ["type"] = "object" };
            if (definition.Parent is null) update.Add(name, definition);
            ReadObject(ref reader, null, full, MappingUpdate.Of(definition), rule);
            if (definition.ContainsKey("properties") && definition["type"]?.ToString() == "object") definition.Remove("type");
            return;
        }
        if (update.Field(name) is { } begun)
        {
            // A second value of an array, or the same name again: it must fit what the first one made of the field.
            if (begun.ContainsKey("properties")) throw MappingErrors.ConcreteValue(full);
            var made = FieldNode.Root(new JsonObject { ["properties"] = new JsonObject { [name] = begun.DeepClone() } }).Children[name];
            var text = Text(ref reader);
            if (FieldValues.Complaint(made, reader.TokenType, text) is { } cause) throw MappingErrors.Field(made, id, text, cause);
            return;
        }
        if (_dynamic.ForValue(full, reader.TokenType, Text(ref reader)) is { } inferred) update.Add(name, inferred);
    }

    private static bool Refuses(ref Utf8JsonReader reader, DynamicRule rule, string name, string path)
    {
        if (rule == DynamicRule.Refuse) throw MappingErrors.Strict(name, path);
        if (rule == DynamicRule.Add) return false;
        reader.Skip();
        return true;
    }

    private static bool IsScalar(FieldNode field) =>
        field.IsNumeric || field.Type is "text" or "keyword" or "date" or "date_nanos" or "boolean" or "ip" or "wildcard" or "constant_keyword";

    private static bool TakesArrays(FieldNode field) => field.Type is "geo_point" or "geo_shape" or "dense_vector" or "sparse_vector" or "flattened" or "completion" or "point" or "shape";

    private static string Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()!
        : Encoding.UTF8.GetString(reader.ValueSpan);

    private static string Preview(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Java(document.RootElement);

        static string Java(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => "{" + string.Join(", ", value.EnumerateObject().Select(p => $"{p.Name}={Java(p.Value)}")) + "}",
            JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(Java)) + "]",
            _ => value.ToString(),
        };
    }

    private static ElasticException Unreadable(JsonException e, ReadOnlySpan<byte> source)
    {
        const string At = "\n at [Source: (org.elasticsearch.common.bytes.AbstractBytesReference$MarkSupportingStreamInputWrapper); ";
        var place = $"line: {e.LineNumber + 1}, column: {e.BytePositionInLine + 1}]";
        var trimmed = Encoding.UTF8.GetString(source).TrimEnd();
        if (!IsCutOff(trimmed)) return MappingErrors.Foreign("json_parse_exception", "Unexpected character" + At + place);
        var reason = trimmed.EndsWith(':') || trimmed.EndsWith(',') || trimmed.EndsWith('"')
            ? "Unexpected end-of-input within/between Object entries"
            : "Unexpected end-of-input: expected close marker for Object (start marker";
        return MappingErrors.Foreign("json_e_o_f_exception", reason + At + place);
    }

    private static bool IsCutOff(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                // Only whether the beginning is sound matters.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
