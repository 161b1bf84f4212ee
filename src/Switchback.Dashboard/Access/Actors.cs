using System.Security.Claims;
using Switchback.Core.Pairs;

namespace Switchback.Dashboard.Access;

/// <summary>From who is signed in to whom the services know. One place, so that no page or endpoint makes somebody of its own.</summary>
public static class Actors
{
    private static readonly Actor Nobody = new("nobody", MayOperate: false, Name: "Nobody");

    public static Actor Of(ClaimsPrincipal user) => Of(Principal.Of(user));

    public static Actor Of(Principal? principal) => principal is null ? Nobody : new Actor(
        principal.Who,
        principal.Roles.Contains(Roles.Operator),
        principal.Roles.Contains(Roles.Approver),
        principal.Roles.Contains(Roles.Admin),
        principal.DisplayName);
}
