using System.ComponentModel;
using System.Security.Claims;
using Switchback.Core.Journal;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>Runs: begin one, see how it is, and act on it. Thin over the desk, as the pages are.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        api.MapPost("/runs", BeginAsync)
            .DescribeAct<RunAnswer>("begin-run", "Ask for a run", "Begins the run of a plan, or, where somebody has to agree, asks for that.", RunExamples.Run)
            .Refuses(StatusCodes.Status409Conflict, RunExamples.HeldRun);
        api.MapGet("/runs", List).DescribeAct<RunListAnswer>("runs", "All runs", "Newest first.", RunExamples.Runs);
        api.MapGet("/runs/{id}", One).DescribeAct<RunDetailAnswer>("run", "One run", "With its plan, what is under way, and its items, a page at a time.", RunExamples.RunDetail)
            .Refuses(StatusCodes.Status404NotFound, RunExamples.NoSuchRun);
        api.MapGet("/runs/{id}/events", RunStream.WriteAsync)
            .WithName("run-events").WithTags("runs").WithSummary("A run as it happens").WithDescription("Server-sent events: every event of the run's journal, then each new one. Go on with Last-Event-ID.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/runs/{id}/report", ReportAsync)
            .WithName("run-report").WithTags("runs").WithSummary("The report of a run").WithDescription("Who, when, why, each call and its answer. Made from the journal alone. Markdown with `format=md`.")
            .Produces<string>(StatusCodes.Status200OK, "application/json", "text/markdown").ProducesProblem(StatusCodes.Status404NotFound);
        Act(api, "approve", "Agree", "A yes to exactly this plan, for an hour. Never by who asked for it.", (desk, actor, id, body) => desk.ApproveAsync(actor, id, body.PlanHash ?? "", body.Reason));
        Act(api, "reject", "Say no", "The run ends before it has begun.", (desk, actor, id, body) => desk.RejectAsync(actor, id, body.PlanHash ?? "", body.Reason ?? "no reason was given"));
        Act(api, "revoke", "Take an approval back", "Steps that need it are not sent any more.", (desk, actor, id, body) => desk.RevokeAsync(actor, id, body.Reason ?? ""));
        Act(api, "pause", "Pause", "No new call leaves. Calls that are out are waited for.", (desk, actor, id, body) => desk.PauseAsync(actor, id, body.Reason ?? ""));
        Act(api, "resume", "Go on", "Goes on with a paused run.", (desk, actor, id, _) => desk.ResumeAsync(actor, id));
        Act(api, "abort", "Abort", "What it does now stands in the run's abortDoes.", (desk, actor, id, body) => desk.AbortAsync(actor, id, body.Reason ?? ""));
        Act(api, "retry", "Try again", "Those that stopped, or some of them. Each begins with a look.", (desk, actor, id, body) => desk.RetryAsync(actor, id, body.Items));
        api.MapPost("/runs/{id}/say", async (string id, SayBody body, ClaimsPrincipal user, RunDesk desk) => Answer(await desk.SayAsync(Actors.Of(user), id, body.Step, body.Digest ?? "", body.Words ?? "")))
            .DescribeAct<RunAnswer>("say", "Say yes to what a run asks", "It counts for what is found now, and for nothing else.", RunExamples.Run);
        api.MapPreserved();
        api.MapGet("/approvals", Approvals).DescribeAct<ApprovalListAnswer>("approvals", "What waits for somebody to agree", "With how many of them are yours to decide.", RunExamples.Approvals);
    }

    private static void Act(IEndpointRouteBuilder api, string verb, string summary, string description, Func<RunDesk, Core.Pairs.Actor, string, ActBody, Task<DeskOutcome>> act) =>
        api.MapPost($"/runs/{{id}}/{verb}", async (string id, ActBody? body, ClaimsPrincipal user, RunDesk desk) => Answer(await act(desk, Actors.Of(user), id, body ?? new ActBody())))
            .DescribeAct<RunAnswer>($"{verb}-run", summary, description, RunExamples.Run);

    private static async Task<IResult> BeginAsync(RunBody body, ClaimsPrincipal user, RunDesk desk, HttpRequest request) => Answer(await desk.RequestAsync(
        Actors.Of(user), body.PlanId ?? "", body.PlanHash ?? "", body.Confirm, body.Reason ?? "", request.Headers[Idempotency.Header] is [{ Length: > 0 } key] ? key : null, body.NotBefore));

    private static IResult List(RunDesk desk, [Description("One of the states, or nothing for all.")] string state = "")
    {
        var runs = desk.Book.All.Where(run => state.Length == 0 || run.Phase.Id() == state).Select(ToRunAnswer.Run).ToList();
        return TypedResults.Ok(new RunListAnswer(runs.Count, runs));
    }

    private static IResult One(string id, RunDesk desk, int page = 1, int size = 200)
    {
        if (desk.Book.Find(id)?.Run is not { } run) return NoRun(id);
        if (page < 1 || size is < 1 or > 1000) return Problems.BadNumber("page", "There is no such page.", "Pages are counted from 1, and have up to 1000 items.");
        return TypedResults.Ok(ToRunAnswer.Detail(run, page, size, step => desk.CallsOf(run.Plan, step)));
    }

    private static async Task<IResult> ReportAsync(string id, IJournal journal, HttpRequest request, CancellationToken cancel, string format = "")
    {
        var events = new List<JournalEvent>();
        await foreach (var happened in journal.ReadStreamAsync(Run.StreamOf(id), 1, cancel)) events.Add(happened);
        if (RunReport.Of(id, events) is not { } report) return NoRun(id);
        var asText = format == "md" || (format.Length == 0 && request.Headers.Accept.ToString().Contains("text/markdown", StringComparison.OrdinalIgnoreCase));
        return asText ? TypedResults.Text(report.ToMarkdown(), "text/markdown", System.Text.Encoding.UTF8) : TypedResults.Text(report.ToJson(), "application/json", System.Text.Encoding.UTF8);
    }

    private static IResult Approvals(ClaimsPrincipal user, RunDesk desk)
    {
        var actor = Actors.Of(user);
        var waiting = desk.Waiting;
        return TypedResults.Ok(new ApprovalListAnswer(waiting.Count, waiting.Count(run => actor.MayApprove && run.Who != actor.Who), [.. waiting.Select(ToRunAnswer.Run)]));
    }

    internal static Refusal NoRun(string id) => Problems.Missing($"There is no run {id}", "It was never asked for here.", "/api/v1/runs lists what there is.");

    private static IResult Answer(DeskOutcome outcome) => outcome switch
    {
        DeskOutcome.Done done => TypedResults.Ok(ToRunAnswer.Run(done.Run)),
        DeskOutcome.Refused refused => RunProblems.Refused(refused),
        _ => throw new InvalidOperationException("DeskOutcome is closed."),
    };
}
