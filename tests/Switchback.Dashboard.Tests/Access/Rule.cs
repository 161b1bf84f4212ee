using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Switchback.Dashboard.Tests.Access;

/// <summary>Who may call what, written down a second time. An endpoint that no rule names fails the matrix.</summary>
internal static class Rule
{
    public const string Nobody = "nobody";

    /// <summary>Patterns with the role they take; the first that fits counts.</summary>
    private static readonly (string Pattern, string Role)[] Table =
    [
        ("/health/live", Nobody),
        ("/health/ready", Nobody),
        ("/openapi/v1.json", Nobody),
        ("/metrics", "viewer"),
        // Without a body to read first, the desk's own answer is what comes back.
        ("/api/v1/audit/repair/agree", "approver"),
        ("/api/v1/audit/repair/withdraw", "approver"),
        // Documents: for those who act on them.
        ("/api/v1/runs/x/preserved", "operator|approver"),
        ("/api", "viewer"),
        ("/hubs/live", "viewer"),
        ("/pairs", "viewer"),
        ("/auto-follow", "viewer"),
        ("/remotes", "viewer"),
        ("/operate", "viewer"),
        ("/runs", "viewer"),
        ("/approvals", "viewer"),
        ("/audit", "viewer"),
        ("/wall", "viewer"),
        ("/lab", "viewer"),
        ("/sign-in", Nobody),
        ("/sign-out", "viewer"),
        ("/_blazor", "viewer"),
        ("/_framework", "viewer"),
        ("/not-found", "viewer"),
        ("/followers", "viewer"),
        ("/", "viewer"),
        // Where names of files end that are not there.
        ("/x", "viewer"),
    ];

    /// <summary>The role that this endpoint takes; null when nobody has decided.</summary>
    public static string? For(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null ? Nobody : For(Address(endpoint));

    public static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    public static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } some ? some : ["GET"];

    /// <summary>An address that leads there: "x" for what varies.</summary>
    public static string Address(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x"))));

    private static string? For(string address) =>
        Table.FirstOrDefault(rule => address == rule.Pattern || (rule.Pattern != "/" && address.StartsWith(rule.Pattern + "/", StringComparison.Ordinal))).Role;
}
