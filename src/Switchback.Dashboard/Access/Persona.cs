using System.Security.Claims;

namespace Switchback.Dashboard.Access;

/// <summary>Somebody to rehearse as, while no identity provider is configured. No password: only this machine can reach the app.</summary>
/// <param name="May">What they may do, in words for the sign-in page.</param>
public sealed record Persona(string Id, string DisplayName, string Role, string May)
{
    public const string Provider = "rehearsal";

    public static IReadOnlyList<Persona> All { get; } =
    [
        new("viewer", "Vera (viewer)", Roles.Viewer, "Sees everything and changes nothing."),
        new("operator", "Otto (operator)", Roles.Operator, "Sees everything, and plans and runs changes of replication."),
        new("approver", "Anna (approver)", Roles.Approver, "Sees everything, and agrees to what operators ask for. Does not operate."),
        new("second-approver", "Sven (second approver)", Roles.Approver, "The same as Anna: for what two people have to agree to."),
        new("admin", "Ada (admin)", Roles.Admin, "Does all of it, and changes how Switchback itself works. Never approves a request of her own."),
    ];

    public static Persona? Find(string? id) => All.FirstOrDefault(persona => persona.Id == id);

    /// <param name="scheme">By which they were recognised.</param>
    /// <param name="signIn">The sign-in that this comes from; null for a program, which sends its token with every call.</param>
    public ClaimsPrincipal ToUser(string scheme, string? signIn = null) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Id, ClaimValueTypes.String, Provider),
            new Claim(ClaimTypes.Name, DisplayName, ClaimValueTypes.String, Provider),
            new Claim(ClaimTypes.Role, Role, ClaimValueTypes.String, Provider),
            .. signIn is null ? Array.Empty<Claim>() : [new Claim(SignIns.Claim, signIn, ClaimValueTypes.String, Provider)],
        ],
        scheme));
}
