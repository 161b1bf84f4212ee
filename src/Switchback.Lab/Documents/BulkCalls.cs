using System.Text.Json;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>Many writes in one request: each stands for itself, and the answer tells of each.</summary>
public static class BulkCalls
{
    private const string TypedBulk = "[types removal] Specifying types in bulk requests is deprecated.";

    private static readonly string[] Parameters =
    [
        "refresh", "routing", "timeout", "wait_for_active_shards", "pipeline", "require_data_stream", "type", "_source", "_source_includes",
        "_source_excludes", "list_executed_pipelines", "include_source_on_error",
    ];

    public static IEnumerable<Route> Routes =>
    [
        Bulk("POST", "/_bulk"), Bulk("PUT", "/_bulk"), Bulk("POST", "/{index}/_bulk"), Bulk("PUT", "/{index}/_bulk"),
        Bulk("POST", "/{index}/{type}/_bulk") with { Deprecation = TypedBulk, Exists = profile => profile.HasTypes },
        Bulk("PUT", "/{index}/{type}/_bulk") with { Deprecation = TypedBulk, Exists = profile => profile.HasTypes },
    ];

    private static Route Bulk(string method, string template) => new(method, template, "indices:data/write/bulk", BulkAsync)
    {
        Parameters = Parameters,
        MoreParameters = WriteCalls.LaterParameters,
        ChecksOwnIndices = true,
    };

    private static async Task<LabResponse> BulkAsync(RestCall call)
    {
        if (!call.HasBody) throw Errors.Parse("request body is required");
        call.Cluster.Security.Check(call.User, "indices:data/write/bulk");
        var started = call.Cluster.NowMillis;
        var policy = RefreshPolicies.Of(call);
        var defaults = new BulkDefaults(call.Value("index"), call.Query("routing"), SourceFilter.OfQuery(call), call.Flag("require_alias"), call.Query("pipeline"));
        var requests = new BulkReader(call.Request.Body, defaults, call.Cluster.Profile, call.Warnings).Read();
        Validate(requests);
        var items = await WriteAsync(call, requests);
        await RefreshAsync(call.Cluster, items, policy);
        return LabResponse.Stream(writer => Write(writer, call.Cluster, items, policy, call.Cluster.NowMillis - started));
    }

    private static void Validate(List<WriteRequest> requests)
    {
        if (requests.Count == 0) throw Errors.Validation("no requests added");
        var complaints = requests.SelectMany(WriteValidation.Complaints).ToArray();
        if (complaints.Length > 0) throw Errors.Validation(complaints);
    }

    private static async Task<BulkItem[]> WriteAsync(RestCall call, List<WriteRequest> requests)
    {
        var items = new BulkItem[requests.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var request = requests[i];
            try
            {
                if (call.User is not null) call.Cluster.Security.Check(call.User, ActionOf(request), request.Index);
                items[i] = new BulkItem(request, await call.Cluster.Documents.WriteAsync(request, call.Warnings), null);
            }
            catch (ElasticException e)
            {
                items[i] = new BulkItem(request, null, e);
            }
        }
        return items;
    }

    private static string ActionOf(WriteRequest request) => request.Kind switch
    {
        WriteKind.Index => "indices:data/write/index",
        WriteKind.Create => "indices:data/write/index:op_type/create",
        WriteKind.Update => "indices:data/write/update",
        _ => "indices:data/write/delete",
    };

    private static async Task RefreshAsync(Cluster cluster, BulkItem[] items, RefreshPolicy policy)
    {
        if (policy == RefreshPolicy.None) return;
        var shards = new HashSet<Shard>();
        foreach (var item in items)
            if (item.Outcome is { } outcome)
                shards.Add(outcome.Shard);
        if (policy == RefreshPolicy.WaitFor)
        {
            await Task.WhenAll(shards.Select(cluster.Refreshes.WhenVisibleAsync));
            return;
        }
        foreach (var shard in shards) cluster.Refreshes.Refresh(shard);
    }

    private static void Write(Utf8JsonWriter writer, Cluster cluster, BulkItem[] items, RefreshPolicy policy, long took)
    {
        writer.WriteStartObject();
        writer.WriteNumber("took", took);
        writer.WriteBoolean("errors", Array.Exists(items, item => item.Failure is not null));
        writer.WriteStartArray("items");
        foreach (var item in items) item.Write(writer, cluster.Profile.HasTypes, policy == RefreshPolicy.Immediate);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private sealed record BulkItem(WriteRequest Request, WriteOutcome? Outcome, ElasticException? Failure)
    {
        public void Write(Utf8JsonWriter writer, bool withTypes, bool refreshed)
        {
            writer.WriteStartObject();
            writer.WriteStartObject(Request.Name);
            if (Outcome is { } outcome)
            {
                (refreshed ? outcome with { ForcedRefresh = true } : outcome).Write(writer, withTypes);
                writer.WriteNumber("status", outcome.Status);
            }
            else
            {
                WriteFailure(writer, Failure!, withTypes);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        private void WriteFailure(Utf8JsonWriter writer, ElasticException failure, bool withTypes)
        {
            writer.WriteString("_index", Request.Index);
            if (withTypes) writer.WriteString("_type", "_doc");
            writer.WriteString("_id", Request.Id);
            writer.WriteNumber("status", failure.Status);
            writer.WritePropertyName("error");
            ErrorBody.Shape(failure).WriteTo(writer);
        }
    }
}
