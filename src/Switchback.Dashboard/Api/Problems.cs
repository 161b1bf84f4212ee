using Microsoft.AspNetCore.Mvc;
using Switchback.Core.Query;

namespace Switchback.Dashboard.Api;

/// <summary>Refusals as <c>application/problem+json</c>: what happened, why, and what to do.</summary>
internal static class Problems
{
    public static Refusal BadQuery(string parameter, QueryFault fault) => Say(new ProblemDetails
    {
        Status = StatusCodes.Status400BadRequest,
        Title = $"The {parameter} cannot be understood",
        Detail = fault.ToString(),
        Extensions =
        {
            ["parameter"] = parameter,
            ["position"] = fault.Position,
            ["length"] = fault.Length,
            ["problem"] = fault.Problem,
            ["hint"] = fault.Hint,
        },
    });

    public static Refusal BadNumber(string parameter, string problem, string hint) => Say(new ProblemDetails
    {
        Status = StatusCodes.Status400BadRequest,
        Title = $"The {parameter} cannot be used",
        Detail = $"{problem} {hint}",
        Extensions = { ["parameter"] = parameter, ["position"] = 0, ["problem"] = problem, ["hint"] = hint },
    });

    /// <param name="what">What is not there.</param>
    /// <param name="why">Why it may not be.</param>
    /// <param name="next">What to do.</param>
    public static Refusal Missing(string what, string why, string next) => Say(new ProblemDetails
    {
        Status = StatusCodes.Status404NotFound,
        Title = what,
        Detail = $"{why} {next}",
        Extensions = { ["why"] = why, ["next"] = next },
    });

    public static Refusal NoPair(string pair) =>
        Missing($"There is no pair {pair}", "Pairs are those of the configuration (Pairs:{id}).", "/api/v1/pairs lists them.");

    public static Refusal NoCluster(string cluster) =>
        Missing($"There is no cluster {cluster}", "Clusters are those of the configuration (Clusters:{name}).", "/api/v1/clusters lists them.");

    public static Refusal NoFollower(string cluster, string index) => Missing(
        $"{cluster} has no follower {index}",
        "It was deleted, has another name, never followed anything, or was not read yet.",
        $"/api/v1/followers?query=cluster:{cluster} lists what there is.");

    public static Refusal NoSuchAddress(HttpContext context) => Missing(
        $"Nothing answers {context.Request.Method} {context.Request.Path}",
        "There is no such address, or it does not take this method.",
        "/openapi/v1.json lists what there is.");

    private static Refusal Say(ProblemDetails problem) => new(problem);
}

/// <summary>One refusal. Never kept: what is not there now may be there in a moment.</summary>
internal sealed class Refusal(ProblemDetails details) : IResult
{
    public ProblemDetails Details => details;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Problem(details).ExecuteAsync(httpContext);
    }
}
