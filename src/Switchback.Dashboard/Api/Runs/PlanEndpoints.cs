using System.Security.Claims;
using System.Text;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Query;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>Plans: what would be done, exactly, before anybody agrees to it.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapPost("/plans", PlanAsync)
            .DescribeAct<PlanAnswer>("make-plan", "Make a plan", "Looks at the clusters and says step by step and call by call what would be done; sends nothing that changes anything.", RunExamples.Plan)
            .Refuses(StatusCodes.Status409Conflict, RunExamples.RefusedPlan);
        api.MapGet("/plans/{id}", Plan)
            .DescribeAct<PlanAnswer>("plan", "A plan", "A plan that was made within the last hour.", RunExamples.Plan)
            .Refuses(StatusCodes.Status404NotFound, RunExamples.NoSuchPlan);
        api.MapGet("/plans/{id}/script", Script)
            .WithName("plan-script").WithTags("runs").WithSummary("A plan as a shell script").WithDescription("Every call of the plan as curl, for whoever has to do it by hand.")
            .Produces<string>(StatusCodes.Status200OK, "text/x-shellscript").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/operations", (RunDesk desk) => TypedResults.Ok(desk.Operations.Select(one => new OperationAnswer(one.Verb, one.Title, one.Sentence, one.Class.ToString().ToLowerInvariant())).ToList()))
            .DescribeAct<List<OperationAnswer>>("operations", "What can be asked for", "The verbs of plans.", RunExamples.Operations);
    }

    private static async Task<IResult> PlanAsync(PlanBody body, ClaimsPrincipal user, RunDesk desk, FleetMonitor monitor, ItemSearch search, CancellationToken cancel)
    {
        var named = new object?[] { body.Items, body.Pair, body.Query }.Count(given => given is not null);
        if (named != 1) return RunProblems.Invalid("items", "Items are named one by one, or by a pair, or by a query.", "Give exactly one of items, pair and query.");
        if (string.IsNullOrWhiteSpace(body.Operation)) return RunProblems.Invalid("operation", "No operation is given.", $"Give one of: {string.Join(", ", desk.Operations.Select(one => one.Verb))}.");
        IReadOnlyList<ItemName> items;
        if (body.Query is { } query)
        {
            var found = search.Run(monitor.Current, query, "");
            if (found.Fault is { } fault) return Problems.BadQuery("query", fault);
            items = [.. found.Items.ToArray().Select(item => new ItemName(item.Member, item.Name))];
        }
        else
        {
            items = body.Pair is { } pair
                ? [.. monitor.Current.Items.Where(item => string.Equals(item.Pair, pair, StringComparison.OrdinalIgnoreCase)).Select(item => new ItemName(item.Member, item.Name))]
                : [.. body.Items!.Select(item => new ItemName(item.Cluster ?? "", item.Index ?? ""))];
        }

        var isJourney = desk.Operations.Any(one => one.IsJourney && one.Verb == body.Operation);
        if (isJourney && body.Pair is null) return RunProblems.Invalid("pair", "This operation is for a whole pair.", "Give the pair, and neither items nor query.");
        if (items.Count == 0 && !isJourney) return RunProblems.Refused([new Core.Plans.Refusal("items", "Nothing is named by it.", "Name items that are there.")]);
        return await desk.PlanAsync(Actors.Of(user), new PlanRequest(body.Operation, isJourney ? [] : items, body.Parameters ?? new Dictionary<string, string>()) { Pair = body.Pair }, cancel) switch
        {
            PlanOutcome.Made made => TypedResults.Ok(ToRunAnswer.Plan(made.Plan, desk.Needed(made.Plan), step => desk.CallsOf(made.Plan, step))),
            PlanOutcome.Refused refused => RunProblems.Refused(refused.Refusals, refused.IsNotAllowed),
            _ => throw new InvalidOperationException("PlanOutcome is closed."),
        };
    }

    private static IResult Plan(string id, RunDesk desk) =>
        desk.FindPlan(id) is { } plan ? TypedResults.Ok(ToRunAnswer.Plan(plan, desk.Needed(plan), step => desk.CallsOf(plan, step))) : NoPlan(id);

    private static IResult Script(string id, RunDesk desk) =>
        (desk.FindPlan(id) ?? desk.Book.Find(id)?.Run.Plan) is { } plan ? TypedResults.Text(PlanScript.Of(plan, desk.CallsOf), "text/x-shellscript", Encoding.UTF8) : NoPlan(id);

    private static Refusal NoPlan(string id) => Problems.Missing($"There is no plan {id}", "Plans are kept for an hour, and by this server only.", "Make it again.");
}

public sealed record OperationAnswer(string Verb, string Title, string Sentence, string Class);
