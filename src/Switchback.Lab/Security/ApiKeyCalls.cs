using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary><c>_security/api_key</c> and <c>_security/cross_cluster/api_key</c>.</summary>
public static class ApiKeyCalls
{
    private const string Path = "/_security/api_key";

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", Path, ApiKeys.Create, CreateAsync) { Parameters = ["refresh"], ChecksOwnIndices = true },
        new("POST", Path, ApiKeys.Create, CreateAsync) { Parameters = ["refresh"], ChecksOwnIndices = true },
        new("GET", Path, ApiKeys.Get, GetKeys)
        {
            Parameters = ["id", "name", "username", "realm_name", "owner", "with_limited_by", "active_only"],
            ChecksOwnIndices = true,
        },
        new("DELETE", Path, ApiKeys.Invalidate, InvalidateAsync) { ChecksOwnIndices = true },
        new("POST", "/_security/cross_cluster/api_key", ApiKeys.CreateCrossCluster, CreateForClusterAsync)
        {
            Exists = profile => profile.HasCrossClusterKeys,
        },
    ];

    private static Task<LabResponse> CreateAsync(RestCall call)
    {
        ApiKeys.Check(call, ApiKeys.Create, isOwn: true);
        var maker = new ApiKeyMaker(call.Cluster, call.User!);
        var key = maker.MakeForPeople(call.RequireObject());
        return Task.FromResult(LabResponse.Ok(maker.Describe(key)));
    }

    private static Task<LabResponse> CreateForClusterAsync(RestCall call)
    {
        if (call.User!.Key is not null)
            throw Errors.IllegalArgument("authentication via API key not supported: An API key cannot be used to create a cross-cluster API key");
        var maker = new ApiKeyMaker(call.Cluster, call.User);
        var key = maker.MakeForCluster(call.RequireObject());
        return Task.FromResult(LabResponse.Ok(maker.Describe(key)));
    }

    private static Task<LabResponse> GetKeys(RestCall call)
    {
        var filter = ApiKeyFilter.FromQuery(call);
        ApiKeys.Check(call, ApiKeys.Get, filter.IsOwn(call.User!));
        var activeOnly = call.Flag("active_only");
        var keys = filter.Apply(call.Cluster.Security.State.Keys.Values, call.User!)
            .Where(key => !activeOnly || (key.Invalidated is null && !(key.Expires <= call.Cluster.NowMillis)));
        var shown = new JsonArray([.. keys.Select(key => ApiKeyShape.Of(key, call.Cluster.Profile))]);
        // A key asked for by its id is missing; of any other question the answer is an empty list.
        return Task.FromResult(LabResponse.Of(shown.Count == 0 && filter.Ids.Count > 0 ? 404 : 200, new JsonObject { ["api_keys"] = shown }));
    }

    private static Task<LabResponse> InvalidateAsync(RestCall call)
    {
        var filter = ApiKeyFilter.FromBody(call.RequireObject(), call.Cluster.Profile);
        ApiKeys.Check(call, ApiKeys.Invalidate, filter.IsOwn(call.User!));
        var keys = filter.Apply(call.Cluster.Security.State.Keys.Values, call.User!).ToList();
        var already = keys.Where(key => key.Invalidated is not null).Select(key => key.Id).ToList();
        var now = keys.Where(key => key.Invalidated is null).ToList();
        foreach (var key in now) key.Invalidated = call.Cluster.NowMillis;
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["invalidated_api_keys"] = Json.Array(now.Select(key => key.Id)),
            ["previously_invalidated_api_keys"] = Json.Array(already),
            ["error_count"] = 0,
        }));
    }
}
