using Switchback.Core.Runs;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

/// <summary>What a run waits for a person to do, in one sentence. Pure.</summary>
public static class HumanTurn
{
    /// <summary>Null when nobody has to do anything.</summary>
    public static string? Of(Run run, DateTimeOffset now) => run.Phase switch
    {
        _ when RunDesk.Asks(run) is { Asks: { } asks } => asks.Question,
        RunPhase.AwaitingApproval when run.StartedAt is null && Missing(run, now) is > 0 and var few =>
            $"{Kit.Words.Count(few, "approver", "approvers")} other than {run.Name} {(few == 1 ? "has" : "have")} to look and agree.",
        RunPhase.NeedsHuman => run.Next ?? "Look at what stopped.",
        RunPhase.Paused => "It is paused: go on with it, or abort it.",
        // While it runs it says something only when it is kept back.
        RunPhase.Running when !run.IsAborting && run.Lifting == 0 => run.Says,
        _ => null,
    };

    private static int Missing(Run run, DateTimeOffset now) =>
        run.Needs - run.Approvals.Where(given => !given.Revoked && now < given.Until).Select(given => given.Who).Distinct(StringComparer.Ordinal).Count();
}
