using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.AutoFollow;

/// <summary><c>/_ccr/auto_follow</c> (contract 2.10).</summary>
public static class AutoFollowCalls
{
    private const string Actions = "cluster:admin/xpack/ccr/auto_follow_pattern/";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_ccr/auto_follow", Actions + "get", Get),
        new("GET", "/_ccr/auto_follow/{name}", Actions + "get", Get),
        new("PUT", "/_ccr/auto_follow/{name}", Actions + "put", PutAsync),
        new("DELETE", "/_ccr/auto_follow/{name}", Actions + "delete", DeleteAsync),
        new("POST", "/_ccr/auto_follow/{name}/pause", Actions + "activate", call => ActivateAsync(call, false)),
        new("POST", "/_ccr/auto_follow/{name}/resume", Actions + "activate", call => ActivateAsync(call, true)),
    ];

    private static Task<LabResponse> Get(RestCall call)
    {
        var profile = call.Cluster.Profile;
        var patterns = call.Cluster.AutoFollow.Get(call.Value("name"));
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["patterns"] = new JsonArray([.. patterns.Select(pattern =>
                (JsonNode)new JsonObject { ["name"] = pattern.Name, ["pattern"] = pattern.ToJson(profile) })]),
        }));
    }

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var pattern = PatternRequest.Parse(call);
        await call.Cluster.AutoFollow.PutAsync(pattern);
        return LabResponse.Acknowledged();
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        await call.Cluster.AutoFollow.DeleteAsync(call["name"]);
        return LabResponse.Acknowledged();
    }

    private static async Task<LabResponse> ActivateAsync(RestCall call, bool active)
    {
        await call.Cluster.AutoFollow.ActivateAsync(call["name"], active);
        return LabResponse.Acknowledged();
    }
}
