using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Mappings;

namespace Switchback.Lab.Indices.Calls;

/// <summary>The mappings of indices.</summary>
public static class MappingCalls
{
    private static readonly string[] ReadParameters = [.. IndicesOptions.Parameters, "local", "master_timeout", "include_type_name"];

    private static readonly string[] WriteParameters = [.. IndicesOptions.Parameters, .. Timeouts.Master, "include_type_name", "write_index_only"];

    public static IEnumerable<Route> Routes =>
    [
        .. new[] { "/_mapping", "/_mappings", "/{index}/_mapping", "/{index}/_mappings" }
            .Select(template => new Route("GET", template, "indices:admin/mappings/get", Get) { Parameters = ReadParameters }),
        .. new[] { "/_mapping/field/{fields}", "/{index}/_mapping/field/{fields}" }
            .Select(template => new Route("GET", template, "indices:admin/mappings/fields/get", GetFields) { Parameters = [.. ReadParameters, "include_defaults"] }),
        .. new[] { "PUT", "POST" }.SelectMany(method => new[] { "/{index}/_mapping", "/{index}/_mappings" }
            .Select(template => new Route(method, template, "indices:admin/mapping/put", PutAsync) { Parameters = WriteParameters })),
    ];

    private static Task<LabResponse> Get(RestCall call)
    {
        var json = new JsonObject();
        var indices = call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpandOpen));
        IndexBlocks.Check(BlockLevel.MetadataRead, indices);
        foreach (var index in indices) json[index.Name] = new JsonObject { ["mappings"] = index.Mapping.DeepClone() };
        return Task.FromResult(LabResponse.Ok(json));
    }

    private static Task<LabResponse> GetFields(RestCall call)
    {
        var patterns = call["fields"].Split(',');
        var json = new JsonObject();
        foreach (var index in call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpandOpen)))
        {
            var found = new JsonObject();
            Collect(index.Mapping, "", patterns, found);
            json[index.Name] = new JsonObject { ["mappings"] = found };
        }
        return Task.FromResult(LabResponse.Ok(json));
    }

    private static void Collect(JsonObject node, string path, string[] patterns, JsonObject found)
    {
        foreach (var part in new[] { "properties", "fields" })
        {
            foreach (var (name, value) in node[part] as JsonObject ?? [])
            {
                if (value is not JsonObject definition) continue;
                var full = path.Length == 0 ? name : $"{path}.{name}";
                if (!definition.ContainsKey("properties") && patterns.Any(pattern => Wildcard.Matches(pattern, full)))
                    found[full] = new JsonObject { ["full_name"] = full, ["mapping"] = new JsonObject { [name] = definition.DeepClone() } };
                Collect(definition, full, patterns, found);
            }
        }
    }

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var body = call.RequireObject("mapping source is empty");
        if (body is { Count: 1 } && body["_doc"] is JsonObject typed && call.Cluster.Profile.HasTypes) body = typed;
        if (body.Count == 0) throw Errors.Validation("mapping source is empty");
        var indices = call.Cluster.Indices.Resolve(call["index"], IndicesOptions.From(call, IndicesOptions.StrictExpand));
        IndexBlocks.Check(BlockLevel.MetadataWrite, indices);
        MappingService.RefuseFollowers(indices);
        await call.Cluster.Indices.Mappings.PutAsync(indices, body);
        return LabResponse.Acknowledged();
    }
}
