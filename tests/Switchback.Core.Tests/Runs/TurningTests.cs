using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>What turns a pair round: steps for all or for none, fences that are not held for ever, questions, and the record of who leads.</summary>
public sealed class TurningTests
{
    private static readonly PairSide Away = new("tapes", Side.Away, "away");
    private static readonly PairSide Home = new("tapes", Side.Home, "home");

    private readonly JumpingTime _time = new();
    private readonly MemoryJournal _journal;
    private readonly Estate _estate = new();
    private readonly TapeDriver _driver;
    private readonly Life _life;
    private int _looks;

    public TurningTests()
    {
        _journal = new MemoryJournal(_time);
        _driver = new TapeDriver(_estate);
        _life = new Life(_journal, _driver, _time) { Records = new ActiveRecords(_journal, [Life.Pair]) };
        _life.Book.Changed += _life.Records.Take;
        // What only looks has no calls: the invented system brings it about by itself, as soon as it is looked for.
        _driver.Before = _ =>
        {
            if (++_looks == 5_000) _life.Die();
        };
    }

    /// <summary>Law 4: with one that has not got there, none is promoted.</summary>
    [Fact]
    public async Task Law4_StepForAllOrNone_IsNotBegunWhileOneHasStopped()
    {
        _driver.Sight = (item, sight) => item.Name == "b" ? sight with { Effect = Presence.Absent, Refusal = new Refusal(item.Key, "It is stuck.", "Free it.") } : sight;
        var run = await BeginAsync(Turning());

        await _life.WorkAsync();

        Assert.Equal(RunPhase.NeedsHuman, Now(run).Phase);
        Assert.DoesNotContain(Now(run).Items.Values, item => item.Done.Contains(2) || item.Attempts.ContainsKey(2));
    }

    /// <summary>Law 8: once one of them is past the point of no return all are finished forward, and an abort says so.</summary>
    [Fact]
    public async Task Law8_AbortAfterTheFirstIsPromoted_IsRefusedForAll()
    {
        var run = await BeginAsync(Turning());
        AbortAnswer? answer = null;
        _driver.Receiving = (step, call) =>
        {
            if (step.Number == 2 && Now(run).Items["away/a"].Open.Contains(2)) answer = AbortAnswer.Of(Now(run));
        };

        await _life.WorkAsync();

        Assert.True(answer is { IsRefused: true }, answer?.Sentence);
        Assert.Contains("goes through for all", answer!.Sentence);
    }

    /// <summary>Law 6: the active side is recorded with the proof of its promotion, once, and not before all of it is proven.</summary>
    [Fact]
    public async Task Law6_Turn_IsRecordedInOneBreathWithTheProof()
    {
        var run = await BeginAsync(Turning());

        await _life.WorkAsync();

        Assert.Equal(RunPhase.Succeeded, Now(run).Phase);
        Assert.Equal(Side.Away, _life.Records!.Of("tapes")!.Active);
        Assert.Single(Now(run).Turns);
        var events = new List<JournalEvent>();
        await foreach (var happened in _journal.ReadStreamAsync(Run.StreamOf(run.Id), 1)) events.Add(happened);
        var turned = events.FindIndex(happened => happened.Kind == "active-side-turned");
        Assert.Equal("effect-seen", events[turned - 1].Kind);
        Assert.Equal(events[turned - 1].At, events[turned].At);
        var again = new ActiveRecords(_journal, [Life.Pair]);
        await again.LoadAsync(CancellationToken.None);
        Assert.Equal(Side.Away, again.Of("tapes")!.Active);
    }

    [Fact]
    public async Task Law6_TurnOfWhichOneIsNotProven_IsNotRecorded_AndNothingAfterItIsDone()
    {
        _driver.Sight = (item, sight) => item.Name == "b" && _estate.IsThere(2, "away/b") && _estate.IsThere(2, "away/a") ? sight with { Effect = Presence.Absent, Refusal = new Refusal(item.Key, "It takes no writes.", "See.") } : sight;
        var run = await BeginAsync(Turning());

        await _life.WorkAsync();

        Assert.Equal(RunPhase.NeedsHuman, Now(run).Phase);
        Assert.Empty(Now(run).Turns);
        Assert.DoesNotContain(Now(run).Items.Values, item => item.Done.Contains(4));
        _driver.Sight = (_, sight) => sight;
        await _life.Desk.RetryAsync(Life.Operator, run.Id);
        await _life.WorkAsync();
        Assert.Equal(RunPhase.Succeeded, Now(run).Phase);
        Assert.Single(Now(run).Turns);
    }

    /// <summary>Law 5: what the record calls active is not destroyed, whoever agreed.</summary>
    [Fact]
    public async Task Law5_StepThatDestroysASide_WaitsWhileThatSideIsRecordedAsActive()
    {
        string[] keys = ["away/a"];
        var plan = Plans.Of(_driver, _time.GetUtcNow(), ["a"], [Plans.Step("wipe", StepClass.Destroy, keys) with { Spares = Away }]);
        await _life.Records!.RecordAsync(Life.Operator, "tapes", Side.Away, null, "it leads", CancellationToken.None);
        var run = await BeginAsync(plan);
        _driver.Before = _ =>
        {
            if (++_looks == 200) _life.Die();
        };

        await _life.WorkAsync();

        Assert.Equal(0, _estate.Effects);
        Assert.Contains("never destroyed", Now(run).Says);
    }

