using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Documents;

/// <summary>Which part of a document's source is shown: none, all, or the branches that patterns take and leave.</summary>
public sealed class SourceFilter
{
    public static readonly SourceFilter All = new(true, [], []);
    public static readonly SourceFilter None = new(false, [], []);

    private readonly bool _shown;
    private readonly IReadOnlyList<string> _includes;
    private readonly IReadOnlyList<string> _excludes;

    public SourceFilter(bool shown, IReadOnlyList<string> includes, IReadOnlyList<string> excludes)
    {
        _shown = shown;
        _includes = includes;
        _excludes = excludes;
    }

    public bool IsShown => _shown;

    /// <summary>From <c>_source</c>, <c>_source_includes</c> and <c>_source_excludes</c>; null where the call says nothing of it.</summary>
    public static SourceFilter? OfQuery(RestCall call)
    {
        var includes = List(call.Query("_source_includes") ?? call.Query("_source_include"));
        var excludes = List(call.Query("_source_excludes") ?? call.Query("_source_exclude"));
        switch (call.Query("_source"))
        {
            case null when includes.Count == 0 && excludes.Count == 0:
                return null;
            case "false":
                return None;
            case null or "true" or "":
                return new SourceFilter(true, includes, excludes);
            case { } fields:
                return new SourceFilter(true, [.. List(fields), .. includes], excludes);
        }
    }

    /// <summary>What is shown where nothing is said of the source: all of it, unless stored fields are asked for in its place.</summary>
    public static SourceFilter Beside(IReadOnlyList<string>? storedFields) => storedFields is null || storedFields.Contains("_source") ? All : None;

    /// <summary>What a call shows that asks for single documents.</summary>
    public static SourceFilter Shown(RestCall call) => OfQuery(call) ?? Beside(call.Query("stored_fields")?.Split(','));

    /// <summary>From a body's <c>_source</c>: a flag, one pattern, several, or includes and excludes.</summary>
    public static SourceFilter Of(JsonNode node) => node switch
    {
        JsonObject o => new SourceFilter(true, Texts(o["includes"] ?? o["include"]), Texts(o["excludes"] ?? o["exclude"])),
        JsonArray => new SourceFilter(true, Texts(node), []),
        _ => node.ToString() switch
        {
            "true" => All,
            "false" => None,
            var pattern => new SourceFilter(true, [pattern], []),
        },
    };

    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> source)
    {
        if (_includes.Count == 0 && _excludes.Count == 0) return source;
        using var document = JsonDocument.Parse(source);
        var buffer = new ArrayBufferWriter<byte>(source.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ResponseBytes.Encoder, SkipValidation = true }))
        {
            writer.WriteStartObject();
            WriteMembers(writer, document.RootElement, "");
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory.ToArray();
    }

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray items => [.. items.Select(item => item?.ToString() ?? "")],
        _ => [node.ToString()],
    };

    private static IReadOnlyList<string> List(string? text) =>
        text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private void WriteMembers(Utf8JsonWriter writer, JsonElement element, string prefix)
    {
        foreach (var member in element.EnumerateObject())
        {
            var path = prefix + member.Name;
            if (Matches(_excludes, path)) continue;
            var taken = _includes.Count == 0 || Matches(_includes, path);
            if (taken && !Reaches(_excludes, path))
            {
                writer.WritePropertyName(member.Name);
                member.Value.WriteTo(writer);
            }
            else if (member.Value.ValueKind == JsonValueKind.Object && (taken || Reaches(_includes, path)))
            {
                writer.WriteStartObject(member.Name);
                WriteMembers(writer, member.Value, path + ".");
                writer.WriteEndObject();
            }
            else if (member.Value.ValueKind == JsonValueKind.Array && (taken || Reaches(_includes, path)))
            {
                WriteItems(writer, member, path, taken);
            }
            else if (taken)
            {
                writer.WritePropertyName(member.Name);
                member.Value.WriteTo(writer);
            }
        }
    }

    private void WriteItems(Utf8JsonWriter writer, JsonProperty member, string path, bool taken)
    {
        writer.WriteStartArray(member.Name);
        foreach (var item in member.Value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                writer.WriteStartObject();
                WriteMembers(writer, item, path + ".");
                writer.WriteEndObject();
            }
            else if (taken)
            {
                item.WriteTo(writer);
            }
        }
        writer.WriteEndArray();
    }

    /// <summary>The path itself or one of its parents is named.</summary>
    private static bool Matches(IReadOnlyList<string> patterns, string path)
    {
        foreach (var pattern in patterns)
            if (Wildcard.Matches(pattern, path) || Wildcard.Matches(pattern + ".*", path))
                return true;
        return false;
    }

    /// <summary>Something below the path may be named.</summary>
    private static bool Reaches(IReadOnlyList<string> patterns, string path)
    {
        foreach (var pattern in patterns)
        {
            var star = pattern.IndexOf('*');
            var head = star < 0 ? pattern : pattern[..star];
            if (head.StartsWith(path + ".", StringComparison.Ordinal) || (star >= 0 && (path + ".").StartsWith(head, StringComparison.Ordinal))) return true;
        }
        return false;
    }
}
