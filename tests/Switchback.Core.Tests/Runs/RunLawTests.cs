using Switchback.Core.Approvals;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>Each law that runs have to keep, by name, on an invented system.</summary>
public sealed class RunLawTests
{
    private readonly JumpingTime _time = new();
    private readonly MemoryJournal _journal;
    private readonly Estate _estate = new();
    private readonly TapeDriver _driver;
    private readonly Life _life;

    public RunLawTests()
    {
        _journal = new MemoryJournal(_time);
        _driver = new TapeDriver(_estate);
        _life = new Life(_journal, _driver, _time);
    }

    [Fact]
    public async Task Law1_JournalThatTakesNothing_LetsNothingLeave()
    {
        var run = await _life.RequestAsync(Pause("a"));
        _life.Journal.Refuses = "The disk is full.";

        await _life.WorkAsync();

        Assert.Equal(0, _estate.Effects);
        Assert.Equal(RunPhase.Running, _life.Book.Find(run.Id)!.Run.Phase);
        Assert.Equal(RefusalKind.Unavailable, Refused(await _life.Desk.PauseAsync(Life.Operator, run.Id, "")).Kind);

        _life.Journal.Refuses = null;
        await _life.Desk.SweepAsync();
        await _life.WorkAsync();
        Assert.Equal(RunPhase.Succeeded, _life.Book.Find(run.Id)!.Run.Phase);
    }

    [Fact]
    public async Task Law2_AnswerWithoutEffect_IsNoProof_AndNoAnswerIsNoFailure()
    {
        var fates = new Queue<Fate>([Fate.EmptyYes, Fate.LostAfter]);
        _driver.Fate = (_, _) => fates.TryDequeue(out var fate) ? (fate, 0) : (Fate.Good, 0);
        var run = await _life.RequestAsync(Pause("a"));

        await _life.WorkAsync();

        Assert.Equal(RunPhase.Succeeded, _life.Book.Find(run.Id)!.Run.Phase);
        Assert.Equal(1, _estate.Effects);
        Assert.Empty(_estate.Faults);
    }

    [Fact]
    public async Task Law2_UnknownWord_NeverCountsAsDone_AndEndsWithAPersonAtTheDeadline()
    {
        _driver.Sight = (_, sight) => sight with { Effect = (Presence)7 };
        var run = await _life.RequestAsync(Pause("a"));

        await _life.WorkAsync();

        var ended = _life.Book.Find(run.Id)!.Run;
        // What nobody knows is neither done nor sent again; it waits, and waiting ends with a person.
        Assert.Equal(RunPhase.NeedsHuman, ended.Phase);
        Assert.Equal(0, _estate.Effects);
    }

    [Fact]
    public async Task Law3_SecondRun_OnWhatAnotherHolds_IsRefusedWithItsName()
    {
        var first = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a"));
        await _life.Desk.ApproveAsync(Life.Approver, first.Id, first.Plan.Hash, null);
        var second = Pause("b");
        _life.Shelf.Keep(second);

        var no = Refused(await _life.Desk.RequestAsync(Life.Operator, second.Id, second.Hash, null, "because", null));

        Assert.Equal(RefusalKind.Conflict, no.Kind);
        Assert.Contains(first.Id, no.Refusal.Why);
        await _life.WorkAsync();
        Assert.IsType<DeskOutcome.Done>(await _life.Desk.RequestAsync(Life.Operator, second.Id, second.Hash, null, "because", null));
    }

    [Fact]
    public async Task Law3_HoldThatCouldNotBeGivenBack_IsGivenBackLater()
    {
        var run = await _life.RequestAsync(Pause("a"));
        (_life.Journal.Refuses, _life.Journal.RefusesOnly) = ("The disk is full.", Holds.Stream);
        await _life.WorkAsync();
        Assert.Equal((RunPhase.Succeeded, run.Id), (_life.Book.Find(run.Id)!.Run.Phase, _life.Holds.HolderOf("pair/tapes")));

        _life.Journal.Refuses = null;
        await _life.Desk.SweepAsync();

        Assert.Null(_life.Holds.HolderOf("pair/tapes"));
    }

    [Fact]
    public async Task Law3_ProcessThatLostTheRun_SendsNothingMore()
    {
        var run = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a", "b"));
        await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);
        var next = new Life(_journal, new TapeDriver(_estate), _time, "life-2");
        var taken = false;
        var sentByTheOld = 0;
        _driver.Before = what =>
        {
            if (taken && what.StartsWith("send", StringComparison.Ordinal)) sentByTheOld++;
            if (taken || what != "look 3") return;
            taken = true;
            next.Desk.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        };

