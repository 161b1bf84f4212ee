using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Documents.Scripts;
using Switchback.Lab.Http;

namespace Switchback.Lab.Documents;

/// <summary>What an update asks for: a partial document or a script, and what to do where there is nothing yet.</summary>
public sealed record UpdateBody
{
    private static readonly string[] Known =
        ["doc", "upsert", "doc_as_upsert", "scripted_upsert", "detect_noop", "script", "_source", "if_seq_no", "if_primary_term", "lang", "params"];

    public JsonObject? Doc { get; private init; }

    public JsonObject? Upsert { get; private init; }

    public bool DocAsUpsert { get; init; }

    public bool ScriptedUpsert { get; private init; }

    public bool DetectsNoOp { get; private init; }

    public bool HasScript => ScriptSpec is not null;

    /// <summary>Compiled when it is first asked for: a script that cannot be is the fault of this one update, not of the bulk it stands in.</summary>
    public Script? Script => field ??= ScriptSpec is { } spec ? Script.Parse(spec) : null;

    public SourceFilter? Shown { get; private init; }

    public long? IfSeqNo { get; private init; }

    public long? IfPrimaryTerm { get; private init; }

    private JsonNode? ScriptSpec { get; init; }

    public static UpdateBody Parse(ReadOnlyMemory<byte> source)
    {
        var json = Body.ReadObject(source);
        foreach (var (key, _) in json)
            if (!Known.Contains(key))
                throw new ElasticException(400, "x_content_parse_exception", $"[1:2] [UpdateRequest] unknown field [{key}]");
        return new UpdateBody
        {
            Doc = Object(json, "doc"),
            Upsert = Object(json, "upsert"),
            DocAsUpsert = Flag(json, "doc_as_upsert"),
            ScriptedUpsert = Flag(json, "scripted_upsert"),
            DetectsNoOp = json["detect_noop"] is null || Flag(json, "detect_noop"),
            ScriptSpec = json["script"],
            Shown = json["_source"] is { } shown ? SourceFilter.Of(shown) : null,
            IfSeqNo = Number(json, "if_seq_no", WriteValidation.SeqNo),
            IfPrimaryTerm = Number(json, "if_primary_term", WriteValidation.PrimaryTerm),
        };
    }

    private static bool Flag(JsonObject json, string name) => json[name]?.GetValueKind() == JsonValueKind.True || json[name]?.ToString() == "true";

    private static long? Number(JsonObject json, string name, Func<long, long> check)
    {
        if (json[name] is not { } node) return null;
        try
        {
            return long.TryParse(node.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? check(number)
                : throw new ElasticException(400, "number_format_exception", $"For input string: \"{node}\"") { IsForeign = true };
        }
        catch (ElasticException cause)
        {
            throw Failed(name, cause);
        }
    }

    private static JsonObject? Object(JsonObject json, string name)
    {
        if (json[name] is not { } node) return null;
        return node as JsonObject ?? throw Failed(name);
    }

    private static ElasticException Failed(string field, ElasticException? cause = null) =>
        new(400, "x_content_parse_exception", $"[1:2] [UpdateRequest] failed to parse field [{field}]") { CausedBy = cause };
}
