using Switchback.Dashboard.Access;

namespace Switchback.Dashboard.Hosting;

/// <summary>
/// Refuses what another site's page sends: a WebSocket before a circuit exists, and every request that could change something.
/// Browsers send cookies along with these and no CORS rule stops them. A client that is no browser sends no Origin, or whatever it
/// likes: this protects the person at the browser, and is no sign-in.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if ((IsUpgrade(context) || !IsLook(context.Request)) && context.Request.Headers.Origin is [{ Length: > 0 } origin] && !IsOwn(origin, context.Request))
        {
            return Refusals.StrangeSiteAsync(context);
        }

        return next(context);
    }

    private static bool IsLook(HttpRequest request) => Refusals.IsLook(request) || HttpMethods.IsOptions(request.Method);

    private static bool IsUpgrade(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest
        || context.Request.Headers.Upgrade.Any(value => string.Equals(value, "websocket", StringComparison.OrdinalIgnoreCase))
        // Over HTTP/2 a WebSocket begins with an extended CONNECT.
        || HttpMethods.IsConnect(context.Request.Method);

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme.Equals(request.Scheme, StringComparison.OrdinalIgnoreCase)
        && HostString.FromUriComponent(uri).Equals(Normalise(request));

    /// <summary>A URI leaves its scheme's own port out; a Host header may spell it.</summary>
    private static HostString Normalise(HttpRequest request) =>
        request.Host.Port is { } port && port == (request.IsHttps ? 443 : 80) ? new HostString(request.Host.Host) : request.Host;
}
