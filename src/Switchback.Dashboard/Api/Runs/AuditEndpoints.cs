using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using Switchback.Core.Journal;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>The journal, and the brake.</summary>
internal static class AuditEndpoints
{
    private const int Largest = 500;

    /// <summary>How many events are looked through for one answer at most: a filter that fits nothing must not read for minutes.</summary>
    private const long MostRead = 20_000;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync).DescribeAct<AuditAnswer>("audit", "The journal", "Newest first. Filters by the beginning of the stream, and by kind and who.", RunExamples.Audit);
        api.MapGet("/audit/verify", VerifyAsync).DescribeAct<VerificationAnswer>("verify-audit", "Check the journal", "Reads every event again from the disk and checks the chain.", RunExamples.Verification);
        api.MapGet("/controls", (RunDesk desk) => TypedResults.Ok(Now(desk))).DescribeAct<ControlsAnswer>("controls", "Brake and freezes", "Those in force.", RunExamples.Controls);
        api.MapPost("/brake", (HaltBody? body, ClaimsPrincipal user, RunDesk desk) => HaltAsync(desk, user, null, body)).DescribeAct<ControlsAnswer>("brake", "Put the brake on", "No call with effect leaves in any run. Looks go on.", RunExamples.Controls);
        api.MapPost("/brake/lift", (HaltBody? body, ClaimsPrincipal user, RunDesk desk) => LiftAsync(desk, user, null, body)).DescribeAct<ControlsAnswer>("lift-brake", "Lift the brake", "Takes the role approver: work goes on because of it.", RunExamples.Controls);
        api.MapPost("/pairs/{pair}/freeze", (string pair, HaltBody? body, ClaimsPrincipal user, RunDesk desk) => HaltAsync(desk, user, pair, body))
            .DescribeAct<ControlsAnswer>("freeze", "Freeze a pair", "The brake for one pair.", RunExamples.Controls);
        api.MapPost("/pairs/{pair}/freeze/lift", (string pair, HaltBody? body, ClaimsPrincipal user, RunDesk desk) => LiftAsync(desk, user, pair, body))
            .DescribeAct<ControlsAnswer>("lift-freeze", "Lift a freeze", "Takes the role approver.", RunExamples.Controls);
    }

    private static async Task<IResult> ListAsync(
        IJournal journal,
        CancellationToken cancel,
        [Description("The stream begins with this, for example `run/`.")] string stream = "",
        string kind = "",
        string who = "",
        [Description("Only events before this sequence; 0 for the newest.")] long before = 0,
        int size = 100)
    {
        if (size is < 1 or > Largest) return Problems.BadNumber("size", $"{size} is no size of a page.", $"Write a number from 1 to {Largest}.");
        var head = journal.Head;
        var (found, next) = await AuditReader.ReadAsync(journal, new AuditFilter(stream, kind, who), before, size, MostRead, cancel);
        return TypedResults.Ok(new AuditAnswer(next, head.Sequence, head.Hash, [.. found.Select(one => new AuditEventAnswer(
            one.Sequence, one.At.UtcDateTime, one.Stream, one.Version, one.Kind, one.Who, JsonElement.Parse(one.Data), one.PreviousHash, one.Hash))]));
    }

    private static async Task<IResult> VerifyAsync(IJournal journal, CancellationToken cancel) => await journal.VerifyAsync(cancel) switch
    {
        Verification.Whole whole => TypedResults.Ok(new VerificationAnswer(true, whole.Count, whole.HeadHash, null, null, $"The chain is whole: {whole.Count} events.")),
        Verification.Broken broken => TypedResults.Ok(new VerificationAnswer(false, null, null, broken.Damage.File, broken.Damage.Line, broken.Damage.Say())),
        _ => throw new InvalidOperationException("Verification is closed."),
    };

    private static async Task<IResult> HaltAsync(RunDesk desk, ClaimsPrincipal user, string? pair, HaltBody? body) =>
        await desk.HaltAsync(Actors.Of(user), pair, body?.Reason ?? "", body?.Until) is { } refused ? RunProblems.Refused(refused) : TypedResults.Ok(Now(desk));

    private static async Task<IResult> LiftAsync(RunDesk desk, ClaimsPrincipal user, string? pair, HaltBody? body) =>
        await desk.LiftAsync(Actors.Of(user), pair, body?.Reason ?? "") is { } refused ? RunProblems.Refused(refused) : TypedResults.Ok(Now(desk));

    private static ControlsAnswer Now(RunDesk desk) => new([.. desk.Controls.InForce.Select(ToRunAnswer.Halt)]);
}
