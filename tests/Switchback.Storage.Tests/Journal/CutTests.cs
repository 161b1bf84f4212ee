using Switchback.Core.Journal;
using Switchback.Storage.Files;
using Switchback.Storage.Journal;
using Switchback.Storage.Tests.Support;
using static Switchback.Storage.Tests.Support.JournalSteps;

namespace Switchback.Storage.Tests.Journal;

/// <summary>A damaged journal is cut at its damage: nothing before it changes, nothing behind it is deleted, and the chain goes on.</summary>
public sealed class CutTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cut_LineEdited_KeepsWhatStandsBefore_AndGoesOnWithoutARestart()
    {
        await _folder.WriteAsync(6);
        var before = await File.ReadAllLinesAsync(_folder.Segment, _cancel);
        await EditAsync("\"n\":4", "\"n\":5");
        var damaged = await File.ReadAllBytesAsync(_folder.Segment, _cancel);
        await using var journal = FileJournal.Open(_folder.Path, _clock);
        var watching = journal.WatchAsync(4, _cancel).GetAsyncEnumerator(_cancel);
        var next = watching.MoveNextAsync().AsTask();

        var told = new List<JournalEvent>();
        var done = Assert.IsType<CutOutcome.Done>(await journal.CutAsync(DamageOf(journal), First, told.Add));

        Assert.False(done.NeedsRestart);
        Assert.Equal(3, done.Cut.Kept.Sequence);
        Assert.IsType<JournalCondition.Sound>(journal.Condition);
        Assert.Equal(["set-aside", "halt-set"], told.Select(happened => happened.Kind));
        Assert.True(await next);
        Assert.Equal("set-aside", watching.Current.Kind);
        await watching.DisposeAsync();
        Assert.Equal(new Appended.Done(6, 2), await journal.AppendAsync("pair/orders", ExpectedVersion.Exactly(1), [Event()], _cancel));
        Assert.Equal(new Verification.Whole(6, journal.Head.Hash), await journal.VerifyAsync(_cancel));
        Assert.Equal(before[..3], (await File.ReadAllLinesAsync(_folder.Segment, _cancel))[..3]);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(Path.Combine(done.Cut.Aside, "journal-000001.jsonl"), _cancel));

        Assert.Contains("another process has open", Assert.ThrowsAny<Exception>(() => FileJournal.Open(_folder.Path, _clock)).Message);
        await journal.DisposeAsync();
        await using var again = FileJournal.Open(_folder.Path, _clock);
        Assert.Empty(again.Notes);
        Assert.Equal((6, new JournalCondition.Sound()), (again.Head.Sequence, again.Condition));
    }

    [Theory]
    [InlineData("first file gone")]
    [InlineData("file in the middle gone")]
    [InlineData("end cut off")]
    [InlineData("everything gone but the head")]
    [InlineData("line in the middle edited")]
    public async Task Cut_WhateverTheDamage_LeavesAWholeChain_AndEveryByteInPlaceOrAside(string what)
    {
        await FillAsync();
        Harm(what);
        var found = _folder.Names("*.jsonl").ToDictionary(name => name, name => File.ReadAllBytes(_folder.PathOf(name)));
        await using var journal = Open();
        var kept = journal.Head;

        var done = Assert.IsType<CutOutcome.Done>(await journal.CutAsync(DamageOf(journal), First, _ => { }));

        Assert.Equal(kept, done.Cut.Kept);
        Assert.Equal(new Verification.Whole(kept.Sequence + 2, journal.Head.Hash), await journal.VerifyAsync(_cancel));
        foreach (var (name, bytes) in found)
        {
            var aside = Path.Combine(done.Cut.Aside, name);
            Assert.Equal(bytes, await File.ReadAllBytesAsync(File.Exists(aside) ? aside : _folder.PathOf(name), _cancel));
        }

        Assert.Equal(kept.Sequence + 3, (await journal.AddAsync("pair/orders")).Sequence);
    }

    [Theory]
    [InlineData("file in the middle gone", 5)]
    [InlineData("end cut off", 4)]
    [InlineData("everything gone but the head", 4)]
    [InlineData("line in the middle edited", 6)]
    public async Task Law11_CutStoppedAtAnyStep_IsStillDamaged_AndCanBeDoneAgain(string what, int steps)
    {
        for (var stopAt = 1; stopAt <= steps; stopAt++)
        {
            _folder.Clear();
            await FillAsync();
            Harm(what);
            var step = 0;
            var cutting = new Cutting(new JournalFolder(_folder.Path), new Disk(), KeptHead(), name =>
            {
                if (++step == stopAt) throw new InvalidOperationException(name);
            });
            var damage = cutting.Find()!;

            Assert.Throws<InvalidOperationException>(() => cutting.Cut(damage, First, _clock.Now));

            await using var next = Open();
            Assert.Equal((damage.File, damage.Line), (DamageOf(next).File, DamageOf(next).Line));
            Assert.IsType<CutOutcome.Done>(await next.CutAsync(DamageOf(next), First, _ => { }));
            Assert.IsType<Verification.Whole>(await next.VerifyAsync(_cancel));
        }

        _folder.Clear();
        await FillAsync();
        Harm(what);
        var all = 0;
        var whole = new Cutting(new JournalFolder(_folder.Path), new Disk(), KeptHead(), _ => all++);
        whole.Cut(whole.Find()!, First, _clock.Now);
        Assert.Equal(steps, all);
        await using var sound = Open();
        Assert.IsType<JournalCondition.Sound>(sound.Condition);
    }

    [Fact]
    public async Task Cut_OfWhatThisProcessRemembers_AsksForARestart_AndRecordsNothingBefore()
    {
        await _folder.WriteAsync(5);
        await using var journal = FileJournal.Open(_folder.Path, _clock);
        await EditAsync("\"n\":3", "\"n\":4");
        var broken = Assert.IsType<Verification.Broken>(await journal.VerifyAsync(_cancel));

        var done = Assert.IsType<CutOutcome.Done>(await journal.CutAsync(broken.Damage, First, _ => { }));

        Assert.True(done.NeedsRestart);
        Assert.Contains("Start Switchback again", Assert.IsType<Appended.Refused>(await journal.AppendAsync("pair/orders", ExpectedVersion.Any, [Event()], _cancel)).Why);
        Assert.Equal(4, (await journal.ReadAsync(cancellationToken: _cancel).AllAsync()).Count);
        await journal.DisposeAsync();
        await using var again = FileJournal.Open(_folder.Path, _clock);
        Assert.Equal(5, (await again.AddAsync("pair/orders")).Sequence);
    }

    [Fact]
    public async Task Cut_AnotherDamageThanAgreedOn_ChangesNothing_AndNamesTheFirst()
    {
        await _folder.WriteAsync(6);
        await EditAsync("\"n\":5", "\"n\":4");
        await using var journal = FileJournal.Open(_folder.Path, _clock);
        var agreed = DamageOf(journal);
        await EditAsync("\"n\":2", "\"n\":3");

        var refused = Assert.IsType<CutOutcome.Refused>(await journal.CutAsync(agreed, First, _ => { }));

        Assert.Contains("journal-000001.jsonl, line 2", refused.Why);
        Assert.Equal(2, DamageOf(journal).Line);
        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public async Task Cut_FilesBroughtBackMeanwhile_ChangesNothing()
    {
        await _folder.WriteAsync(4);
        var whole = await File.ReadAllBytesAsync(_folder.Segment, _cancel);
        await EditAsync("\"n\":3", "\"n\":4");
        await using var journal = FileJournal.Open(_folder.Path, _clock);
        await File.WriteAllBytesAsync(_folder.Segment, whole, _cancel);

        var refused = Assert.IsType<CutOutcome.Refused>(await journal.CutAsync(DamageOf(journal), First, _ => { }));

        Assert.Contains("whole again", refused.Why);
        Assert.Equal(whole, await File.ReadAllBytesAsync(_folder.Segment, _cancel));
    }

    [Fact]
    public async Task Cut_OfASoundJournal_IsRefused()
    {
        await using var journal = FileJournal.Open(_folder.Path, _clock);

        Assert.IsType<CutOutcome.Refused>(await journal.CutAsync(new Damage("journal-000001.jsonl", 1, ""), First, _ => { }));
    }

    private static IReadOnlyList<FirstEvent> First(JournalCut cut) =>
        [new("journal", NewEvent.Of("set-aside", "anna@example", new { cut.Aside, cut.Kept.Sequence })), new("controls", Event("halt-set"))];

    private FileJournal Open() => FileJournal.Open(_folder.Path, _clock, new FaultyDisk(), rollAt: 700);

    private JournalHead? KeptHead()
    {
        using var head = new HeadFile(new Disk().Open(_folder.Head, writable: false));
        return head.Read();
    }

    /// <summary>Ten events in four files.</summary>
    private async Task FillAsync()
    {
        await using var journal = Open();
        for (var i = 0; i < 10; i++)
        {
            await journal.AddAsync("pair/orders", Event("noted", $$"""{"n":{{i}}}"""));
        }
    }

    private void Harm(string what)
    {
        var names = _folder.Names("*.jsonl");
        switch (what)
        {
            case "first file gone":
                File.Delete(_folder.PathOf(names[0]));
                break;
            case "file in the middle gone":
                File.Delete(_folder.PathOf(names[1]));
                break;
            case "everything gone but the head":
                foreach (var name in names) File.Delete(_folder.PathOf(name));
                break;
            case "end cut off":
                using (var file = new FileStream(_folder.PathOf(names[^1]), FileMode.Open)) file.SetLength(file.Length - 5);
                break;
            default:
                var middle = _folder.PathOf(names[1]);
                File.WriteAllText(middle, File.ReadAllText(middle).Replace("\"n\":4", "\"n\":9", StringComparison.Ordinal));
                break;
        }
    }

    private async Task EditAsync(string what, string into) =>
        await File.WriteAllTextAsync(_folder.Segment, (await File.ReadAllTextAsync(_folder.Segment, _cancel)).Replace(what, into, StringComparison.Ordinal), _cancel);
}
