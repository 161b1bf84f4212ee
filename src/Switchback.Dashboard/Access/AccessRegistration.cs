using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HostFiltering;
using Switchback.Dashboard.Hosting;

namespace Switchback.Dashboard.Access;

/// <summary>
/// Ordinary authentication schemes: a cookie for people, a bearer token for programs, and one that picks between them. An identity
/// provider is one more scheme that the cookie's challenge leads to.
/// </summary>
internal static class AccessRegistration
{
    public const string CookieScheme = "RehearsalCookie";

    private const string Either = "Identity";

    public static void AddAccess(this IServiceCollection services, StartSettings start)
    {
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, displayName: null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") ? RehearsalBearer.Name : CookieScheme)
            .AddScheme<AuthenticationSchemeOptions, RehearsalBearer>(RehearsalBearer.Name, configureOptions: null)
            .AddCookie(CookieScheme, ConfigureCookie);
        services.AddAuthorization(Roles.AddPolicies);
        services.AddCascadingAuthenticationState();
        services.AddSingleton<Authority>();
        services.AddSingleton<SignIns>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "switchback-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        // A site elsewhere can let its own name point to this machine, and its pages would then be of our origin: names are listed.
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts =
            ["localhost", "127.0.0.1", "[::1]", .. start.Urls.Select(url => BindingAddress.Parse(url).Host)]);
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        // Without the prefix __Host-, which wants https; rehearsals are on plain loopback.
        options.Cookie.Name = "switchback-rehearsal";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SignIns.Lasting;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = SignIn.ValidateAsync;
        options.Events.OnRedirectToLogin = context => Refusals.ChallengeAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context => Refusals.ForbidAsync(context.HttpContext);
    }
}
