using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Switchback.Dashboard.Access;

/// <summary>The two forms of signing in and out. Both are posts that carry an antiforgery token: no link signs anybody in or out.</summary>
internal static class SignIn
{
    public const string Path = "/sign-in";
    public const string OutPath = "/sign-out";
    public const string ReturnUrl = "returnUrl";

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        // Before the page of the same address, which takes posts too as every page does.
        endpoints.MapPost(Path, SignInAsync).WithOrder(-1).AllowAnonymous();
        endpoints.MapPost(OutPath, SignOutAsync).RequireAuthorization();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, SignIns signIns)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return StaleForm();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = LocalAddress.OrFront(form[ReturnUrl]);
        if (!RehearsalBearer.IsFromHere(context) || Persona.Find(form["persona"]) is not { } chosen)
        {
            return Results.LocalRedirect($"{Path}{QueryString.Create(ReturnUrl, returnUrl)}");
        }

        // Whoever becomes someone else here is no longer who they were, in any tab.
        signIns.End(context.User);
        await context.SignInAsync(AccessRegistration.CookieScheme, chosen.ToUser(AccessRegistration.CookieScheme, SignIns.NewId()));
        return Results.LocalRedirect(returnUrl);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignIns signIns)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return StaleForm();
        }

        signIns.End(context.User);
        await context.SignOutAsync(AccessRegistration.CookieScheme);
        return Results.LocalRedirect(Path);
    }

    private static IResult StaleForm() => Results.Text(
        "This form is no longer valid; nothing was changed. Go back, load the page again and repeat.\n", statusCode: StatusCodes.Status400BadRequest);

    /// <summary>A cookie lasts only as long as its persona and its sign-in do, and its rights are today's.</summary>
    public static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var known = context.Principal is { } user && Principal.Of(user) is { Provider: Persona.Provider } principal ? Persona.Find(principal.Id) : null;
        var signIn = context.Principal is { } cookie && !context.HttpContext.RequestServices.GetRequiredService<SignIns>().IsOver(cookie) ? SignIns.IdOf(cookie) : null;
        if (known is null || signIn is null || !RehearsalBearer.IsFromHere(context.HttpContext))
        {
            context.RejectPrincipal();
        }
        else
        {
            context.ReplacePrincipal(known.ToUser(AccessRegistration.CookieScheme, signIn));
        }

        return Task.CompletedTask;
    }
}
