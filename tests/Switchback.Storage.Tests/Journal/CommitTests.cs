using Switchback.Core.Journal;
using Switchback.Storage.Files;
using Switchback.Storage.Journal;
using Switchback.Storage.Tests.Support;
using static Switchback.Storage.Tests.Support.JournalSteps;

namespace Switchback.Storage.Tests.Journal;

/// <summary>Law 1 at the disk: done means safe, and anything else means that nothing happened.</summary>
public sealed class CommitTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly FileJournal _journal;
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public CommitTests() => _journal = FileJournal.Open(_folder.Path, new HandClock(), _disk);

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Law1_Append_BeforeTheFlushReturns_IsNeitherAnsweredNorRead()
    {
        using var flushing = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        _disk.BeforeFlush = () =>
        {
            flushing.Release();
            go.Wait(_cancel);
        };

        var append = _journal.AppendAsync("pair/orders", ExpectedVersion.Any, [Event()], _cancel).AsTask();
        await flushing.WaitAsync(_cancel);

        // What is wrong must not keep the disk waiting, or nothing here would ever end.
        var (answered, head, read) = (append.IsCompleted, _journal.Head.Sequence, await _journal.ReadAsync(cancellationToken: _cancel).AllAsync());
        go.Set();

        Assert.Equal((false, 0), (answered, head));
        Assert.Empty(read);
        Assert.Equal(new Appended.Done(1, 1), await append);
        Assert.Single(await _journal.ReadAsync(cancellationToken: _cancel).AllAsync());
    }

    [Fact]
    public async Task Append_ManyAtOnce_ShareOneFlush()
    {
        using var flushing = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        _disk.BeforeFlush = () =>
        {
            flushing.Release();
            go.Wait(_cancel);
        };
        var first = _journal.AddAsync("pair/orders");
        await flushing.WaitAsync(_cancel);

        var others = Enumerable.Range(0, 200).Select(_ => _journal.AddAsync("pair/orders")).ToList();
        go.Set();
        await first;
        var done = await Task.WhenAll(others);

        Assert.Equal(2, _disk.Flushes);
        Assert.Equal(Enumerable.Range(2, 200).Select(n => (long)n), done.Select(one => one.Sequence));
    }

    [Fact]
    public async Task Append_GivenUpWhileItWaits_RecordsNothing()
    {
        using var flushing = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        using var leaving = new CancellationTokenSource();
        _disk.BeforeFlush = () =>
        {
            flushing.Release();
            go.Wait(_cancel);
        };
        var first = _journal.AddAsync("pair/orders");
        await flushing.WaitAsync(_cancel);
        var waiting = _journal.AppendAsync("pair/orders", ExpectedVersion.Any, [Event()], leaving.Token).AsTask();

        await leaving.CancelAsync();
        go.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await first;
        Assert.Equal(2, (await _journal.AddAsync("pair/orders")).Sequence);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("write, and no cutting back")]
    [InlineData("flush, and no cutting back")]
    public async Task Law1_DiskFull_RefusesInWords_LeavesNothingAndGoesOnWhenThereIsRoom(string failing)
    {
        await _journal.AddAsync("pair/orders");
        var length = new FileInfo(_folder.Segment).Length;
        _disk.OnWrite = failing.StartsWith("write", StringComparison.Ordinal) ? FaultyDisk.Full : null;
        _disk.OnFlush = failing.StartsWith("flush", StringComparison.Ordinal) ? FaultyDisk.Full : null;
        _disk.OnTruncate = failing.EndsWith("back", StringComparison.Ordinal) ? FaultyDisk.Full : null;

        var refused = Assert.IsType<Appended.Refused>(await _journal.AppendAsync("pair/orders", ExpectedVersion.Any, [.. Enumerable.Repeat(Event(), 9)], _cancel));

        Assert.Contains("is full. Free space there.", refused.Why);
        Assert.Equal(refused.Why, Assert.IsType<JournalCondition.Unwritable>(_journal.Condition).Why);
        Assert.Single(await _journal.ReadAsync(cancellationToken: _cancel).AllAsync());
        if (_disk.OnTruncate is null) Assert.Equal(length, new FileInfo(_folder.Segment).Length);

        (_disk.OnWrite, _disk.OnFlush, _disk.OnTruncate) = (null, null, null);
        Assert.Equal(new Appended.Done(2, 2), await _journal.AppendAsync("pair/orders", ExpectedVersion.Exactly(1), [Event()], _cancel));
        Assert.IsType<JournalCondition.Sound>(_journal.Condition);
        Assert.Equal(new Verification.Whole(2, _journal.Head.Hash), await _journal.VerifyAsync(_cancel));

        await _journal.DisposeAsync();
        await using var again = FileJournal.Open(_folder.Path, new HandClock());
        Assert.Empty(again.Notes);
        Assert.Equal((2, new JournalCondition.Sound()), (again.Head.Sequence, again.Condition));
    }

    [Fact]
    public async Task Append_WhenTheFlushOfItsLotFails_IsNotToldOfAConflictThatNeverWas()
    {
        using var flushing = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        _disk.BeforeFlush = () =>
        {
            flushing.Release();
            go.Wait(_cancel);
        };
        var first = _journal.AddAsync("pair/orders");
        await flushing.WaitAsync(_cancel);
        var second = _journal.AppendAsync("pair/orders", ExpectedVersion.Exactly(1), [Event()], _cancel).AsTask();
        var third = _journal.AppendAsync("pair/orders", ExpectedVersion.Exactly(1), [Event()], _cancel).AsTask();
        var late = _journal.AppendAsync("pair/orders", ExpectedVersion.New, [Event()], _cancel).AsTask();
        _disk.OnWrite = FaultyDisk.Full;
        go.Set();

        await first;
        Assert.IsType<Appended.Refused>(await second);
        Assert.IsType<Appended.Refused>(await third);
        Assert.Equal(new Appended.Conflict(1), await late);
    }

    [Fact]
    public async Task Append_ReadOnlyFolder_IsRefusedInWords()
    {
        _disk.OnOpenForWriting = new UnauthorizedAccessException("denied");

        var refused = Assert.IsType<Appended.Refused>(await _journal.AppendAsync("pair/orders", ExpectedVersion.Any, [Event()], _cancel));

        Assert.Contains("may not write", refused.Why);
        _disk.OnOpenForWriting = null;
        await _journal.AddAsync("pair/orders");
    }

    [Fact]
    public async Task Law11_MachineStoppedBetweenWriteAndHead_OpensWithoutComplaint()
    {
        await _journal.AddAsync("pair/orders");
        await _journal.DisposeAsync();
        var head = await File.ReadAllBytesAsync(_folder.Head, _cancel);
        await _folder.WriteOnAsync(new HandClock(), Event());
        await File.WriteAllBytesAsync(_folder.Head, head, _cancel);

        await using var opened = FileJournal.Open(_folder.Path, new HandClock());

        Assert.Empty(opened.Notes);
        Assert.Equal(2, opened.Head.Sequence);
    }

    [Fact]
    public async Task Dispose_AnswersWhatWasAccepted_RefusesTheRestAndEndsWatchers()
    {
        var watching = _journal.WatchAsync(cancellationToken: _cancel).AllAsync();
        var accepted = Enumerable.Range(0, 20).Select(_ => _journal.AddAsync("pair/orders")).ToList();

        await _journal.DisposeAsync();

        await Task.WhenAll(accepted);
        await watching;
        Assert.Contains("stopping", Assert.IsType<Appended.Refused>(await _journal.AppendAsync("pair/orders", ExpectedVersion.Any, [Event()], _cancel)).Why);
        await using var again = FileJournal.Open(_folder.Path, new HandClock());
        Assert.Equal(20, again.Head.Sequence);
    }

    [Fact]
    public void DiskTrouble_OfAFullDevice_SaysFull()
    {
        using var file = new Disk().Open("/dev/full", writable: true);

        var thrown = Assert.ThrowsAny<IOException>(() => file.Write(0, "x"u8));

        Assert.Equal("the disk that holds /dev/full is full. Free space there.", DiskTrouble.Say(thrown, "/dev/full"));
    }
}
