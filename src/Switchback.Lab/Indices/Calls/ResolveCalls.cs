using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices.Calls;

/// <summary><c>_resolve/index</c>: what a name or wildcard means, without doing anything to it.</summary>
public static class ResolveCalls
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_resolve/index/{index}", "indices:admin/resolve/index", Resolve) { Parameters = IndicesOptions.Parameters, Exists = profile => profile.HasResolveIndex },
    ];

    private static Task<LabResponse> Resolve(RestCall call)
    {
        var state = call.Cluster.State;
        var options = IndicesOptions.From(call, IndicesOptions.StrictExpandOpen);
        var names = IndexNames.Split(call["index"]);
        var byName = options with { IgnoreAliases = true, IncludeDataStreams = false, IgnoreUnavailable = true };
        var indices = call.Cluster.Indices.Resolve([.. names.Where(name => Wildcard.IsPattern(name) || name == "_all" || state.Find(name) is not null)], byName);
        if (!names.Any(name => Wildcard.IsPattern(name) || name == "_all" || state.Find(name) is not null)) indices = [];
        bool Meant(string name) => names.Any(pattern => pattern == "_all" || Wildcard.Matches(pattern, name));
        var aliases = state.Indices.Values.SelectMany(index => index.Aliases.Keys).Distinct().Where(Meant).Order(StringComparer.Ordinal).ToList();
        var streams = state.DataStreams.Values.Where(stream => Meant(stream.Name)).ToList();
        var missing = names.FirstOrDefault(name => !Wildcard.IsPattern(name) && name != "_all" && state.Find(name) is null && !aliases.Contains(name) && streams.All(stream => stream.Name != name));
        if (missing is not null && !options.IgnoreUnavailable) throw Errors.IndexNotFound(missing);
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["indices"] = new JsonArray([.. indices.OrderBy(index => index.Name, StringComparer.Ordinal).Select(index => (JsonNode)Shape(index))]),
            ["aliases"] = new JsonArray([.. aliases.Select(alias => (JsonNode)new JsonObject
            {
                ["name"] = alias,
                ["indices"] = new JsonArray([.. call.Cluster.Indices.Names.Behind(alias).Select(index => (JsonNode)index.Name)]),
            })]),
            ["data_streams"] = new JsonArray([.. streams.Select(stream => (JsonNode)new JsonObject
            {
                ["name"] = stream.Name,
                ["backing_indices"] = new JsonArray([.. stream.Indices.Select(name => (JsonNode)name)]),
                ["timestamp_field"] = stream.TimestampField,
            })]),
        }));
    }

    private static JsonObject Shape(IndexState index)
    {
        var attributes = new JsonArray(index.IsOpen ? "open" : "closed");
        if (index.IsHidden) attributes.Add("hidden");
        var json = new JsonObject { ["name"] = index.Name };
        if (index.Aliases.Count > 0) json["aliases"] = new JsonArray([.. index.Aliases.Keys.Select(alias => (JsonNode)alias)]);
        json["attributes"] = attributes;
        if (index.DataStream is { } stream) json["data_stream"] = stream;
        return json;
    }
}
