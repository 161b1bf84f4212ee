using System.Security.Claims;

namespace Switchback.Dashboard.Access;

/// <summary>The person or program behind a call, as services and the journal know them: no cookie, no token, no HTTP.</summary>
/// <param name="Provider">Who vouches for them; a name means nothing without it.</param>
/// <param name="Id">The provider's name for them, which never changes.</param>
/// <param name="DisplayName">How people call them.</param>
/// <param name="Roles">Every role they hold, implied ones included.</param>
public sealed record Principal(string Provider, string Id, string DisplayName, IReadOnlySet<string> Roles)
{
    /// <summary>How the journal names them, for example <c>rehearsal:operator</c>.</summary>
    public string Who => $"{Provider}:{Id}";

    /// <summary>Null for a stranger: there is no principal that stands for nobody.</summary>
    public static Principal? Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true } && user.FindFirst(ClaimTypes.NameIdentifier) is { } id
            ? new Principal(
                id.Issuer,
                id.Value,
                user.FindFirst(ClaimTypes.Name)?.Value ?? id.Value,
                Access.Roles.HeldBy(user.FindAll(ClaimTypes.Role).Select(claim => claim.Value)))
            : null;
}
