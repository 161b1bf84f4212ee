using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Switchback.Dashboard.Access;

/// <summary>
/// Who is behind a circuit. It begins with a cookie and then asks for none, so that it would outlive the sign-in: when that is over,
/// the circuit is nobody's from then on. What is done next is refused, and the page leads to the sign-in.
/// </summary>
internal sealed class CircuitUser : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private static readonly Task<AuthenticationState> Nobody = Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));

    private readonly SignIns _signIns;
    private Task<AuthenticationState> _began = Nobody;

    public CircuitUser(SignIns signIns)
    {
        _signIns = signIns;
        signIns.Ended += Leave;
    }

    private ClaimsPrincipal? User => _began.IsCompletedSuccessfully ? _began.Result.User : null;

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => User is { } user && _signIns.IsOver(user) ? Nobody : _began;

    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        _began = authenticationStateTask;
        NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
    }

    public void Dispose() => _signIns.Ended -= Leave;

    private void Leave(string signIn)
    {
        if (User is { } user && SignIns.IdOf(user) == signIn)
        {
            NotifyAuthenticationStateChanged(Nobody);
        }
    }
}
