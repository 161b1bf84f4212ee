using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>All of <c>_security</c>.</summary>
public static class SecurityCalls
{
    public static IEnumerable<Route> Routes =>
        AuthenticateCalls.Routes.Concat(UserCalls.Routes).Concat(RoleCalls.Routes).Concat(ApiKeyCalls.Routes)
            .Select(route => route with { NeedsSecurity = true });
}
