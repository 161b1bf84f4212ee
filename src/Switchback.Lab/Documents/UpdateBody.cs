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

    public bool DocAsUpsert { get; private init; }

    public bool ScriptedUpsert { get; private init; }

    public bool DetectsNoOp { get; private init; }

    public Script? Script { get; private init; }

    public SourceFilter? Shown { get; private init; }

    public long? IfSeqNo { get; private init; }

    public long? IfPrimaryTerm { get; private init; }

    public static UpdateBody Parse(ReadOnlyMemory<byte> source)
    {
        var json = Body.ReadObject(source);
        foreach (var (key, _) in json)
            if (!Known.Contains(key))
                throw new ElasticException(400, "x_content_parse_exception", $"[1:2] [UpdateRequest] unknown field [{key}]");
        var body = new UpdateBody
        {
            Doc = Object(json, "doc"),
            Upsert = Object(json, "upsert"),
            DocAsUpsert = Flag(json, "doc_as_upsert"),
            ScriptedUpsert = Flag(json, "scripted_upsert"),
            DetectsNoOp = json["detect_noop"] is null || Flag(json, "detect_noop"),
            Script = json["script"] is { } script ? Script.Parse(script) : null,
            Shown = json["_source"] is { } shown ? SourceFilter.Of(shown) : null,
            IfSeqNo = json["if_seq_no"]?.GetValue<long>(),
            IfPrimaryTerm = json["if_primary_term"]?.GetValue<long>(),
        };
        if (body is { Doc: null, Script: null }) throw Errors.Validation("script or doc is missing");
        if (body is { Doc: not null, Script: not null }) throw Errors.Validation("can't provide both script and doc");
        if (body is { Doc: null, DocAsUpsert: true }) throw Errors.Validation("doc must be specified if doc_as_upsert is enabled");
        return body;
    }

    private static bool Flag(JsonObject json, string name) => json[name]?.GetValueKind() == JsonValueKind.True || json[name]?.ToString() == "true";

    private static JsonObject? Object(JsonObject json, string name)
    {
        if (json[name] is not { } node) return null;
        return node as JsonObject ?? throw new ElasticException(400, "x_content_parse_exception", $"[1:2] [UpdateRequest] failed to parse field [{name}]");
    }
}