    /// <summary>Law 7: a question is answered by as many as have to, by others where it says so, and for what was found then.</summary>
    [Fact]
    public async Task Law7_Question_IsAnsweredByOthers_ForWhatTheySaw()
    {
        string[] keys = ["away/a"];
        var plan = Plans.Of(_driver, _time.GetUtcNow(), ["a"],
            [Plans.Step("count", StepClass.Read, keys), Plans.Step("settle", StepClass.Read, keys) with { Asks = new Asking("May it go?", 2, ByOthers: true) }, Plans.Step("wipe", StepClass.Destroy, keys)]);
        _driver.Sight = (item, sight) => sight with { Effect = sight.Effect == Presence.Absent && !_estate.IsThere(2, item.Key) && !_estate.IsThere(3, item.Key) ? Presence.There : sight.Effect, Notes = new Dictionary<string, string> { ["counted"] = "17" } };
        var run = await BeginAsync(plan);
        _driver.Before = what =>
        {
            if (RunDesk.Asks(Now(run)) is not { } step) return;
            var digest = RunRules.FoundDigest(Now(run), step);
            Assert.IsType<DeskOutcome.Refused>(Say(Life.Operator, digest));
            Assert.IsType<DeskOutcome.Refused>(Say(Life.Viewer, digest));
            Assert.IsType<DeskOutcome.Refused>(Say(Life.Approver, "something else"));
            Assert.IsType<DeskOutcome.Done>(Say(Life.Approver, digest));
            Assert.Equal(0, _estate.Effects);
            Assert.IsType<DeskOutcome.Refused>(Say(Life.Approver, digest));
            Assert.IsType<DeskOutcome.Done>(Say(Life.SecondApprover, digest));
            _driver.Before = _ => { };

            DeskOutcome Say(Actor who, string of) => _life.Desk.SayAsync(who, run.Id, step.Number, of, "").GetAwaiter().GetResult();
        };

        await _life.WorkAsync();

        Assert.Equal(RunPhase.Succeeded, Now(run).Phase);
        Assert.Equal("17", Now(run).Items["away/a"].Notes["counted"]);
        Assert.Equal(["rehearsal:approver", "rehearsal:second-approver"], Now(run).Words.Select(word => word.Who));
    }

    /// <summary>Law 9: writes are not stopped for ever because something else does not come: they are allowed again, and a person is asked.</summary>
    [Fact]
    public async Task Law9_FenceThatIsHeldTooLong_IsLifted_AndARetryFencesAnew()
    {
        var (stuck, looking) = (true, "");
        _driver.Before = what =>
        {
            looking = what;
            if (++_looks == 5_000) _life.Die();
        };
        _driver.Sight = (_, sight) => stuck && looking == "look 2" ? sight with { Effect = Presence.UnderWay } : sight;
        var run = await BeginAsync(Fenced());

        await _life.WorkAsync();

        Assert.Equal(RunPhase.NeedsHuman, Now(run).Phase);
        Assert.Contains("Writes are allowed again", Now(run).Says);
        Assert.False(_estate.IsThere(1, "away/a"));
        Assert.DoesNotContain(2, Now(run).Items["away/a"].Done);
        stuck = false;
        await _life.Desk.RetryAsync(Life.Operator, run.Id);
        await _life.WorkAsync();
        Assert.Equal(RunPhase.Succeeded, Now(run).Phase);
    }

    [Fact]
    public async Task Law9_FenceOfARunThatIsPaused_IsLiftedByTheSweep()
    {
        var run = await BeginAsync(Fenced());
        _driver.Before = what =>
        {
            if (what == "look 2") _life.Desk.PauseAsync(Life.Operator, run.Id, "a break").GetAwaiter().GetResult();
        };
        await _life.WorkAsync();
        Assert.Equal(RunPhase.Paused, Now(run).Phase);
        Assert.True(_estate.IsThere(1, "away/a"));

        _driver.Before = _ => { };
        _time.Pass(TimeSpan.FromMinutes(20));
        await _life.Desk.SweepAsync();
        await _life.WorkAsync();

        Assert.Equal(RunPhase.NeedsHuman, Now(run).Phase);
        Assert.False(_estate.IsThere(1, "away/a"));
    }

    /// <summary>Law 7: a fence closes only when the approvals last until it can be opened again.</summary>
    [Fact]
    public async Task Law7_FenceThatApprovalsDoNotOutlast_IsNotClosed()
    {
        var run = await BeginAsync(Fenced(), approves: false);
        await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);
        _time.Pass(TimeSpan.FromMinutes(50));
        _driver.Before = _ =>
        {
            if (++_looks == 20) _life.Die();
        };

