using System.Text.Json.Nodes;

namespace Switchback.Lab.Http;

/// <summary>Writes a failure as the body every client knows: root_cause, type, reason, metadata, causes, status.</summary>
public static class ErrorBody
{
    public static JsonObject Of(ElasticException e, bool trace = false)
    {
        var error = new JsonObject { ["root_cause"] = new JsonArray([.. RootCauses(e).Select(root => Shape(root, causes: false, trace))]) };
        foreach (var (key, value) in Shape(e, causes: true, trace)) error[key] = value?.DeepClone();
        return new JsonObject { ["error"] = error, ["status"] = e.Status };
    }

    /// <summary>One failure with its causes, as it stands inside bulk items, stats and shard failures.</summary>
    public static JsonObject Shape(ElasticException e, bool causes = true, bool trace = false)
    {
        var shape = new JsonObject { ["type"] = e.Type, ["reason"] = e.Reason };
        foreach (var (key, value) in e.Metadata) shape[key] = value?.DeepClone();
        if (causes && e.CausedBy is { } cause) shape["caused_by"] = Shape(cause, causes: true, trace);
        if (e.Headers.Count > 0) shape["header"] = HeadersOf(e);
        if (trace) shape["stack_trace"] = $"org.elasticsearch.{ElasticException.JavaName(e.Type)}: {e.Reason}\n\tat org.elasticsearch.rest.RestController.dispatchRequest(RestController.java)\n";
        // A root cause is told without its causes. What it suppressed stays with it, unless it is a Java exception: of that only the text is left.
        if ((causes || !e.IsForeign) && e.Suppressed.Count > 0) shape["suppressed"] = new JsonArray([.. e.Suppressed.Select(s => Shape(s, causes, trace))]);
        return shape;
    }

    private static IReadOnlyList<ElasticException> RootCauses(ElasticException e)
    {
        while (true)
        {
            if (e.RootCause is { } named) return named;
            if (e.IsForeign || e.CausedBy is not { IsForeign: false } cause) return [e];
            e = cause;
        }
    }

    private static JsonObject HeadersOf(ElasticException e)
    {
        var headers = new JsonObject();
        foreach (var (name, values) in e.Headers)
            headers[name] = values.Length == 1 ? values[0] : new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return headers;
    }
}
