using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Switchback.Dashboard.Access;

/// <summary>Who may do what, as one table. Pages, the API and the services ask this table and no other.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Approver = "approver";
    public const string Admin = "admin";

    /// <summary>Each role with all that it holds. An approver does not operate: who asks and who agrees are two people.</summary>
    private static readonly Dictionary<string, string[]> Holds = new(StringComparer.Ordinal)
    {
        [Viewer] = [Viewer],
        [Operator] = [Operator, Viewer],
        [Approver] = [Approver, Viewer],
        [Admin] = [Admin, Approver, Operator, Viewer],
    };

    public static IReadOnlyCollection<string> All => Holds.Keys;

    /// <summary>What these roles hold together. A name that is not in the table holds nothing.</summary>
    public static IReadOnlySet<string> HeldBy(IEnumerable<string> roles) =>
        roles.SelectMany(role => Holds.GetValueOrDefault(role, [])).ToHashSet(StringComparer.Ordinal);

    public static bool Has(ClaimsPrincipal user, string role) =>
        user.Identity is { IsAuthenticated: true } && HeldBy(user.FindAll(ClaimTypes.Role).Select(claim => claim.Value)).Contains(role);

    /// <summary>One policy a role, by the role's name. What says nothing else is for viewers, never for everybody.</summary>
    public static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var role in All)
        {
            options.AddPolicy(role, policy => Need(policy, role));
        }

        options.FallbackPolicy = Need(new AuthorizationPolicyBuilder(), Viewer).Build();
    }

    private static AuthorizationPolicyBuilder Need(AuthorizationPolicyBuilder policy, string role) =>
        policy.RequireAuthenticatedUser().RequireAssertion(context => Has(context.User, role));
}
