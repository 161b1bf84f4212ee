using Switchback.Core.Journal;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>Two processes over one journal: of two that reach for the same, one is told so.</summary>
public sealed class HoldsTests
{
    private static readonly string[] Tapes = ["pair/tapes", "member/away"];

    private readonly MemoryJournal _journal = new(new JumpingTime());

    [Fact]
    public async Task Law3_TwoThatReachAtTheSameMoment_OneHas_AndTheOtherIsToldWho()
    {
        var first = new Holds(_journal);
        var late = false;
        var between = new BetweenJournal(_journal, async () =>
        {
            if (late) return;
            late = true;
            // Right between the other's look at the stream and its append.
            Assert.IsType<HoldOutcome.Held>(await first.TakeAsync("run-1", Tapes));
        });
        var second = new Holds(between);

        var outcome = Assert.IsType<HoldOutcome.HeldBy>(await second.TakeAsync("run-2", ["member/AWAY"]));

        Assert.Equal(("run-1", "member/AWAY"), (outcome.Run, outcome.What));
        Assert.Equal(["run-1"], second.Holders);
        Assert.Equal("run-1", second.HolderOf("pair/tapes"));
    }

    [Fact]
    public async Task Law3_Epoch_GrowsWithEveryHold_AlsoFromProcessToProcess()
    {
        var one = new Holds(_journal);
        var first = Assert.IsType<HoldOutcome.Held>(await one.TakeAsync("run-1", Tapes)).Epoch;
        Assert.Null(await one.ReleaseAsync("run-1"));

        var second = Assert.IsType<HoldOutcome.Held>(await new Holds(_journal).TakeAsync("run-2", Tapes)).Epoch;

        Assert.True(first > 0 && second > first, $"{first}, then {second}");
    }

    [Fact]
    public async Task Law3_Hold_IsTheRunsOwnToTakeAgain_AndOnlyItsOwnToGiveBack()
    {
        var holds = new Holds(_journal);
        await holds.TakeAsync("run-1", Tapes);

        Assert.IsType<HoldOutcome.Held>(await holds.TakeAsync("run-1", Tapes));
        Assert.Null(await holds.ReleaseAsync("run-2"));
        Assert.Equal("run-1", holds.HolderOf("member/away"));

        Assert.Null(await holds.ReleaseAsync("run-1"));
        Assert.Null(holds.HolderOf("member/away"));
        var again = new Holds(_journal);
        await again.LoadAsync(TestContext.Current.CancellationToken);
        Assert.Empty(again.Holders);
    }

    /// <summary>Somebody acts right before each append.</summary>
    private sealed class BetweenJournal(IJournal kept, Func<Task> before) : IJournal
    {
        public JournalCondition Condition => kept.Condition;

        public JournalHead Head => kept.Head;

        public async ValueTask<Appended> AppendAsync(string stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
        {
            await before();
            return await kept.AppendAsync(stream, expected, events, cancellationToken);
        }

        public IAsyncEnumerable<JournalEvent> ReadAsync(long fromSequence = 1, CancellationToken cancellationToken = default) => kept.ReadAsync(fromSequence, cancellationToken);

        public IAsyncEnumerable<JournalEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken cancellationToken = default) => kept.ReadStreamAsync(stream, fromVersion, cancellationToken);

        public IAsyncEnumerable<JournalEvent> WatchAsync(long fromSequence = 1, CancellationToken cancellationToken = default) => kept.WatchAsync(fromSequence, cancellationToken);

        public Task<Verification> VerifyAsync(CancellationToken cancellationToken = default) => kept.VerifyAsync(cancellationToken);
    }
}
