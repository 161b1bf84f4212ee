using System.Security.Claims;
using Switchback.Core.Plans;
using Switchback.Core.Preserving;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;
using Switchback.Elasticsearch.Operations;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>Preserved copies of a run: documents, so only for those who may operate or approve.</summary>
internal static class PreservedEndpoints
{
    public static void MapPreserved(this IEndpointRouteBuilder api)
    {
        api.MapGet("/runs/{id}/preserved", ListAsync).DescribeAct<PreservedListAnswer>("preserved", "Preserved copies of a run", "What only the old side had, a file an index.", RunExamples.Preserved)
            .Refuses(StatusCodes.Status403Forbidden, RunExamples.NoSuchRun);
        api.MapGet("/runs/{id}/preserved/{name}", ReadAsync)
            .WithName("preserved-copy").WithTags("runs").WithSummary("A preserved copy").WithDescription("An operation a line, as JSON.")
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(string id, ClaimsPrincipal user, RunDesk desk, IPreservedCopies preserved, CancellationToken cancel)
    {
        if (Refuse(user) is { } no) return no;
        if (desk.Book.Find(id)?.Run is not { } run) return RunEndpoints.NoRun(id);
        var found = new List<PreservedAnswer>();
        var set = SetOf(run) ?? "";
        foreach (var name in set.Length > 0 ? preserved.List(set) : [])
        {
            if (await preserved.CheckAsync(set, name, cancel) is { Lines: > 0 } copy) found.Add(new PreservedAnswer(name, copy.Lines, copy.Bytes, copy.Digest));
        }

        return TypedResults.Ok(new PreservedListAnswer(found.Count, found));
    }

    private static async Task<IResult> ReadAsync(string id, string name, ClaimsPrincipal user, RunDesk desk, IPreservedCopies preserved, HttpContext context)
    {
        if (Refuse(user) is { } no) return no;
        if (desk.Book.Find(id)?.Run is not { } run) return RunEndpoints.NoRun(id);
        if (SetOf(run) is not { Length: > 0 } set || !preserved.List(set).Contains(name, StringComparer.Ordinal)) return Problems.Missing($"There is no copy {name}", "The run preserved nothing under this name.", $"/api/v1/runs/{id}/preserved lists what there is.");
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{Uri.EscapeDataString(name)}.ndjson\"";
        await foreach (var line in preserved.ReadAsync(set, name, context.RequestAborted))
        {
            await context.Response.Body.WriteAsync(line, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }

        return Results.Empty;
    }

    private static IResult? Refuse(ClaimsPrincipal user) => Actors.Of(user) is { MayOperate: false, MayApprove: false }
        ? RunProblems.Refused(new DeskOutcome.Refused(RefusalKind.NotAllowed, new Core.Plans.Refusal("preserved", "Preserved copies hold documents: reading them takes the role operator or approver.", "Ask somebody with one of these roles.")))
        : null;

    /// <summary>All of a run's copies are one set.</summary>
    private static string? SetOf(Run run) => run.Plan.Items.Select(item => item.Fact(ItemFacts.Kept)).FirstOrDefault(set => set is not null);
}
