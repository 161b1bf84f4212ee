using System.Security.Claims;
using Switchback.Core.Journal;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>A damaged journal is put aside and goes on: one person proposes it, another agrees.</summary>
internal static class RepairEndpoints
{
    public static void MapRepair(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit/repair", Now).DescribeAct<RepairAnswer>("repair", "What waits to be put right", "Whether the journal is damaged, and what somebody has proposed.", RunExamples.Repair);
        api.MapPost("/audit/repair", (RepairBody? body, ClaimsPrincipal user, JournalRepair repair, IJournal journal) => Say(repair.Propose(Actors.Of(user), body?.Reason ?? ""), repair, journal))
            .DescribeAct<RepairAnswer>("propose-repair", "Propose to put the journal aside", "Takes the role admin. Stands for an hour.", RunExamples.Repair);
        api.MapPost("/audit/repair/agree", async (ClaimsPrincipal user, JournalRepair repair, IJournal journal) => Say(await repair.AgreeAsync(Actors.Of(user)), repair, journal))
            .DescribeAct<RepairAnswer>("agree-repair", "Agree to it", "By another person, approver or admin. The journal is cut at its damage, nothing is deleted, and the brake is on.", RunExamples.Repair);
        api.MapPost("/audit/repair/withdraw", (ClaimsPrincipal user, JournalRepair repair, IJournal journal) => Say(repair.Withdraw(Actors.Of(user)), repair, journal))
            .DescribeAct<RepairAnswer>("withdraw-repair", "Withdraw it", "Takes the role approver or admin.", RunExamples.Repair);
    }

    private static IResult Now(JournalRepair repair, IJournal journal) => TypedResults.Ok(Answer(repair, journal, null));

    private static IResult Say(RepairOutcome outcome, JournalRepair repair, IJournal journal) => outcome switch
    {
        RepairOutcome.Refused refused => RunProblems.Refused([new Core.Plans.Refusal("journal", refused.Why, refused.Lift)], refused.IsNotAllowed),
        RepairOutcome.Done done => TypedResults.Ok(Answer(repair, journal, done)),
        _ => TypedResults.Ok(Answer(repair, journal, null)),
    };

    private static RepairAnswer Answer(JournalRepair repair, IJournal journal, RepairOutcome.Done? done) => new(
        journal.Condition is JournalCondition.WatchOnly,
        journal.Condition.Say(),
        repair.Waiting is { } waiting ? new RepairProposalAnswer(waiting.Who, waiting.Name, waiting.Reason, waiting.At.UtcDateTime, waiting.Until.UtcDateTime) : null,
        done?.Cut.Aside,
        done?.Cut.Kept.Sequence,
        done?.NeedsRestart);
}
