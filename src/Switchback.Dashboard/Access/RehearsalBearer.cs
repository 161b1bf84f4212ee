using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Switchback.Dashboard.Access;

/// <summary>
/// <c>Authorization: Bearer rehearsal-operator</c>: a persona for programs. No secret is involved, so it is taken from this machine
/// only, whatever the app listens on.
/// </summary>
internal sealed class RehearsalBearer(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "RehearsalBearer";

    private const string Prefix = "Bearer ";
    private const string TokenPrefix = "rehearsal-";

    public static bool IsFromHere(HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Read());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Refusals.UnauthorizedAsync(Context, Token() is null ? "Bearer" : "Bearer error=\"invalid_token\"");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusals.ForbidAsync(Context);

    private AuthenticateResult Read()
    {
        if (Token() is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        return IsFromHere(Context) && token.StartsWith(TokenPrefix, StringComparison.Ordinal) && Persona.Find(token[TokenPrefix.Length..]) is { } persona
            ? AuthenticateResult.Success(new AuthenticationTicket(persona.ToUser(Name), Name))
            : AuthenticateResult.Fail("no such persona");
    }

    private string? Token() =>
        Request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
}
