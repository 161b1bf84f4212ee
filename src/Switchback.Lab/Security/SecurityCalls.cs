using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>All of <c>_security</c>.</summary>
public static class SecurityCalls
{
    public static IEnumerable<Route> Routes =>
        AuthenticateCalls.Routes.Concat(UserCalls.Routes).Concat(RoleCalls.Routes).Concat(ApiKeyCalls.Routes)
            .Select(route => route with { NeedsSecurity = true, Handler = Writes.Contains(route.Action) ? call => KeepAsync(call, route.Handler) : route.Handler });

    /// <summary>What is written goes into an index, which is made the first time.</summary>
    private static readonly string[] Writes =
    [
        "cluster:admin/xpack/security/user/put", "cluster:admin/xpack/security/user/change_password", "cluster:admin/xpack/security/role/put",
        ApiKeys.Create, ApiKeys.CreateCrossCluster,
    ];

    private static async Task<LabResponse> KeepAsync(RestCall call, RouteHandler write)
    {
        var answer = await write(call);
        await SecurityIndex.EnsureAsync(call.Cluster);
        return answer;
    }
}
