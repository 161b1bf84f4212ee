using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Documents.Scripts;

public enum ScriptOutcome
{
    Index,
    None,
    Delete,
}

/// <summary>What a script may ask about the document it changes.</summary>
public sealed record ScriptContext(string Index, string Id, long Version, long Now);

/// <summary>
/// A script of an update: the part of Painless that sets, adds to and removes fields, under conditions. Anything beyond it is refused
/// as a compile error, never passed over.
/// </summary>
public sealed class Script
{
    private readonly JsonObject _params;
    private readonly IReadOnlyList<Statement> _statements;

    private Script(string source, JsonObject parameters)
    {
        Source = source;
        _params = parameters;
        try
        {
            _statements = new ScriptParser(source).Statements();
        }
        catch (FormatException e)
        {
            throw Failed(source, "compile error", e.Message);
        }
    }

    public string Source { get; }

    public static Script Parse(JsonNode node)
    {
        if (node is not JsonObject spec) return new Script(node.ToString(), []);
        foreach (var (key, _) in spec)
            if (key is not ("source" or "inline" or "lang" or "params" or "options" or "id"))
                throw new ElasticException(400, "x_content_parse_exception", $"[1:2] [script] unknown field [{key}]");
        if (spec["id"] is { } stored) throw Errors.ResourceNotFound($"unable to find script [{stored}] in cluster state");
        if (spec["lang"] is { } lang && lang.ToString() != "painless") throw Errors.IllegalArgument($"script_lang not supported [{lang}]");
        var source = spec["source"] ?? spec["inline"] ?? throw Errors.IllegalArgument("must specify either [source] for an inline script or [id] for a stored script");
        return new Script(source.ToString(), spec["params"] as JsonObject ?? []);
    }

    /// <summary>Changes the source in place.</summary>
    public ScriptOutcome Run(JsonObject source, ScriptContext context)
    {
        var frame = new ScriptFrame(source, _params, context);
        try
        {
            foreach (var statement in _statements) statement.Run(frame);
        }
        catch (FormatException e)
        {
            throw Failed(Source, "runtime error", e.Message);
        }
        return frame.Op switch
        {
            "index" or "create" => ScriptOutcome.Index,
            "none" or "noop" => ScriptOutcome.None,
            "delete" => ScriptOutcome.Delete,
            var other => throw Errors.IllegalArgument($"Operation type [{other}] not allowed, only [noop, index, delete] are allowed"),
        };
    }

    private static ElasticException Failed(string source, string reason, string why)
    {
        var script = new ElasticException(400, "script_exception", reason)
        {
            CausedBy = new ElasticException(400, "illegal_argument_exception", why) { IsForeign = true },
        }.With("script_stack", new JsonArray(source, "^---- HERE")).With("script", source).With("lang", "painless");
        return new ElasticException(400, "illegal_argument_exception", "failed to execute script") { CausedBy = script };
    }
}
