using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Documents;

/// <summary>What a bulk's path and query say for every line that does not say otherwise.</summary>
public sealed record BulkDefaults(string? Index, string? Routing, SourceFilter? Shown, bool RequireAlias, string? Pipeline);

/// <summary>
/// Reads the lines of a bulk: an action, and for all but deletes the document under it. Documents are copied out, byte for byte, and
/// not read here; what an update asks for is, and a fault in it is the whole bulk's.
/// </summary>
public sealed class BulkReader(ReadOnlyMemory<byte> body, BulkDefaults defaults, Profile profile, ICollection<string> warnings)
{
    private const string TypedLine = "[types removal] Specifying types in bulk requests is deprecated.";

    private readonly List<WriteRequest> _requests = [];
    private int _at;
    private int _line;

    public List<WriteRequest> Read()
    {
        while (NextLine() is { } line)
        {
            if (line.Length == 0) continue;
            if (ReadAction(line.Span) is not { } request) continue;
            if (request.Kind == WriteKind.Delete)
            {
                _requests.Add(request);
                continue;
            }
            if (NextLine() is not { } source) break;
            _requests.Add(request.Kind == WriteKind.Update ? request.With(UpdateBody.Parse(source)) : request with { Source = source.ToArray() });
        }
        return _requests;
    }

    private ReadOnlyMemory<byte>? NextLine()
    {
        if (_at >= body.Length) return null;
        var end = body.Span[_at..].IndexOf((byte)'\n');
        if (end < 0) throw Errors.IllegalArgument("The bulk request must be terminated by a newline [\\n]");
        _line++;
        var line = body.Slice(_at, end);
        _at += end + 1;
        return line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
    }

    private WriteRequest? ReadAction(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read()) return null;
        if (reader.TokenType != JsonTokenType.StartObject) throw Malformed("START_OBJECT", reader.TokenType);
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName) throw Malformed("FIELD_NAME", reader.TokenType);
        var action = reader.GetString()!;
        WriteKind? kind = action switch
        {
            "index" => WriteKind.Index,
            "create" => WriteKind.Create,
            "update" => WriteKind.Update,
            "delete" => WriteKind.Delete,
            _ when profile.RefusesUnknownBulkActions => throw Errors.IllegalArgument(
                $"Malformed action/metadata line [{_line}], expected field [create], [delete], [index] or [update] but found [{action}]"),
            _ => null,
        };
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Errors.IllegalArgument(
                $"Malformed action/metadata line [{_line}], expected {(profile.AtLeast(8) ? "field [create], [delete], [index] or [update] but found [" + action + "]" : $"START_OBJECT or END_OBJECT but found [{TokenNames.Of(reader.TokenType)}]")}");
        }
        var request = ReadMembers(ref reader, new WriteRequest(kind ?? WriteKind.Index, defaults.Index ?? "")
        {
            Routing = defaults.Routing,
            Shown = defaults.Shown,
            RequireAlias = defaults.RequireAlias,
            Pipeline = defaults.Pipeline,
            InBulk = true,
        });
        if (kind is not null) return request;
        // Old versions pass over what they do not know, with the line below it.
        NextLine();
        return null;
    }

    private WriteRequest ReadMembers(ref Utf8JsonReader reader, WriteRequest request)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                if (name is not ("_source" or "dynamic_templates"))
                {
                    throw Errors.IllegalArgument($"Malformed action/metadata line [{_line}], expected a simple value for field [{name}] but found [{TokenNames.Of(reader.TokenType)}]");
                }
                var filter = JsonNode.Parse(ref reader)!;
                if (name == "_source") request = request with { Shown = SourceFilter.Of(filter) };
                continue;
            }
            request = With(request, name, Text(ref reader));
        }
        return request;
    }

    private WriteRequest With(WriteRequest request, string name, string? value)
    {
        switch (name)
        {
            case "_index":
                return value is null ? request : request with { Index = value };
            case "_type" when profile.HasTypes:
                warnings.Add(TypedLine);
                return request;
            case "_id":
                return request with { Id = value };
            case "routing" or "_routing":
                return request with { Routing = value ?? request.Routing };
            case "op_type":
                return value == "create" ? request with { Kind = WriteKind.Create } : request;
            case "version" or "_version":
                return request with { Version = Number(name, value) };
            case "version_type" or "_version_type":
                return request with { VersionType = WriteValidation.VersionTypeOf(value) };
            case "if_seq_no":
                return request with { IfSeqNo = WriteValidation.SeqNo(Number(name, value)) };
            case "if_primary_term":
                return request with { IfPrimaryTerm = WriteValidation.PrimaryTerm(Number(name, value)) };
            case "retry_on_conflict" or "_retry_on_conflict":
                return request with { RetryOnConflict = (int)Number(name, value) };
            case "require_alias" when profile.HasRequireAlias:
                return request with { RequireAlias = value == "true" };
            case "_source":
                return request with { Shown = value == "true" ? SourceFilter.All : value == "false" ? SourceFilter.None : new SourceFilter(true, [value ?? ""], []) };
            case "pipeline":
                return request with { Pipeline = value };
            case "list_executed_pipelines":
                return request;
            default:
                throw Errors.IllegalArgument($"Action/metadata line [{_line}] contains an unknown parameter [{name}]");
        }
    }

    private static long Number(string name, string? text) => long.TryParse(text, out var number)
        ? number
        : throw Errors.IllegalArgument($"For input string: \"{text}\" in [{name}]");

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };

    private ElasticException Malformed(string expected, JsonTokenType found) =>
        Errors.IllegalArgument($"Malformed action/metadata line [{_line}], expected {expected} but found [{TokenNames.Of(found)}]");
}
