using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Kit;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

/// <summary>What stands on top of every screen of a journey. Pure.</summary>
/// <param name="Leads">Which side is authoritative.</param>
/// <param name="Flows">Which way data flows.</param>
/// <param name="Lost">What is lost if it stops here.</param>
/// <param name="Stop">How to stop it, and what that does.</param>
public sealed record BannerWords(Grade Grade, string Leads, string Flows, string Lost, string Stop)
{
    /// <summary>Before anything has been asked for.</summary>
    public static BannerWords Before(PairView pair, FleetSnapshot snapshot) => new(
        GradeOf(pair, snapshot), LeadsNow(pair, snapshot), FlowsNow(pair), "If you stop here nothing is lost, and nothing has changed.", "close the page, or go elsewhere.");

    public static BannerWords Of(Run run, PairView pair, FleetSnapshot snapshot, AbortAnswer abort, DateTimeOffset now)
    {
        var fence = HeldFence.Of(run);
        return new BannerWords(
            fence is not null ? Grade.Watch : GradeOf(pair, snapshot),
            $"{LeadsNow(pair, snapshot)}{(fence is null ? "" : $" {fence.Say(now)}")}",
            FlowsNow(pair),
            run.Phase.IsOver() ? "It is over." : LostNow(run),
            run.Phase.IsOver() ? "" : abort.Sentence);
    }

    private static Grade GradeOf(PairView pair, FleetSnapshot snapshot) =>
        pair.State.Kind == PairStateKind.SplitBrain || pair.Active is null || !Answers(snapshot, pair[pair.Active.Value].Member) ? Grade.Bad : Grade.Fine;

    private static string LeadsNow(PairView pair, FleetSnapshot snapshot)
    {
        if (pair.Active is not { } active) return "Which side is authoritative is neither recorded nor to be seen.";
        var (member, side) = (pair[active].Member, PairWords.Of(active));
        var other = pair[active == Side.Home ? Side.Away : Side.Home].Member;
        return !Answers(snapshot, member) ? $"{member} ({side}) is recorded as authoritative, and does not answer."
            : pair.State.Kind == PairStateKind.SplitBrain ? $"{member} ({side}) is authoritative, and {other} can be written too."
            : $"{member} ({side}) is authoritative.";
    }

    private static string FlowsNow(PairView pair)
    {
        var arrow = ArrowDrawing.Of(pair);
        var (home, away) = (pair.Home.Member, pair.Away.Member);
        return arrow.Flows switch
        {
            _ when arrow.IsCut && arrow.Flows != Kit.Flows.Nowhere => $"The flow is cut: {arrow.Words}.",
            Kit.Flows.ToAway => $"Data flows {home} → {away}: {arrow.Words}.",
            Kit.Flows.ToHome => $"Data flows {away} → {home}: {arrow.Words}.",
            Kit.Flows.BothWays => $"Data flows both ways: {arrow.Words}.",
            _ => "Data flows nowhere.",
        };
    }

    private static string LostNow(Run run)
    {
        if (run.StartedAt is null) return "If it stops here nothing is lost, and nothing has changed.";
        var turned = !run.Turns.IsEmpty;
        switch (run.Plan.Operation)
        {
            case Verbs.Failover:
                return turned ? $"Lost whether it stops or not: {run.Plan.Loss?.Say()}" : "Nothing is lost by stopping here; while the old side is gone, nobody can write.";
            case Verbs.Failback:
                var discarded = run.Plan.Steps.Any(step => step.Kind == StepKinds.Discard && run.Begun.ContainsKey(step.Number));
                if (!discarded) return "Nothing is lost if it stops here: what only the old side has is still there.";
                return LedgerRows.Of(run) is { Operations: > 0 } ledger
                    ? ledger.Files > 0 ? $"Nothing is lost if it stops here: what only the old side had ({Words.Count(ledger.Operations)} operations) is preserved{(turned ? "" : "; until it has caught up there is one whole copy")}." : $"{Words.Count(ledger.Operations)} operations that only the old side had are lost, as it was agreed."
                    : turned ? "Nothing is lost if it stops here." : "Nothing is lost if it stops here; until the old side has caught up there is one whole copy.";
            case Verbs.Switchover:
                return turned ? "Nothing is lost if it stops here: that is proven. Until the old side has caught up there is one whole copy." : "Nothing is lost if it stops here.";
            case Verbs.Maintenance:
                return "Nothing is lost if it stops here; while it is paused, the copies fall behind.";
            default:
                return "Nothing is lost if it stops here.";
        }
    }

    private static bool Answers(FleetSnapshot snapshot, string member) => snapshot.Member(member)?.Line is not MemberLine.NotAnswering;
}
