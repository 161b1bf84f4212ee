using Switchback.Core.Approvals;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>Moments at which a run is easily lost: calls that hang while their item goes back, journals that refuse, people who come late.</summary>
public sealed class HardMomentTests
{
    private readonly JumpingTime _time = new();
    private readonly MemoryJournal _journal;
    private readonly Estate _estate = new();
    private readonly TapeDriver _driver;
    private readonly Life _life;
    private int _looks;

    public HardMomentTests()
    {
        _journal = new MemoryJournal(_time);
        _driver = new TapeDriver(_estate);
        _life = new Life(_journal, _driver, _time);
        // What looks for ever ends here, and the test finds the run where it must not be. An exception would be one more look that failed.
        _driver.Before = _ =>
        {
            if (++_looks == 5_000) _life.Die();
        };
    }

    [Fact]
    public async Task Law9_StopWhileItsCallIsOut_NeedsAPerson_AndTheOthersGoOn()
    {
        _driver.Fate = (step, item) => step.Number == 2 && item == "away/a" ? (Fate.Late, 1_000_000) : (Fate.Good, 0);
        var run = await BeginAsync("a", "b");

        await _life.WorkAsync();

        var ended = Now(run);
        Assert.Equal(RunPhase.NeedsHuman, ended.Phase);
        Assert.Contains(2, ended.Items["away/a"].Open);
        Assert.Equal(ItemPhase.Done, ended.Items["away/b"].Phase(ended.Plan));
        Assert.Equal("1 item already done stays done. 1 item that stopped is left to a person: what was done there is not taken back, or it is not known whether it can be.", AbortAnswer.Of(ended).Sentence);

        Assert.IsType<DeskOutcome.Done>(await _life.Desk.AbortAsync(Life.Operator, run.Id, "enough"));
        await _life.WorkAsync();
        Assert.Equal(RunPhase.NeedsHuman, Now(run).Phase);
        await _life.Desk.AbortAsync(Life.Operator, run.Id, "enough");
        Assert.Equal((RunPhase.Aborted, "Aborted. 1 item done. 1 item left to a person."), (Now(run).Phase, Now(run).Says));
    }

    [Fact]
    public async Task Law9_EffectThatComesAfterTheStop_IsTakenBackByAnAbort()
    {
        _driver.Fate = (step, item) => step.Number == 2 ? (Fate.Late, 200) : (Fate.Good, 0);
        var run = await BeginAsync("a");
        await _life.WorkAsync();
        Assert.Equal(RunPhase.NeedsHuman, Now(run).Phase);
        while (_estate.Look(2, "away/a") == Presence.UnderWay) _looks = 0;

        await _life.Desk.AbortAsync(Life.Operator, run.Id, "enough");
        await _life.WorkAsync();

        Assert.Equal((RunPhase.Aborted, "Aborted. 1 item taken back."), (Now(run).Phase, Now(run).Says));
        Assert.False(_estate.IsThere(1, "away/a") || _estate.IsThere(2, "away/a"));
        Assert.Empty(_estate.Faults);
    }

    [Fact]
    public async Task Law8_AbortOfWhatNothingTakesBack_SaysSoBefore_AndAfter()
    {
        string[] keys = ["away/a"];
        var plan = Plans.Of(_driver, _time.GetUtcNow(), ["a"], [Plans.Step("stop", StepClass.Reversible, keys), Plans.Step("shut", StepClass.Reversible, keys), Plans.Step("open", StepClass.Reversible, keys)], [Plans.Undo(-2, evenIfStopped: true, keys)]);
        var run = await _life.RequestAsync(plan);
        var asked = false;
        _driver.After = what =>
        {
            if (asked || what != "look 2" || !_estate.IsThere(2, "away/a")) return;
            asked = true;
            Assert.Equal("1 item goes no further, and keeps what nothing takes back: stop.", AbortAnswer.Of(Now(run)).Sentence);
            _ = _life.Desk.AbortAsync(Life.Operator, run.Id, "enough");
        };

        await _life.WorkAsync();

        Assert.True(asked);
        // The abort came before the look was recorded, so that step 2 counts as done to nobody's surprise and is taken back.
        Assert.Equal((RunPhase.Aborted, "Aborted. 1 item left with what nothing takes back (stop): away/a."), (Now(run).Phase, Now(run).Says));
        Assert.Equal((true, false), (_estate.IsThere(1, "away/a"), _estate.IsThere(2, "away/a")));
    }