        await _life.WorkAsync();
        Assert.Equal(0, sentByTheOld);
        await next.WorkAsync();

        Assert.Equal(RunPhase.Succeeded, next.Book.Find(run.Id)!.Run.Phase);
        Assert.Empty(_estate.Faults);
    }

    [Fact]
    public async Task Law7_Approval_CountsForOnePlanOnePersonAndAWhile()
    {
        var run = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a"), Life.Admin);
        Assert.Equal(RefusalKind.NotAllowed, Refused(await _life.Desk.ApproveAsync(Life.Admin, run.Id, run.Plan.Hash, null)).Kind);
        Assert.Equal(RefusalKind.NotAllowed, Refused(await _life.Desk.ApproveAsync(Life.Viewer, run.Id, run.Plan.Hash, null)).Kind);
        Assert.Equal(RefusalKind.Conflict, Refused(await _life.Desk.ApproveAsync(Life.Approver, run.Id, "another hash", null)).Kind);

        // It runs out while the run is on its way: the step that needs it waits for a new one.
        await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);
        var agreedAgain = false;
        var passed = false;
        _driver.After = what =>
        {
            if (passed || what != "look 2" || !_estate.IsThere(2, "away/a")) return;
            passed = true;
            _time.Pass(ApprovalPolicy.ApprovalLife);
        };
        _driver.Before = what =>
        {
            if (_life.Book.Find(run.Id)!.Run.Says is not { } says || agreedAgain) return;
            Assert.Contains("1 more person has to agree", says);
            Assert.Equal(run.Id, Assert.Single(_life.Desk.Waiting).Id);
            Assert.False(_estate.IsThere(3, "away/a"));
            agreedAgain = true;
            _life.Desk.ApproveAsync(Life.SecondApprover, run.Id, run.Plan.Hash, null).GetAwaiter().GetResult();
        };
        await _life.WorkAsync();

        Assert.True(agreedAgain);
        Assert.Equal(RunPhase.Succeeded, _life.Book.Find(run.Id)!.Run.Phase);
    }

    [Fact]
    public async Task Law7_NobodyAgreeingInTime_MeansNo()
    {
        var run = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a"));
        _time.Pass(ApprovalPolicy.RequestLife);

        await _life.Desk.SweepAsync();
        await _life.WorkAsync();

        Assert.Equal(RunPhase.Aborted, _life.Book.Find(run.Id)!.Run.Phase);
        Assert.Equal(0, _estate.Effects);
        Assert.Equal(RefusalKind.Conflict, Refused(await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null)).Kind);
    }

    [Fact]
    public async Task Law7_PairThatAsksForTwo_IsNotStartedByOne()
    {
        var strict = new Life(_journal, _driver, _time, policy: new PairPolicy(Promote: 2));
        var run = await strict.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a"));
        await strict.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);
        await strict.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);
        await strict.WorkAsync();
        Assert.Equal(RunPhase.AwaitingApproval, strict.Book.Find(run.Id)!.Run.Phase);

        await strict.Desk.ApproveAsync(Life.SecondApprover, run.Id, run.Plan.Hash, null);
        await strict.WorkAsync();

        Assert.Equal(RunPhase.Succeeded, strict.Book.Find(run.Id)!.Run.Phase);
    }

    [Theory]
    [InlineData("other calls")]
    [InlineData("the same calls, which count as harmless")]
    public async Task Law7_PlanThatWasEdited_IsNotCarriedOut(string edit)
    {
        var plan = Plans.Promotion(_driver, _time.GetUtcNow(), "a");
        var run = await _life.RequestAsync(plan with { Steps = [.. plan.Steps.Select(step => edit == "other calls" ? step with { Kind = "other" } : step with { Class = StepClass.Reversible })] });
        await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);

        await _life.WorkAsync();

        Assert.Equal(RunPhase.Failed, _life.Book.Find(run.Id)!.Run.Phase);
        Assert.Equal(0, _estate.Effects);
    }

    [Theory]
    [InlineData("look 2", "1 item goes back to how it was (undo-1).", "0000", RunPhase.Aborted)]
    [InlineData("look 4", "", "1111", RunPhase.Succeeded)]
    public async Task Law8_Abort_DoesWhatItSaidBefore(string when, string said, string world, RunPhase end)
    {
        var run = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a"));
        await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);
        AbortAnswer? answer = null;
        DeskOutcome? outcome = null;
        _driver.Before = what =>
        {
            if (answer is not null || what != when) return;
            answer = AbortAnswer.Of(_life.Book.Find(run.Id)!.Run);
            outcome = _life.Desk.AbortAsync(Life.Operator, run.Id, "enough").GetAwaiter().GetResult();
        };

        await _life.WorkAsync();

        // Past the point of no return it is refused with the reason, and finished forward.
        Assert.Equal(said.Length == 0, answer!.IsRefused);
        if (said.Length > 0) Assert.Equal(said, answer.Sentence);
        else Assert.Contains("finished forward", Refused(outcome!).Refusal.Why);
        Assert.Equal(end, _life.Book.Find(run.Id)!.Run.Phase);
        Assert.Equal(world, string.Concat(Enumerable.Range(1, 4).Select(step => _estate.IsThere(step, "away/a") ? '1' : '0')));
    }

    [Fact]
    public async Task Law9_ItemThatStops_IsNotLeftShut_AndTheOthersGoOn()
    {
        _driver.Fate = (step, item) => step.Number == 3 && item == "away/a" ? (Fate.Rejected, 0) : (Fate.Good, 0);
        var run = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a", "b"));
        await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);

        await _life.WorkAsync();

        var ended = _life.Book.Find(run.Id)!.Run;
        Assert.Equal(RunPhase.NeedsHuman, ended.Phase);
        Assert.False(_estate.IsThere(2, "away/a"));
        Assert.Equal(ItemPhase.Done, ended.Items["away/b"].Phase(ended.Plan));
        var stop = ended.Items["away/a"].Stop!;
        Assert.Equal(("The tape is in use.", "away: TAPE cut away/a"), (stop.Why, stop.Next));

        // Only what stopped is tried again.
        _driver.Fate = (_, _) => (Fate.Good, 0);
        var before = _estate.Effects;
        await _life.Desk.RetryAsync(Life.Operator, run.Id);
        await _life.WorkAsync();
        Assert.Equal(RunPhase.Succeeded, _life.Book.Find(run.Id)!.Run.Phase);
        Assert.Equal(before + 3, _estate.Effects);
        Assert.Empty(_estate.Faults);
    }

    [Fact]
    public async Task Law9_CallThatHangsPastItsDeadline_NeedsAPerson_AndIsNotTakenForStopped()
    {
        _driver.Fate = (_, _) => (Fate.Late, 1_000_000);
        var run = await _life.RequestAsync(Pause("a"));

        await _life.WorkAsync();

        var ended = _life.Book.Find(run.Id)!.Run;
        Assert.Equal(RunPhase.NeedsHuman, ended.Phase);
        Assert.Contains("it may still come", ended.Items["away/a"].Stop!.Why);
        Assert.Contains(1, ended.Items["away/a"].Open);
    }

    [Fact]
    public async Task Law12_Viewer_IsRefusedEveryAct()
    {
        var plan = Pause("a");
        var run = await _life.RequestAsync(plan);
        _life.Shelf.Keep(plan);

        foreach (var outcome in (DeskOutcome[])
                 [
                     await _life.Desk.RequestAsync(Life.Viewer, plan.Id, plan.Hash, null, "because", null), await _life.Desk.ApproveAsync(Life.Viewer, run.Id, plan.Hash, null),
                     await _life.Desk.RejectAsync(Life.Viewer, run.Id, plan.Hash, ""), await _life.Desk.RevokeAsync(Life.Viewer, run.Id, ""), await _life.Desk.PauseAsync(Life.Viewer, run.Id, ""),
                     await _life.Desk.ResumeAsync(Life.Viewer, run.Id), await _life.Desk.AbortAsync(Life.Viewer, run.Id, ""), await _life.Desk.RetryAsync(Life.Viewer, run.Id),
                 ])
        {
            Assert.Equal(RefusalKind.NotAllowed, Refused(outcome).Kind);
        }

        _driver.Next = plan;
        Assert.True(Assert.IsType<PlanOutcome.Refused>(await _life.Desk.PlanAsync(Life.Viewer, new PlanRequest("move", [], new Dictionary<string, string>()), CancellationToken.None)).IsNotAllowed);
        Assert.NotNull(await _life.Desk.HaltAsync(Life.Viewer, null, "stop", null));
        Assert.NotNull(await _life.Desk.LiftAsync(Life.Viewer, null, "go"));
    }

    private Plan Pause(params string[] names) =>
        Plans.Of(_driver, _time.GetUtcNow(), names, [Plans.Step("stop", StepClass.Reversible, [.. names.Select(name => $"away/{name}")])]) with { Id = $"plan-{string.Concat(names)}" };

    private static DeskOutcome.Refused Refused(DeskOutcome outcome) => Assert.IsType<DeskOutcome.Refused>(outcome);
}
