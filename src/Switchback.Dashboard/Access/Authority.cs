using System.Security.Claims;

namespace Switchback.Dashboard.Access;

/// <summary>
/// Asked by the services themselves, whoever calls them, so that a page or an endpoint without a check opens nothing. What changes
/// something takes a <see cref="Warrant"/>, and a warrant is made here only.
/// </summary>
public sealed class Authority
{
    public bool MayWatch(ClaimsPrincipal user) => Roles.Has(user, Roles.Viewer);

    public bool MayOperate(ClaimsPrincipal user) => Roles.Has(user, Roles.Operator);

    public bool MayApprove(ClaimsPrincipal user) => Roles.Has(user, Roles.Approver);

    public bool MayAdminister(ClaimsPrincipal user) => Roles.Has(user, Roles.Admin);

    public Ruling Operate(Principal principal) => Rule(principal, Roles.Operator, "change replication");

    public Ruling Approve(Principal principal) => Rule(principal, Roles.Approver, "approve what others have asked for");

    public Ruling Administer(Principal principal) => Rule(principal, Roles.Admin, "change how Switchback itself works");

    private static Ruling Rule(Principal principal, string role, string deed) =>
        principal.Roles.Contains(role)
            ? new Ruling.Granted(new Warrant(principal, role))
            : new Ruling.Refused(
                $"{principal.DisplayName} may not {deed}: it takes the role {role}. Nothing was done.",
                $"Ask someone with the role {role}, or sign in as them.");
}

/// <summary>Proof that somebody's right was checked. Only <see cref="Authority"/> makes one.</summary>
public sealed class Warrant
{
    internal Warrant(Principal principal, string role)
    {
        Principal = principal;
        Role = role;
    }

    public Principal Principal { get; }

    public string Role { get; }
}

/// <summary>The answer to "may they?". Closed.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    public sealed record Granted(Warrant Warrant) : Ruling;

    /// <param name="Why">What was refused, to whom, and that nothing happened.</param>
    /// <param name="Remedy">What to do instead.</param>
    public sealed record Refused(string Why, string Remedy) : Ruling;
}
