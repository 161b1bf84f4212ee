using Microsoft.Net.Http.Headers;

namespace Switchback.Dashboard.Access;

/// <summary>
/// What is answered to a stranger, and to somebody who lacks a role. A person's browser is led to the sign-in page; a program gets a
/// status that it can read, and never a page in place of an answer.
/// </summary>
internal static class Refusals
{
    private static readonly PathString[] ForPrograms = ["/api", "/hubs", "/metrics", "/openapi", "/health", "/_blazor"];

    public static bool IsProgram(HttpRequest request) =>
        ForPrograms.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>What only looks, and so may be looked at again.</summary>
    public static bool IsLook(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>Nobody is signed in, and what was asked for needs somebody.</summary>
    public static Task ChallengeAsync(HttpContext context)
    {
        if (IsProgram(context.Request))
        {
            return UnauthorizedAsync(context, "Bearer");
        }

        // Only what was looked at can be looked at again; a form that was sent is not sent twice.
        var query = IsLook(context.Request)
            ? QueryString.Create(SignIn.ReturnUrl, $"{context.Request.Path}{context.Request.QueryString}")
            : QueryString.Empty;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect($"{SignIn.Path}{query}");
        return Task.CompletedTask;
    }

    /// <summary>The answer to a program; <paramref name="challenge"/> says what is missing, in the words of RFC 6750.</summary>
    public static Task UnauthorizedAsync(HttpContext context, string challenge)
    {
        context.Response.Headers.Append(HeaderNames.WWWAuthenticate, challenge);
        return SayAsync(context, StatusCodes.Status401Unauthorized, "An identity is needed", "Send Authorization: Bearer with a token that is valid here.");
    }

    /// <summary>Somebody is signed in and lacks the role. A page says so itself, in place of its content.</summary>
    public static Task ForbidAsync(HttpContext context)
    {
        if (IsProgram(context.Request) || !Roles.Has(context.User, Roles.Viewer))
        {
            return SayAsync(context, StatusCodes.Status403Forbidden, "Your role does not allow this", "Ask someone who has the role, or sign in as them.");
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>A page of another site asks for something with the cookies of whoever looks at it.</summary>
    public static Task StrangeSiteAsync(HttpContext context) =>
        SayAsync(context, StatusCodes.Status403Forbidden, "This came from a page of another site", "Ask from Switchback's own pages, or as a program without an Origin header. Behind a proxy, the Host header has to be the one that people see.");

    private static Task SayAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{title}. {detail}\n");
    }
}
