using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Core.Runs;
using Switchback.Dashboard.Pages.Operate;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Pair;

/// <summary>Something that can be done with a whole pair.</summary>
/// <param name="WhyNot">Why it is not sensible now; null when it is. The plan looks closer, and decides.</param>
/// <param name="IsNext">What one does in this state.</param>
public sealed record PairAction(string Verb, string Title, string Sentence, string? WhyNot, bool IsNext, string Href);

/// <summary>What can be done with a pair as it is now. Pure.</summary>
public static class PairActions
{
    private const string HalfDone = "Somebody began to turn it round by hand, or a run was left half way.";

    /// <param name="pair">The pair.</param>
    /// <param name="snapshot">Both sides, as they answer.</param>
    /// <param name="running">The run that has it; null for none.</param>
    public static IReadOnlyList<PairAction> Of(PairView pair, FleetSnapshot snapshot, Run? running)
    {
        var stand = new Stand(pair, snapshot);
        var next = running is null ? stand.Next : null;
        return
        [
            Act(Verbs.SetUp, "Set up", $"Both clusters know each other, and {pair.Away.Member} follows what {pair.Home.Member} has.", stand.NoSetUp),
            Act(Verbs.Failover, "Fail over", $"{stand.Leads} is down: {stand.Other} takes over with what it has.", stand.NoFailover),
            Act(Verbs.Switchover, "Switch over", $"Both are up: {stand.Other} takes over, and nothing is lost.", stand.NoSwitchover),
            Act(Verbs.Failback, "Fail back", $"{pair.Home.Member} is back: compare, preserve, copy back, return home.", stand.NoFailback),
            Act(Verbs.ReturnHome, "Return home", $"{pair.Home.Member} follows again: it takes over, and nothing is lost.", stand.NoReturn),
            Act(Verbs.Drill, "Drill", "Fails over a copy under other names, and cleans up. Nothing in use is touched.", stand.NoDrill),
            Act(Verbs.Maintenance, "Pause for maintenance", "Pauses everything that replicates, for an upgrade, and resumes exactly that.", stand.NoMaintenance),
            Act(Verbs.Recover, "Recover", $"{HalfDone} Forwards or back, from what is found.", stand.NoRecovery),
            Act(Verbs.Fence, "Fence a side", "Stops writes on one side, or allows them again.", stand.NoFence),
        ];

        PairAction Act(string verb, string title, string sentence, string? whyNot) =>
            new(verb, title, sentence, Held(verb) ?? whyNot, verb == next, OperateAddress.OfJourney(verb, pair.Options.Id));

        // A disaster failover ends every lesser run.
        string? Held(string verb) => running is null || running.StartedAt is null || (verb == Verbs.Failover && !running.Plan.TakesOver)
            ? null : $"The run “{running.Plan.Title}” has the pair.";
    }

    private sealed class Stand(PairView pair, FleetSnapshot snapshot)
    {
        private const string NotKnown = "Which side leads is neither recorded nor to be seen: record it first.";

        private readonly Side _leads = pair.Active ?? Side.Home;

        private Side OtherSide => _leads == Side.Home ? Side.Away : Side.Home;

        public string Leads => pair[_leads].Member;

        public string Other => pair[OtherSide].Member;

        private int Copies => pair[OtherSide].Copies;

        private int Promoted => Count(VerdictKind.Promoted);

        public string? NoSetUp => BothAnswer()
            ?? (pair.Active == Side.Away ? $"{pair.Away.Member} leads now: fail back first."
                : pair.State.Kind == PairStateKind.Following && pair.ReadinessOf(Direction.FailBack)?.Verdict is ReadinessVerdict.Ready or ReadinessVerdict.ReadyWithWarnings ? "It is set up, and everything follows." : null);

        public string? NoFailover => Answers(Leads) ? $"{Leads} answers and leads: nothing has to be lost. Switch over."
            : !Answers(Other) ? $"{Other} does not answer either."
            : Copies == 0 ? $"{Other} has no copy of anything." : null;

        public string? NoSwitchover => pair.Active is null ? NotKnown : NotSettled() ?? BothAnswer() ?? (Copies == 0 ? $"{Other} has no copy to take over with." : null);

        public string? NoFailback => pair.Recorded is null ? "Which side leads is not recorded: the other one would be deleted. Record it first."
            : BothAnswer()
            ?? (pair.Active == Side.Home && Promoted == 0 ? $"{pair.Home.Member} leads: there is nothing to bring back."
                : pair.Home.Copies > 0 && Promoted == 0 ? $"{pair.Home.Member} follows already: return home." : null);

        public string? NoReturn => pair.Active is null ? NotKnown
            : pair.Active == Side.Home ? $"{pair.Home.Member} leads: it is at home."
            : NotSettled() ?? BothAnswer() ?? (pair.Home.Copies == 0 ? $"{pair.Home.Member} follows nothing yet: fail back." : null);

        public string? NoDrill => pair.Active is null ? NotKnown : BothAnswer() ?? (Copies == 0 ? $"{Other} follows nothing." : null);

        public string? NoMaintenance => BothAnswer() ?? (pair.Home.Copies + pair.Away.Copies == 0 ? "Nothing of it replicates." : null);

        public string? NoRecovery => IsHalfDone ? null : "Nothing of it is half done.";

        public string? NoFence => Answers(pair.Home.Member) || Answers(pair.Away.Member) ? null : "Neither side answers.";

        private bool IsHalfDone => Count(VerdictKind.LeftClosed) + Count(VerdictKind.PausedAndClosed) + Count(VerdictKind.ClosedWhileActive) + Count(VerdictKind.Paused) > 0 || (Promoted > 0 && Copies > 0);

        /// <summary>What one does in this state; null when nothing has to be done.</summary>
        public string? Next => pair.State.Kind switch
        {
            PairStateKind.SplitBrain => Verbs.Fence,
            PairStateKind.ActiveUnreachable => NoFailover is null ? Verbs.Failover : null,
            PairStateKind.NothingReplicates when pair.Active == Side.Away || Promoted > 0 => NoFailback is null ? Verbs.Failback : null,
            PairStateKind.NothingReplicates => NoSetUp is null ? Verbs.SetUp : null,
            _ when Count(VerdictKind.LeftClosed) > 0 => Verbs.Recover,
            PairStateKind.Following when pair.Active == Side.Away && NoReturn is null => Verbs.ReturnHome,
            _ => null,
        };

        private string? NotSettled() => pair.State.Kind switch
        {
            PairStateKind.SplitBrain => "Both sides can be written: fence one, then fail back.",
            PairStateKind.Disagreement => "What is recorded and what the clusters do are not the same.",
            _ => null,
        };

        private string? BothAnswer() => !Answers(pair.Home.Member) ? $"{pair.Home.Member} does not answer." : !Answers(pair.Away.Member) ? $"{pair.Away.Member} does not answer." : null;

        private bool Answers(string member) => snapshot.Member(member)?.Line is MemberLine.Answering;

        private int Count(VerdictKind kind) => pair.Counts.FirstOrDefault(count => count.Kind == kind)?.Items ?? 0;
    }
}
