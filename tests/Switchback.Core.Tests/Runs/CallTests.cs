using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>One call, from its intent to what becomes of it.</summary>
public sealed class CallTests
{
    private readonly JumpingTime _time = new();
    private readonly MemoryJournal _journal;
    private readonly Estate _estate = new();
    private readonly TapeDriver _driver;
    private readonly Life _life;

    public CallTests()
    {
        _journal = new MemoryJournal(_time);
        _driver = new TapeDriver(_estate);
        _life = new Life(_journal, _driver, _time);
    }

    [Fact]
    public async Task Law1_IntentThatTheJournalRefuses_LetsNothingLeave()
    {
        var run = await _life.RequestAsync(Pause());
        // Everything up to the look is recorded; the intent is the first that is not.
        _driver.After = what => _life.Journal.Refuses = what == "look 1" ? "The disk is full." : _life.Journal.Refuses;

        await _life.WorkAsync();

        Assert.Equal((0, false), (_estate.Effects, _estate.IsThere(1, "away/a")));
        Assert.Empty(Events(run).OfType<RunEvent.Intended>());
        (_driver.After, _life.Journal.Refuses) = (_ => { }, null);
        await _life.Desk.SweepAsync();
        await _life.WorkAsync();
        Assert.Equal((RunPhase.Succeeded, 1), (Now(run).Phase, _estate.Effects));
    }

    [Fact]
    public async Task Law2_NoAnswerAndNoEffect_IsNoFailure_AndIsSentAgainAfterALook()
    {
        var sent = 0;
        _driver.Fate = (_, _) => ++sent == 1 ? (Fate.LostBefore, 0) : (Fate.Good, 0);
        var run = await _life.RequestAsync(Pause());

        await _life.WorkAsync();

        Assert.Equal((RunPhase.Succeeded, 2, 1), (Now(run).Phase, sent, _estate.Effects));
        Assert.DoesNotContain(Events(run), happened => happened is RunEvent.Stopped);
        // Between the two calls a look said that nothing was there and nothing on its way.
        Assert.Equal(
            ["Intended", "Answered", "NoEffect", "Intended", "Answered", "Seen"],
            Events(run).Where(happened => happened is RunEvent.Intended or RunEvent.Answered or RunEvent.NoEffect or RunEvent.Seen).Select(happened => happened!.GetType().Name));
    }

    [Fact]
    public async Task Law2_RefusalAfterWhichTheEffectIsThere_CountsAsDone()
    {
        _driver.Fate = (_, _) => (Fate.RejectedAfter, 0);
        var run = await _life.RequestAsync(Pause());

        await _life.WorkAsync();

        Assert.Equal((RunPhase.Succeeded, 1), (Now(run).Phase, _estate.Effects));
    }

    [Fact]
    public async Task Law2_CallThatStillWorks_IsWaitedFor_AndNotSentAgain()
    {
        var sent = 0;
        _driver.Fate = (_, _) => (++sent == 1 ? Fate.Late : Fate.Good, 5);
        var run = await _life.RequestAsync(Pause());

        await _life.WorkAsync();

        Assert.Equal((RunPhase.Succeeded, 1, 1), (Now(run).Phase, sent, _estate.Effects));
        Assert.Empty(_estate.Faults);
    }

    [Fact]
    public async Task Law2_EveryCallOut_AtTheDeathOfItsProcess_IsLookedForBeforeAnythingElse()
    {
        var run = await _life.RequestAsync(Pause());
        _driver.After = what =>
        {
            if (what == "send 1") _life.Die();
        };
        await _life.WorkAsync();
        Assert.True(_estate.IsThere(1, "away/a"));

        var asked = new List<string>();
        var next = new Life(_journal, new TapeDriver(_estate) { Before = asked.Add }, _time, "life-2");
        await next.Desk.StartAsync(CancellationToken.None);
        await next.WorkAsync();

        Assert.Equal(["look 1"], asked);
        Assert.Equal((RunPhase.Succeeded, 1), (next.Book.Find(run.Id)!.Run.Phase, _estate.Effects));
    }

    private Run Now(Run run) => _life.Book.Find(run.Id)!.Run;

    private IReadOnlyList<RunEvent?> Events(Run run) => [.. _journal.ReadStreamAsync(Run.StreamOf(run.Id)).ToBlockingEnumerable().Select(RunEvent.Read)];

    private Plan Pause() => Plans.Of(_driver, _time.GetUtcNow(), ["a"], [Plans.Step("stop", StepClass.Reversible, "away/a")]);
}
