using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Management;

/// <summary>
/// <c>_ingest/pipeline</c>. Pipelines are kept, checked and required to exist where a write names one; documents pass through
/// them unchanged.
/// </summary>
public static class PipelineCalls
{
    private static readonly string[] MasterParameters = ["master_timeout", "timeout"];

    private static readonly string[] Fields = ["description", "processors", "on_failure", "version", "_meta", "deprecated"];

    private static readonly HashSet<string> Processors = new(StringComparer.Ordinal)
    {
        "append", "attachment", "bytes", "circle", "community_id", "convert", "csv", "date", "date_index_name", "dissect", "dot_expander",
        "drop", "enrich", "fail", "fingerprint", "foreach", "geoip", "grok", "gsub", "html_strip", "inference", "join", "json", "kv",
        "lowercase", "network_direction", "pipeline", "redact", "registered_domain", "remove", "rename", "reroute", "script", "set",
        "set_security_user", "sort", "split", "terminate", "trim", "uppercase", "uri_parts", "urldecode", "user_agent",
    };

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", "/_ingest/pipeline/{id}", "cluster:admin/ingest/pipeline/put", PutAsync) { Parameters = [.. MasterParameters, "if_version"] },
        new("GET", "/_ingest/pipeline", "cluster:admin/ingest/pipeline/get", Get) { Parameters = [.. MasterParameters, "summary"] },
        new("GET", "/_ingest/pipeline/{id}", "cluster:admin/ingest/pipeline/get", Get) { Parameters = [.. MasterParameters, "summary"] },
        new("DELETE", "/_ingest/pipeline/{id}", "cluster:admin/ingest/pipeline/delete", DeleteAsync) { Parameters = MasterParameters },
    ];

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var (cluster, id, now) = (call.Cluster, call["id"], call.Cluster.NowMillis);
        var pipeline = call.RequireObject("request body or source parameter is required");
        Check(id, pipeline);
        await cluster.Master.UpdateAsync(() => ManagementState.Put(cluster.State.Management.Pipelines, id, pipeline, now));
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> Get(RestCall call)
    {
        var wanted = ManagementState.Select(call.Cluster.State.Management.Pipelines, call.Value("id"));
        var answer = new JsonObject();
        foreach (var pipeline in wanted) answer[pipeline.Name] = pipeline.Content.DeepClone();
        return Task.FromResult(LabResponse.Of(wanted.Count == 0 && call.Value("id") is not null ? 404 : 200, answer));
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        var (pipelines, id) = (call.Cluster.State.Management.Pipelines, call["id"]);
        await call.Cluster.Master.UpdateAsync(() =>
        {
            var gone = ManagementState.Select(pipelines, id);
            if (gone.Count == 0 && id != "*") throw Errors.ResourceNotFound($"pipeline [{id}] is missing");
            foreach (var pipeline in gone) pipelines.Remove(pipeline.Name);
        });
        return LabResponse.Acknowledged();
    }

    private static void Check(string id, JsonObject pipeline)
    {
        if (pipeline["processors"] is not { } processors)
            throw Errors.Parse("[processors] required property is missing").With("property_name", "processors");
        if (processors is not JsonArray list)
            throw Errors.Parse("[processors] property isn't a list").With("property_name", "processors");
        foreach (var processor in list.OfType<JsonObject>().SelectMany(processor => processor).Select(pair => pair.Key))
            if (!Processors.Contains(processor)) throw Errors.Parse($"No processor type exists with name [{processor}]").With("processor_type", processor);
        var unknown = pipeline.Select(pair => pair.Key).Where(key => !Fields.Contains(key)).ToList();
        if (unknown.Count > 0)
            throw Errors.Parse($"pipeline [{id}] doesn't support one or more provided configuration parameters [{string.Join(", ", unknown)}]");
    }
}