    [Fact]
    public async Task Law8_AbortOfAnItemThatStoppedUntouched_EndsAtOnce()
    {
        _driver.Fate = (_, _) => (Fate.Rejected, 0);
        var run = await BeginAsync("a");
        await _life.WorkAsync();
        Assert.Equal("1 item stays untouched.", AbortAnswer.Of(Now(run)).Sentence);

        await _life.Desk.AbortAsync(Life.Operator, run.Id, "enough");
        await _life.WorkAsync();

        Assert.Equal((RunPhase.Aborted, "Aborted. 1 item never touched."), (Now(run).Phase, Now(run).Says));
    }

    [Fact]
    public async Task Law1_TakeoverThatTheJournalRefused_IsMadeUpFor()
    {
        var run = await BeginAsync("a");
        _driver.Before = what =>
        {
            if (what == "look 2") _life.Die();
        };
        await _life.WorkAsync();
        var next = new Life(_journal, new TapeDriver(_estate), _time, "life-2");
        next.Journal.Refuses = "The disk is full.";
        await next.Desk.StartAsync(CancellationToken.None);
        await next.WorkAsync();
        Assert.Equal(RunPhase.Running, next.Book.Find(run.Id)!.Run.Phase);

        next.Journal.Refuses = null;
        await next.Desk.SweepAsync();
        await next.WorkAsync();

        Assert.Equal(RunPhase.Succeeded, next.Book.Find(run.Id)!.Run.Phase);
    }

    [Fact]
    public async Task Law3_TakeoverThatCameTooLate_LeavesTheRunToWhoHasIt()
    {
        var run = await BeginAsync("a");
        _driver.Before = what =>
        {
            if (what == "look 2") _life.Die();
        };
        await _life.WorkAsync();
        var slow = new Life(_journal, new TapeDriver(_estate), _time, "life-2");
        slow.Journal.Refuses = "The disk is full.";
        await slow.Desk.StartAsync(CancellationToken.None);
        var other = new Life(_journal, new TapeDriver(_estate), _time, "life-3");
        await other.Desk.StartAsync(CancellationToken.None);

        slow.Journal.Refuses = null;
        await slow.Desk.SweepAsync();
        await slow.WorkAsync();

        await other.WorkAsync();
        Assert.Equal(("life-3", RunPhase.Succeeded), (other.Book.Find(run.Id)!.Run.Worker, other.Book.Find(run.Id)!.Run.Phase));
    }

    [Fact]
    public async Task Law1_EndThatTheJournalRefuses_LeavesTheWork_AndIsRecordedLater()
    {
        var run = await BeginAsync("a");
        var ends = 0;
        _life.Journal.Before = () =>
        {
            if (!_estate.IsThere(4, "away/a") || Now(run).Finished.ContainsKey(4) is false) return;
            _life.Journal.Refuses = ++ends < 1000 ? "The disk is full." : throw new InvalidOperationException("it tries for ever");
        };

        await _life.WorkAsync();
        Assert.Equal((RunPhase.Running, 1), (Now(run).Phase, ends));

        (_life.Journal.Before, _life.Journal.Refuses) = (() => { }, null);
        await _life.Desk.SweepAsync();
        await _life.WorkAsync();
        Assert.Equal(RunPhase.Succeeded, Now(run).Phase);
    }

