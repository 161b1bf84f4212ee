using Switchback.Core.Journal;
using Switchback.Storage.Journal;
using Switchback.Storage.Tests.Support;
using static Switchback.Storage.Tests.Support.JournalSteps;

namespace Switchback.Storage.Tests.Journal;

/// <summary>What readers see while others write.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly FileJournal _journal;
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public WatchTests() => _journal = FileJournal.Open(_folder.Path, new HandClock(), _disk);

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Watch_EventLandsAfterTheLookAtTheHead_IsSeenWithoutAnother()
    {
        await _journal.AddAsync("pair/orders");
        await using var watching = _journal.WatchAsync(cancellationToken: _cancel).GetAsyncEnumerator(_cancel);

        // The first event is handed over in the middle of a round whose head has been read.
        Assert.True(await watching.MoveNextAsync());
        await _journal.AddAsync("pair/orders", Event("second"));
        Assert.True(await watching.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), _cancel));

        Assert.Equal("second", watching.Current.Kind);
    }

    [Fact]
    public async Task Verify_WhileOthersAppend_HoldsNobodyUp_AndChecksWhatWasThereWhenItBegan()
    {
        for (var i = 0; i < 3; i++) await _journal.AddAsync("pair/orders");
        using var reading = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        _disk.BeforeRead = () =>
        {
            reading.Release();
            go.Wait(_cancel);
        };
        var verifying = _journal.VerifyAsync(_cancel);
        await reading.WaitAsync(_cancel);

        for (var i = 0; i < 20; i++) await _journal.AddAsync("pair/orders");

        Assert.False(verifying.IsCompleted);
        go.Set();
        Assert.Equal(3, Assert.IsType<Verification.Whole>(await verifying).Count);
        _disk.BeforeRead = null;
        Assert.Equal(23, Assert.IsType<Verification.Whole>(await _journal.VerifyAsync(_cancel)).Count);
    }

    [Fact]
    public async Task Read_ManyStreamsMixed_ByBlocksAndAlone_GivesEachEventOnce()
    {
        var data = $$"""{"text":"{{new string('y', 900)}}"}""";
        for (var i = 0; i < 40; i++)
        {
            await _journal.AddAsync($"pair/{i % 3}", [.. Enumerable.Range(0, 20).Select(n => Event($"k{i}-{n}", data))]);
        }

        var all = await _journal.ReadAsync(cancellationToken: _cancel).AllAsync();
        Assert.Equal(Enumerable.Range(1, 800).Select(n => (long)n), all.Select(found => found.Sequence));
        foreach (var stream in new[] { "pair/0", "pair/1", "pair/2" })
        {
            Assert.Equal(all.Where(found => found.Stream == stream), await _journal.ReadStreamAsync(stream, cancellationToken: _cancel).AllAsync());
        }

        Assert.Equal(all.Where(found => found.Stream == "pair/1").Skip(33), await _journal.ReadStreamAsync("pair/1", 34, _cancel).AllAsync());
    }
}
