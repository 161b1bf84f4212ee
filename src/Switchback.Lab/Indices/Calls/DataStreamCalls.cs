using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Monitoring;

namespace Switchback.Lab.Indices.Calls;

/// <summary>Data streams: make, show, delete, promote.</summary>
public static class DataStreamCalls
{
    private static readonly string[] Known = ["expand_wildcards", .. Timeouts.Master, "include_defaults", "verbose"];

    public static IEnumerable<Route> Routes => ((Route[])
    [
        new("PUT", "/_data_stream/{index}", "indices:admin/data_stream/create", CreateAsync) { Parameters = Known },
        new("GET", "/_data_stream", "indices:admin/data_stream/get", Get) { Parameters = Known },
        new("GET", "/_data_stream/{index}", "indices:admin/data_stream/get", Get) { Parameters = Known },
        new("GET", "/_data_stream/_stats", "indices:monitor/data_stream/stats", Stats) { Parameters = Known },
        new("GET", "/_data_stream/{index}/_stats", "indices:monitor/data_stream/stats", Stats) { Parameters = Known },
        new("DELETE", "/_data_stream/{index}", "indices:admin/data_stream/delete", DeleteAsync) { Parameters = Known },
        new("POST", "/_data_stream/_promote/{index}", "indices:admin/data_stream/promote", PromoteAsync) { Parameters = Known },
    ]).Select(route => route with { Exists = profile => profile.HasDataStreams });

    private static async Task<LabResponse> CreateAsync(RestCall call)
    {
        var stream = await call.Cluster.Master.UpdateAsync(() => call.Cluster.Indices.DataStreams.Create(call["index"], call.Warnings));
        var first = call.Cluster.State.Find(stream.WriteIndex)!;
        await call.Cluster.Indices.Shards.StartAsync([first]);
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> Get(RestCall call) => Task.FromResult(LabResponse.Ok(new JsonObject
    {
        ["data_streams"] = new JsonArray([.. Find(call).Select(stream => (JsonNode)Shape(stream, call.Cluster))]),
    }));

    private static List<DataStreamState> Find(RestCall call)
    {
        var names = (call.Value("index") ?? "*").Split(',');
        var hidden = call.Query("expand_wildcards") is { } wanted && wanted.Split(',').Any(part => part is "all" or "hidden");
        var found = new List<DataStreamState>();
        foreach (var name in names)
        {
            var matching = call.Cluster.State.DataStreams.Values
                .Where(stream => name == "_all" || Wildcard.Matches(name, stream.Name))
                .Where(stream => !stream.IsHidden || hidden || stream.Name == name).ToList();
            if (matching.Count == 0 && name != "_all" && !Wildcard.IsPattern(name)) throw Errors.IndexNotFound(name);
            found.AddRange(matching.Where(stream => !found.Contains(stream)));
        }
        return found;
    }

    private static JsonObject Shape(DataStreamState stream, Cluster cluster)
    {
        var backing = stream.Indices.Select(cluster.State.Find).OfType<IndexState>().ToList();
        var json = new JsonObject
        {
            ["name"] = stream.Name,
            ["timestamp_field"] = new JsonObject { ["name"] = stream.TimestampField },
            ["indices"] = new JsonArray([.. backing.Select(index => (JsonNode)new JsonObject { ["index_name"] = index.Name, ["index_uuid"] = index.Uuid })]),
            ["generation"] = stream.Generation,
        };
        var template = cluster.Templates.For(stream.Name);
        if (template?.Source["_meta"] is { } meta) json["_meta"] = meta.DeepClone();
        json["status"] = HealthCalls.Word(HealthNumbers.Of(backing).Status).ToUpperInvariant();
        if (template is not null) json["template"] = template.Name;
        if (backing.LastOrDefault()?.Settings.Text("index.lifecycle.name") is { Length: > 0 } policy) json["ilm_policy"] = policy;
        if (cluster.Profile.DatesBackingIndices) json["hidden"] = stream.IsHidden;
        if (cluster.Profile.DescribesStreams)
        {
            json["system"] = false;
            json["allow_custom_routing"] = false;
            json["replicated"] = stream.IsReplicated;
        }
        return json;
    }

    private static Task<LabResponse> Stats(RestCall call)
    {
        var streams = Find(call);
        var backing = streams.SelectMany(stream => stream.Indices).Select(call.Cluster.State.Find).OfType<IndexState>().ToList();
        var bytes = backing.SelectMany(index => index.Shards).Sum(shard => shard.Store.StoredBytes);
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["_shards"] = new JsonObject { ["total"] = backing.Sum(index => index.Shards.Count * index.CopiesPerShard), ["successful"] = backing.Sum(index => index.Shards.Count(shard => shard.IsStarted)), ["failed"] = 0 },
            ["data_stream_count"] = streams.Count,
            ["backing_indices"] = backing.Count,
            ["total_store_size_bytes"] = bytes,
            ["data_streams"] = new JsonArray([.. streams.Select(stream => (JsonNode)new JsonObject
            {
                ["data_stream"] = stream.Name,
                ["backing_indices"] = stream.Indices.Count,
                ["store_size_bytes"] = backing.Where(index => index.DataStream == stream.Name).SelectMany(index => index.Shards).Sum(shard => shard.Store.StoredBytes),
                ["maximum_timestamp"] = 0,
            })]),
        }));
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        var going = Find(call);
        await call.Cluster.Master.UpdateAsync(() =>
        {
            foreach (var stream in going)
            {
                call.Cluster.State.DataStreams.Remove(stream.Name);
                foreach (var index in stream.Indices.Select(call.Cluster.State.Find).OfType<IndexState>().ToList()) call.Cluster.Indices.Remove(index);
            }
        });
        return LabResponse.Acknowledged();
    }

    /// <summary>Clears the mark only: the backing indices stay followers until each is unfollowed.</summary>
    private static async Task<LabResponse> PromoteAsync(RestCall call)
    {
        var name = call["index"];
        await call.Cluster.Master.UpdateAsync(() =>
        {
            if (!call.Cluster.State.DataStreams.TryGetValue(name, out var stream)) throw Errors.ResourceNotFound($"data stream [{name}] does not exist");
            stream.IsReplicated = false;
        });
        return LabResponse.Acknowledged();
    }
}