    [Fact]
    public async Task Law7_CallsThatAreOthersAfterAnUpgrade_LeaveHalfDoneItemsToAPerson()
    {
        var run = await BeginAsync("a", "b");
        _driver.Before = what =>
        {
            if (what == "send 2") _life.Die();
        };
        await _life.WorkAsync();

        var next = new Life(_journal, new TapeDriver(_estate) { Prefix = "REEL" }, _time, "life-2");
        await next.Desk.StartAsync(CancellationToken.None);
        await next.WorkAsync();

        var left = next.Book.Find(run.Id)!.Run;
        Assert.Equal(RunPhase.NeedsHuman, left.Phase);
        Assert.Contains("other calls than those that were agreed to", left.Says);
        Assert.Equal("2 items that stopped are left to a person: what was done there is not taken back, or it is not known whether it can be.", AbortAnswer.Of(left).Sentence);
        Assert.NotNull(next.Holds.HolderOf("pair/tapes"));

        await next.Desk.AbortAsync(Life.Operator, run.Id, "enough");
        await next.WorkAsync();
        await next.Desk.AbortAsync(Life.Operator, run.Id, "enough");
        Assert.Equal((RunPhase.Aborted, "Aborted. 2 items left to a person."), (next.Book.Find(run.Id)!.Run.Phase, next.Book.Find(run.Id)!.Run.Says));
        Assert.Null(next.Holds.HolderOf("pair/tapes"));
    }

    [Fact]
    public async Task Law7_Operator_CannotEndAStopSooner_AndAnApproverCan()
    {
        await _life.Desk.HaltAsync(Life.Approver, null, "a look first", null);

        var no = await _life.Desk.HaltAsync(Life.Operator, null, "just a second", _time.GetUtcNow() + TimeSpan.FromSeconds(1));

        Assert.Equal(RefusalKind.NotAllowed, no!.Kind);
        _time.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal("a look first", Assert.Single(_life.Desk.Controls.InForce).Reason);
        Assert.Null(await _life.Desk.HaltAsync(Life.Operator, "tapes", "this one too", _time.GetUtcNow() + TimeSpan.FromHours(1)));
        Assert.NotNull(await _life.Desk.HaltAsync(Life.Operator, "TAPES", "sooner", _time.GetUtcNow() + TimeSpan.FromMinutes(1)));
        Assert.Null(await _life.Desk.HaltAsync(Life.Operator, "tapes", "longer", _time.GetUtcNow() + TimeSpan.FromHours(2)));
        Assert.Null(await _life.Desk.HaltAsync(Life.Approver, null, "an hour is enough", _time.GetUtcNow() + TimeSpan.FromHours(1)));
        Assert.Equal(2, _life.Desk.Controls.InForce.Count);
    }

