using Switchback.Core.Journal;
using Switchback.Storage.Journal;
using Switchback.Storage.Tests.Support;
using static Switchback.Storage.Tests.Support.JournalSteps;

namespace Switchback.Storage.Tests.Journal;

public sealed class MemoryJournalTests : JournalContract
{
    private protected override IJournal Create(TimeProvider time) => new MemoryJournal(time);
}

public sealed class FileJournalTests : JournalContract, IDisposable
{
    private readonly DataFolder _folder = new();
    private FileJournal? _journal;

    private protected override IJournal Create(TimeProvider time) => _journal = FileJournal.Open(_folder.Path, time);

    public void Dispose()
    {
        _journal?.Dispose();
        _folder.Dispose();
    }
}

/// <summary>What every journal does, wherever it keeps its events.</summary>
public abstract class JournalContract
{
    private readonly HandClock _clock = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    private protected abstract IJournal Create(TimeProvider time);

    [Fact]
    public async Task Append_TwoStreams_CountsSequenceAndVersionsAndChainsHashes()
    {
        var journal = Create(_clock);
        var data = """{"name":"ørders-ü","text":"two\nlines \"quoted\" 日本","n":1.50,"list":[1,null,true]}""";

        Assert.Equal(new Appended.Done(1, 1), await journal.AddAsync("pair/orders", new NewEvent("Requested", "anna@example", data)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new Appended.Done(3, 2), await journal.AddAsync("mapping/clusterB", Event(), Event()));
        Assert.Equal(new Appended.Done(4, 2), await journal.AddAsync("pair/orders"));

        var all = await journal.ReadAsync(cancellationToken: _cancel).AllAsync();
        Assert.Equal([1, 2, 3, 4], all.Select(found => found.Sequence));
        Assert.Equal([1, 1, 2, 2], all.Select(found => found.Version));
        Assert.Equal([JournalHead.Start.Hash, .. all.SkipLast(1).Select(found => found.Hash)], all.Select(found => found.PreviousHash));
        Assert.Equal(new JournalHead(4, all[^1].Hash), journal.Head);
        Assert.Equal(("pair/orders", "Requested", "anna@example", data), (all[0].Stream, all[0].Kind, all[0].Who, all[0].Data));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 30, 1, 123, TimeSpan.Zero), all[1].At);
    }

    [Fact]
    public async Task Append_ToAnotherVersionThanExpected_IsAConflictAndRecordsNothing()
    {
        var journal = Create(_clock);
        await journal.AddAsync("pair/orders", Event(), Event());

        Assert.Equal(new Appended.Conflict(2), await journal.AppendAsync("pair/orders", ExpectedVersion.Exactly(1), [Event()], _cancel));
        Assert.Equal(new Appended.Conflict(2), await journal.AppendAsync("pair/orders", ExpectedVersion.New, [Event()], _cancel));
        Assert.Equal(new Appended.Conflict(0), await journal.AppendAsync("pair/parcels", ExpectedVersion.Exactly(1), [Event()], _cancel));
        Assert.Equal(2, journal.Head.Sequence);
        Assert.Equal(new Appended.Done(3, 3), await journal.AppendAsync("pair/orders", ExpectedVersion.Exactly(2), [Event()], _cancel));
        Assert.Equal(new Appended.Done(4, 1), await journal.AppendAsync("pair/parcels", ExpectedVersion.New, [Event()], _cancel));
    }

    [Fact]
    public async Task Append_ManyAtOnceExpectingTheSame_OneWinsEachVersion()
    {
        var journal = Create(_clock);

        var rounds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var won = 0;
            for (var version = 0L; version < 50;)
            {
                switch (await journal.AppendAsync("pair/orders", ExpectedVersion.Exactly(version), [Event()], _cancel))
                {
                    case Appended.Done done:
                        won++;
                        version = done.Version;
                        break;
                    case Appended.Conflict conflict:
                        version = conflict.Actual;
                        break;
                }
            }

            return won;
        }, _cancel)));

        Assert.Equal(50, rounds.Sum());
        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), (await journal.ReadStreamAsync("pair/orders", cancellationToken: _cancel).AllAsync()).Select(found => found.Version));
    }

    [Fact]
    public async Task Append_Cancelled_RecordsNothing()
    {
        var journal = Create(_clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await journal.AppendAsync("pair/orders", ExpectedVersion.Any, [Event()], new CancellationToken(canceled: true)));

        Assert.Equal(0, journal.Head.Sequence);
    }

    [Fact]
    public async Task Append_NothingOrToNoStream_IsTheCallersFault()
    {
        var journal = Create(_clock);

        await Assert.ThrowsAsync<ArgumentException>(async () => await journal.AppendAsync("pair/orders", ExpectedVersion.Any, [], _cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await journal.AppendAsync(" ", ExpectedVersion.Any, [Event()], _cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.AppendAsync("pair/\ud800", ExpectedVersion.Any, [Event()], _cancel));
    }

    [Fact]
    public async Task Read_FromTheMiddle_BeginsThere()
    {
        var journal = Create(_clock);
        await journal.AddAsync("pair/orders", Event("a"), Event("b"));
        await journal.AddAsync("pair/parcels", Event("c"));
        await journal.AddAsync("pair/orders", Event("d"));

        Assert.Equal(["c", "d"], (await journal.ReadAsync(3, _cancel).AllAsync()).Select(found => found.Kind));
        Assert.Equal(["b", "d"], (await journal.ReadStreamAsync("pair/orders", 2, _cancel).AllAsync()).Select(found => found.Kind));
        Assert.Empty(await journal.ReadAsync(5, _cancel).AllAsync());
        Assert.Empty(await journal.ReadStreamAsync("pair/none", cancellationToken: _cancel).AllAsync());
    }

    [Fact]
    public async Task ReadStreams_OfAPrefix_ComeInTheOrderOfTheJournal()
    {
        var journal = Create(_clock);
        await journal.AddAsync("mapping/b", Event("a"));
        await journal.AddAsync("pair/orders", Event("b"));
        await journal.AddAsync("mapping/a", Event("c"), Event("d"));
        await journal.AddAsync("mapping/b", Event("e"));
        await journal.AddAsync("mappings", Event("f"));

        Assert.Equal(["a", "c", "d", "e"], (await journal.ReadStreamsAsync("mapping/", _cancel).AllAsync()).Select(found => found.Kind));
        Assert.Empty(await journal.ReadStreamsAsync("run/", _cancel).AllAsync());
        Assert.Equal(6, (await journal.ReadStreamsAsync("", _cancel).AllAsync()).Count);
    }

    [Fact]
    public async Task Watch_WhileManyAppend_SeesEachEventOnceInOrder()
    {
        const int writers = 6, each = 60;
        var journal = Create(_clock);
        await journal.AddAsync("pair/before");

        var watchers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var seen = new List<JournalEvent>();
            await foreach (var found in journal.WatchAsync(cancellationToken: _cancel))
            {
                seen.Add(found);
                if (seen.Count == 1 + writers * each) break;
            }

            return seen;
        }, _cancel)).ToList();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await journal.AddAsync($"pair/{writer}");
            }
        }, _cancel)));

        foreach (var seen in await Task.WhenAll(watchers))
        {
            Assert.Equal(Enumerable.Range(1, 1 + writers * each).Select(n => (long)n), seen.Select(found => found.Sequence));
        }
    }

    [Fact]
    public async Task Watch_Cancelled_Ends()
    {
        var journal = Create(_clock);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_cancel);
        var watching = journal.WatchAsync(cancellationToken: leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = watching.MoveNextAsync().AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Law11_Verify_OfWhatWasAppended_IsWholeAndNamesCountAndHead()
    {
        var journal = Create(_clock);
        Assert.Equal(new Verification.Whole(0, JournalHead.Start.Hash), await journal.VerifyAsync(_cancel));

        await journal.AddAsync("pair/orders", Event(), Event());

        Assert.Equal(new Verification.Whole(2, journal.Head.Hash), await journal.VerifyAsync(_cancel));
        Assert.IsType<JournalCondition.Sound>(journal.Condition);
    }
}