        await _life.WorkAsync();

        Assert.False(_estate.IsThere(1, "away/a"));
        Assert.Contains("anew", Now(run).Says);
    }

    /// <summary>Law 8: an item that came to rest is left as it is by an abort, and what came after is taken back.</summary>
    [Fact]
    public async Task Law8_AbortAfterARest_TakesBackOnlyWhatCameAfterIt()
    {
        string[] keys = ["away/a"];
        var plan = Plans.Of(_driver, _time.GetUtcNow(), ["a"],
            [Plans.Step("wipe", StepClass.Destroy, keys), Plans.Step("copy", StepClass.Reversible, keys) with { IsRest = true }, Plans.Step("stop", StepClass.Reversible, keys), Plans.Step("cut", StepClass.Promote, keys)],
            [Plans.Undo(-3, evenIfStopped: false, keys)]);
        var run = await BeginAsync(plan);
        _driver.Before = what =>
        {
            if (what == "look 4" && !Now(run).IsAborting) _life.Desk.AbortAsync(Life.Operator, run.Id, "enough").GetAwaiter().GetResult();
        };

        await _life.WorkAsync();

        Assert.Equal(RunPhase.Aborted, Now(run).Phase);
        Assert.Equal((true, true, false, false), (_estate.IsThere(1, "away/a"), _estate.IsThere(2, "away/a"), _estate.IsThere(3, "away/a"), _estate.IsThere(4, "away/a")));
        Assert.Contains("left in order", Now(run).Says);
    }

    /// <summary>Law 3: what takes over ends the lesser run first, and nothing that does not may do so.</summary>
    [Fact]
    public async Task Law3_Takeover_EndsTheLesserRun_AndOnlyThat()
    {
        var lesser = await BeginAsync(Fenced());
        var greater = PlanDraft.Seal(Turning() with { Id = "plan-2", TakesOver = true }, (plan, step) => _driver.CallsOf(plan, step));

        var other = PlanDraft.Seal(Turning() with { Id = "plan-3", Title = "Another" }, (plan, step) => _driver.CallsOf(plan, step));
        _life.Shelf.Keep(other);
        Assert.IsType<DeskOutcome.Refused>(await _life.Desk.RequestAsync(Life.Operator, other.Id, other.Hash, null, "me too", null));
        var run = await BeginAsync(greater);
        await _life.WorkAsync();

        Assert.Equal(RunPhase.Aborted, Now(lesser).Phase);
        Assert.Contains(run.Id, Now(lesser).Says);
        Assert.Equal(RunPhase.Succeeded, Now(run).Phase);
        Assert.Empty(_life.Holds.Holders);
    }

    [Fact]
    public async Task RunThatBeginsLater_WaitsForItsTime_AndHoldsNothingUntilThen()
    {
        var plan = Turning();
        _life.Shelf.Keep(plan);
        var run = Assert.IsType<DeskOutcome.Done>(await _life.Desk.RequestAsync(Life.Operator, plan.Id, plan.Hash, null, "tonight", null, _time.GetUtcNow() + TimeSpan.FromMinutes(30))).Run;
        await _life.Desk.ApproveAsync(Life.Approver, run.Id, plan.Hash, null);
        Assert.Null(Now(run).StartedAt);
        Assert.Empty(_life.Holds.Holders);

        _time.Pass(TimeSpan.FromMinutes(31));
        await _life.Desk.SweepAsync();
        await _life.WorkAsync();

        Assert.Equal(RunPhase.Succeeded, Now(run).Phase);
    }

    private Plan Turning()
    {
        string[] keys = ["away/a", "away/b"];
        return Plans.Of(_driver, _time.GetUtcNow(), ["a", "b"],
        [
            Plans.Step("stop", StepClass.Reversible, keys), Plans.Step("cut", StepClass.Promote, keys) with { Together = true },
            Plans.Step("prove", StepClass.Reversible, keys) with { Turns = Away }, Plans.Step("wipe", StepClass.Destroy, keys) with { Spares = Home },
        ]);
    }

    private Plan Fenced()
    {
        string[] keys = ["away/a"];
        return Plans.Of(_driver, _time.GetUtcNow(), ["a"],
            [Plans.Step("fence", StepClass.Reversible, keys) with { HeldAtMost = TimeSpan.FromMinutes(15) }, Plans.Step("wait", StepClass.Reversible, keys) with { Deadline = TimeSpan.FromHours(5) }, Plans.Step("cut", StepClass.Promote, keys)],
            [Plans.Undo(-1, evenIfStopped: false, keys), Plans.Undo(-2, evenIfStopped: false, keys)]);
    }

    private async Task<Run> BeginAsync(Plan plan, bool approves = true)
    {
        var run = await _life.RequestAsync(plan);
        if (approves) await _life.Desk.ApproveAsync(Life.Approver, run.Id, run.Plan.Hash, null);
        return run;
    }

    private Run Now(Run run) => _life.Book.Find(run.Id)!.Run;
}