    [Fact]
    public async Task Stop_RefusedForDifferentReasons_SaysOfWhichSort()
    {
        Assert.Equal(RefusalKind.NotFound, (await _life.Desk.HaltAsync(Life.Operator, "nowhere", "why", null))!.Kind);
        Assert.Equal(RefusalKind.Invalid, (await _life.Desk.HaltAsync(Life.Operator, "tapes", " ", null))!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await _life.Desk.HaltAsync(Life.Viewer, "tapes", "why", null))!.Kind);
        Assert.Equal(RefusalKind.Conflict, (await _life.Desk.LiftAsync(Life.Approver, "tapes", "why"))!.Kind);
        _life.Journal.Refuses = "The disk is full.";
        Assert.Equal(RefusalKind.Unavailable, (await _life.Desk.HaltAsync(Life.Operator, "tapes", "why", null))!.Kind);
        Assert.Empty(_life.Desk.Controls.InForce);
    }

    [Fact]
    public async Task Key_OfAnEarlierLife_DoesNotAnswerAnotherPlan()
    {
        var first = Pause("a");
        _life.Shelf.Keep(first);
        await _life.Desk.RequestAsync(Life.Operator, first.Id, first.Hash, null, "because", "my-key");
        await _life.WorkAsync();
        var next = new Life(_journal, _driver, _time, "life-2");
        await next.Desk.StartAsync(CancellationToken.None);
        var second = Pause("b");
        next.Shelf.Keep(second);

        var outcome = await next.Desk.RequestAsync(Life.Operator, second.Id, second.Hash, null, "because", "my-key");

        Assert.Equal(RefusalKind.Conflict, Assert.IsType<DeskOutcome.Refused>(outcome).Kind);
        Assert.IsType<DeskOutcome.Done>(await next.Desk.RequestAsync(Life.Operator, first.Id, first.Hash, null, "because", "my-key"));
    }

    [Fact]
    public async Task Effect_ThatComesAfterARetry_CountsAsOurOwn()
    {
        _driver.Fate = (_, _) => (Fate.Late, 300);
        var run = await _life.RequestAsync(Pause("a"));
        await _life.WorkAsync();
        Assert.Equal(RunPhase.NeedsHuman, Now(run).Phase);

        await _life.Desk.RetryAsync(Life.Operator, run.Id);
        await _life.WorkAsync();

        Assert.Equal(RunPhase.Succeeded, Now(run).Phase);
        Assert.All(Events(run).OfType<RunEvent.Seen>(), seen => Assert.False(seen.Unasked));
        Assert.Equal(1, _estate.Effects);
    }

    [Fact]
    public async Task Law7_YesThatComesTooLate_StartsNothing()
    {
        var run = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a"));
        _time.Pass(ApprovalPolicy.RequestLife);

        var late = await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);

        Assert.Equal(RefusalKind.Conflict, Assert.IsType<DeskOutcome.Refused>(late).Kind);
        await _life.WorkAsync();
        Assert.Null(Now(run).StartedAt);
        Assert.Equal(0, _estate.Effects);
    }

    [Fact]
    public async Task Law3_HoldOfARunThatNeverBegan_AndIsAgreedToNoMore_IsGivenBack()
    {
        var run = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), "a"));
        _life.Journal.After = () =>
        {
            if (_life.Holds.HolderOf("pair/tapes") is not null || _journal.ReadStreamAsync(Holds.Stream).ToBlockingEnumerable().Any()) _life.Die();
        };
        await Assert.ThrowsAsync<Death>(() => _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null));
        var next = new Life(_journal, new TapeDriver(_estate), _time, "life-2");
        _time.Pass(ApprovalPolicy.ApprovalLife);
        await next.Desk.StartAsync(CancellationToken.None);
        Assert.Equal(run.Id, next.Holds.HolderOf("pair/tapes"));

        await next.Desk.SweepAsync();

        Assert.Null(next.Holds.HolderOf("pair/tapes"));
        Assert.Null(next.Book.Find(run.Id)!.Run.StartedAt);
    }

    [Fact]
    public async Task Law7_AgreedAndNeverFree_IsNotSaidToBeUnagreed()
    {
        var first = await BeginAsync("a");
        _driver.Fate = (step, _) => step.Number == 1 ? (Fate.Rejected, 0) : (Fate.Good, 0);
        var second = Plans.Promotion(_driver, _time.GetUtcNow(), "b") with { Id = "plan-2" };
        await _life.WorkAsync();
        Assert.Equal(RunPhase.NeedsHuman, Now(first).Phase);
        _life.Shelf.Keep(second);
        // It was asked for before the first had what it needs, so it waits.
        var asked = new RunEvent.Requested(second, "because", "Otto", 1, _time.GetUtcNow() + TimeSpan.FromMinutes(30), null);
        var (record, _) = await _life.Book.BeginAsync("later", asked, Life.Operator.Who);
        await _life.Desk.ApproveAsync(Life.Approver, "later", second.Hash, null);
        Assert.Contains("It waits for the run", record!.Run.Says);

        _time.Pass(TimeSpan.FromMinutes(31));
        await _life.Desk.SweepAsync();

        Assert.Equal((RunPhase.Aborted, "It was agreed to, and could not begin in time: what it needs was never free."), (record.Run.Phase, record.Run.Says));
    }

    private async Task<Run> BeginAsync(params string[] names)
    {
        var run = await _life.RequestAsync(Plans.Promotion(_driver, _time.GetUtcNow(), names));
        await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);
        return run;
    }

    private Run Now(Run run) => _life.Book.Find(run.Id)!.Run;

    private IEnumerable<RunEvent?> Events(Run run) => _journal.ReadStreamAsync(Run.StreamOf(run.Id)).ToBlockingEnumerable().Select(RunEvent.Read);

    private Plan Pause(params string[] names) =>
        Plans.Of(_driver, _time.GetUtcNow(), names, [Plans.Step("stop", StepClass.Reversible, [.. names.Select(name => $"away/{name}")])]) with { Id = $"plan-{string.Concat(names)}" };
}
