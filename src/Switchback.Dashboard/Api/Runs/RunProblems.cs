using Microsoft.AspNetCore.Mvc;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>What the desk refused, as problem+json with what, why and what lifts it.</summary>
internal static class RunProblems
{
    public static Refusal Refused(IReadOnlyList<Core.Plans.Refusal> refusals, bool isNotAllowed = false) => Say(
        isNotAllowed ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict,
        refusals.Count == 1 ? refusals[0].Why : $"Refused for {refusals.Count} reasons",
        refusals);

    public static Refusal Refused(DeskOutcome.Refused refused) => Say(
        refused.Kind switch
        {
            RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(refused)),
        },
        refused.Refusal.Why,
        [refused.Refusal]);

    public static Refusal Invalid(string what, string why, string lift) => Say(StatusCodes.Status400BadRequest, why, [new Core.Plans.Refusal(what, why, lift)]);

    public static Refusal Say(int status, string title, IReadOnlyList<Core.Plans.Refusal> refusals) => new(new ProblemDetails
    {
        Status = status,
        Title = title,
        Detail = string.Join(' ', refusals.Select(refusal => refusal.Lift).Distinct()),
        Extensions = { ["refusals"] = refusals.Select(refusal => new Answers.RefusalAnswer(refusal.What, refusal.Why, refusal.Lift, refusal.Guard)).ToArray() },
    });
}
