using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Mappings;

/// <summary>Puts one mapping over another: new fields join, the type of an old one never changes. Writes fields in the order of their names.</summary>
public sealed class MappingMerge(Profile profile)
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "text", "keyword", "long", "integer", "short", "byte", "double", "float", "half_float", "scaled_float", "unsigned_long", "date", "date_nanos",
        "boolean", "binary", "integer_range", "float_range", "long_range", "double_range", "date_range", "ip_range", "object", "nested", "flattened",
        "geo_point", "geo_shape", "point", "shape", "ip", "completion", "token_count", "percolator", "join", "alias", "rank_feature", "rank_features",
        "dense_vector", "sparse_vector", "search_as_you_type", "histogram", "constant_keyword", "wildcard", "version", "annotated_text", "murmur3",
        "aggregate_metric_double", "semantic_text", "match_only_text",
    };

    // What may change on a field that is there already.
    private static readonly HashSet<string> Changeable = new(StringComparer.Ordinal)
    {
        "ignore_above", "fields", "properties", "dynamic", "null_value", "boost", "coerce", "ignore_malformed", "meta", "search_analyzer", "search_quote_analyzer", "eager_global_ordinals",
        "fielddata", "fielddata_frequency_filter", "enabled", "path", "copy_to", "type",
    };

    /// <summary>Neither argument is touched.</summary>
    public JsonObject Merge(JsonObject old, JsonObject update)
    {
        var merged = old.DeepClone().AsObject();
        foreach (var (key, value) in update)
        {
            if (key == "properties") continue;
            merged[key] = key == "dynamic" ? value?.ToString() : value?.DeepClone();
        }
        if (update["properties"] is JsonObject properties)
            merged["properties"] = MergeFields(old["properties"] as JsonObject ?? [], properties, "");
        return Ordered(merged);
    }

    private JsonObject MergeFields(JsonObject old, JsonObject update, string path)
    {
        var merged = old.DeepClone().AsObject();
        foreach (var (name, value) in update)
        {
            var full = path.Length == 0 ? name : $"{path}.{name}";
            if (value is not JsonObject definition)
                throw MappingErrors.Parsing($"Expected map for property [fields] on field [{full}] but got a class java.lang.String");
            merged[name] = old[name] is JsonObject before ? MergeField(before, definition, full) : NewField(definition, full);
        }
        return merged;
    }

    private JsonObject MergeField(JsonObject old, JsonObject update, string path)
    {
        var (before, after) = (TypeOf(old, path), TypeOf(update, path));
        if (before != after) throw Conflict(path, before, after);
        var merged = old.DeepClone().AsObject();
        foreach (var (key, value) in update)
        {
            if (key is "properties" or "fields")
            {
                merged[key] = MergeFields(old[key] as JsonObject ?? [], value as JsonObject ?? [], path);
                continue;
            }
            var changed = old[key] is { } there ? there.ToString() != value?.ToString() : after != "object" && !IsDefault(key, value);
            if (changed && !Changeable.Contains(key)) throw Fixed(path, key, old[key]?.ToString(), value?.ToString());
            merged[key] = key == "dynamic" ? value?.ToString() : value?.DeepClone();
        }
        return merged;
    }

    private JsonObject NewField(JsonObject definition, string path)
    {
        var type = TypeOf(definition, path);
        if (!Types.Contains(type)) throw MappingErrors.Parsing(profile.ExplainsUnknownFieldTypes
            ? $"The mapper type [{type}] declared on field [{path}] does not exist. It might have been created within a future version or requires a plugin to be installed. Check the documentation."
            : $"No handler for type [{type}] declared on field [{path[(path.LastIndexOf('.') + 1)..]}]");
        var made = new JsonObject();
        foreach (var (key, value) in definition)
        {
            made[key] = key switch
            {
                "properties" or "fields" => MergeFields([], value as JsonObject ?? [], path),
                "dynamic" => value?.ToString(),
                _ => value?.DeepClone(),
            };
        }
        if (type == "object" && made["properties"] is JsonObject) made.Remove("type");
        return made;
    }

    private static string TypeOf(JsonObject definition, string path) => definition["type"]?.ToString()
        ?? (definition.Count == 0 || definition.ContainsKey("properties") || definition.ContainsKey("dynamic") || definition.ContainsKey("enabled")
            ? "object"
            : throw MappingErrors.Parsing($"No type specified for field [{path[(path.LastIndexOf('.') + 1)..]}]"));

    private static bool IsDefault(string key, JsonNode? value) => (key, value?.ToString()) is ("index" or "doc_values", "true") or ("store", "false");

    private ElasticException Conflict(string path, string before, string after)
    {
        if (profile.TellsWhatChangedInMappings)
        {
            return Errors.IllegalArgument(before == "object" || after == "object"
                ? $"can't merge a non object mapping [{path}] with an object mapping"
                : $"mapper [{path}] cannot be changed from type [{before}] to [{after}]");
        }
        return Errors.IllegalArgument(before == "object"
            ? $"Can't merge a non object mapping [{path}] with an object mapping [{path}]"
            : $"mapper [{path}] of different type, current_type [{before}], merged_type [{(after == "object" ? "ObjectMapper" : after)}]");
    }

    private ElasticException Fixed(string path, string key, string? before, string? after) => Errors.IllegalArgument(profile.TellsWhatChangedInMappings
        ? $"Mapper for [{path}] conflicts with existing mapper:\n\tCannot update parameter [{key}] from [{before ?? Otherwise(key)}] to [{after}]"
        : $"Mapper for [{path}] conflicts with existing mapping:\n[mapper [{path}] has different [{key}]{(key is "analyzer" or "similarity" ? "" : " values")}]");

    private static string Otherwise(string key) => key switch { "index" or "doc_values" => "true", "store" => "false", "format" => DateText.DefaultFormat, _ => "default" };

    // As Elasticsearch prints a mapping: what concerns the whole first, then the fields by name.
    private static JsonObject Ordered(JsonObject mapping)
    {
        var ordered = new JsonObject();
        foreach (var (key, value) in mapping)
            if (key is not ("properties" or "fields"))
                ordered[key] = value?.DeepClone();
        foreach (var part in new[] { "properties", "fields" })
        {
            if (mapping[part] is not JsonObject { Count: > 0 } fields) continue;
            var sorted = new JsonObject();
            foreach (var (name, definition) in fields.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                sorted[name] = definition is JsonObject o ? Ordered(o) : definition?.DeepClone();
            ordered[part] = sorted;
        }
        return ordered;
    }
}
