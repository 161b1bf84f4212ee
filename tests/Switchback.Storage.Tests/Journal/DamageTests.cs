using System.Buffers;
using System.Text;
using Switchback.Core.Journal;
using Switchback.Storage.Journal;
using Switchback.Storage.Tests.Support;
using static Switchback.Storage.Tests.Support.JournalSteps;

namespace Switchback.Storage.Tests.Journal;

/// <summary>Law 11, against everything that can be done to the bytes of a small journal.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Events = 4;

    private readonly DataFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Law11_BitFlippedAnywhere_IsNamedWithItsLine_AndWhatStandsBeforeCanBeRead()
    {
        await _folder.WriteAsync(Events);
        var whole = await File.ReadAllBytesAsync(_folder.Segment, _cancel);
        var line = 1;

        for (var at = 0; at < whole.Length; at++)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= (byte)(1 << (at % 8));
            await File.WriteAllBytesAsync(_folder.Segment, flipped, _cancel);

            await using (var journal = FileJournal.Open(_folder.Path, _clock))
            {
                // A line end in the middle makes a short line of what stands before it, on the same line.
                Assert.Equal(("journal-000001.jsonl", line), (DamageOf(journal).File, (int)DamageOf(journal).Line));
                Assert.Equal(line - 1, (await journal.ReadAsync(cancellationToken: _cancel).AllAsync()).Count);
                Assert.IsType<Appended.Refused>(await journal.AppendAsync("pair/orders", ExpectedVersion.Any, [Event()], _cancel));
                Assert.Equal(new Verification.Broken(DamageOf(journal)), await journal.VerifyAsync(_cancel));
            }

            Assert.Equal(flipped, await File.ReadAllBytesAsync(_folder.Segment, _cancel));
            if (whole[at] == '\n') line++;
        }
    }

    [Fact]
    public async Task Law11_EndCutOffAnywhere_IsNamed_AndNothingIsChanged()
    {
        await _folder.WriteAsync(Events);
        var whole = await File.ReadAllBytesAsync(_folder.Segment, _cancel);

        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder.Segment, whole[..length], _cancel);

            await using var journal = FileJournal.Open(_folder.Path, _clock);

            var left = whole.Take(length).Count(character => character == '\n');
            Assert.Equal(left + 1, DamageOf(journal).Line);
            Assert.Contains("cut off", DamageOf(journal).Why);
            Assert.Equal(left, journal.Head.Sequence);
            Assert.Equal(length, new FileInfo(_folder.Segment).Length);
        }
    }

    [Fact]
    public async Task Law11_MachineStoppedInTheMiddleOfALine_CutsItOff_KeepsItAndSaysSo()
    {
        await _folder.WriteAsync(Events - 1);
        var head = await File.ReadAllBytesAsync(_folder.Head, _cancel);
        await _folder.WriteOnAsync(_clock, Event());
        var whole = await File.ReadAllBytesAsync(_folder.Segment, _cancel);
        var safe = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;

        for (var length = safe + 1; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder.Segment, whole[..length], _cancel);
            await File.WriteAllBytesAsync(_folder.Head, head, _cancel);

            await using (var journal = FileJournal.Open(_folder.Path, _clock))
            {
                Assert.Contains("line 4", Assert.Single(journal.Notes));
                Assert.IsType<JournalCondition.Sound>(journal.Condition);
                Assert.Equal(Events - 1, journal.Head.Sequence);
                Assert.Equal(Events, (await journal.AddAsync("pair/orders")).Sequence);
            }

            var kept = Assert.Single(_folder.Names("*.torn"));
            Assert.Equal(whole[safe..length], await File.ReadAllBytesAsync(_folder.PathOf(kept), _cancel));
            File.Delete(_folder.PathOf(kept));
        }
    }

    [Fact]
    public async Task Law11_HeadMissing_CutAnywhere_IsReportedAtLeast()
    {
        await _folder.WriteAsync(Events);
        var whole = await File.ReadAllBytesAsync(_folder.Segment, _cancel);

        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder.Segment, whole[..length], _cancel);
            File.Delete(_folder.Head);

            await using var journal = FileJournal.Open(_folder.Path, _clock);

            Assert.Contains("journal.head is missing", journal.Notes[0]);
            Assert.Equal(length == 0 || whole[length - 1] == '\n' ? 1 : 2, journal.Notes.Count);
        }
    }

    [Fact]
    public async Task Law1_AppendOfSeveral_InterruptedBetweenItsLines_IsNotThereAtAll()
    {
        await _folder.WriteAsync(1);
        var head = await File.ReadAllBytesAsync(_folder.Head, _cancel);
        var safe = new FileInfo(_folder.Segment).Length;
        await _folder.WriteOnAsync(_clock, Event("Requested"), Event("Approved"), Event("Started"));
        var whole = await File.ReadAllBytesAsync(_folder.Segment, _cancel);

        for (var length = safe; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder.Segment, whole[..(int)length], _cancel);
            await File.WriteAllBytesAsync(_folder.Head, head, _cancel);

            await using var journal = FileJournal.Open(_folder.Path, _clock);

            Assert.Equal(1, journal.Head.Sequence);
            Assert.Equal(safe, new FileInfo(_folder.Segment).Length);
            Assert.Equal(length == safe ? 0 : 1, journal.Notes.Count);
        }
    }

    [Theory]
    [InlineData("1 2 4 5", 3)]
    [InlineData("2 3 4 5", 1)]
    [InlineData("1 3 2 4 5", 2)]
    [InlineData("1 2 2 3 4 5", 3)]
    [InlineData("1 2 3 5 4", 4)]
    [InlineData("1 2 3 4", 5)]
    [InlineData("5 4 3 2 1", 1)]
    public async Task Law11_LinesMissingMovedOrDoubled_AreNamed(string order, int named)
    {
        await _folder.WriteAsync(5);
        var lines = await File.ReadAllLinesAsync(_folder.Segment, _cancel);
        await File.WriteAllTextAsync(_folder.Segment, string.Concat(order.Split(' ').Select(n => lines[int.Parse(n) - 1] + "\n")), _cancel);

        await using var journal = FileJournal.Open(_folder.Path, _clock);

        Assert.Equal(named, DamageOf(journal).Line);
        Assert.Contains($"journal-000001.jsonl, line {named}:", journal.Condition.Say());
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 5)]
    public async Task Law11_EditedLine_WithAFreshHash_IsGivenAwayByWhatComesAfterIt(int edited, int named)
    {
        await _folder.WriteAsync(5);
        var lines = await File.ReadAllLinesAsync(_folder.Segment, _cancel);
        Assert.True(JournalLine.TryRead(Encoding.UTF8.GetBytes(lines[edited - 1]), out var found, out _));
        var was = found.Event;
        var forged = new ArrayBufferWriter<byte>();
        JournalLine.Write(forged, new JournalHead(was.Sequence - 1, was.PreviousHash), was.At, was.Stream, was.Version, new NewEvent(was.Kind, "somebody@else", was.Data), 0);
        lines[edited - 1] = Encoding.UTF8.GetString(forged.WrittenSpan[..^1]);
        await File.WriteAllTextAsync(_folder.Segment, string.Concat(lines.Select(line => line + "\n")), _cancel);

        await using var journal = FileJournal.Open(_folder.Path, _clock);

        Assert.Equal(named, DamageOf(journal).Line);
    }

    [Fact]
    public async Task Law11_EditedLine_WhileOpen_IsFoundByReadersAndByVerify_AndStopsAppends()
    {
        await _folder.WriteAsync(Events);
        await using var journal = FileJournal.Open(_folder.Path, _clock);
        var bytes = await File.ReadAllBytesAsync(_folder.Segment, _cancel);
        var at = bytes.AsSpan().IndexOf("\"n\":3"u8) + 4;
        await using (var editor = new FileStream(_folder.Segment, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            editor.Position = at;
            editor.WriteByte((byte)'4');
        }

        var broken = Assert.IsType<Verification.Broken>(await journal.VerifyAsync(_cancel));
        var thrown = await Assert.ThrowsAsync<JournalDamagedException>(() => journal.ReadAsync(cancellationToken: _cancel).AllAsync());

        Assert.Equal(("journal-000001.jsonl", 3), (broken.Damage.File, broken.Damage.Line));
        Assert.Equal(broken.Damage, thrown.Damage);
        Assert.Equal(2, (await journal.ReadAsync(4, _cancel).AllAsync()).Count + 1);
        Assert.Contains("line 3", Assert.IsType<Appended.Refused>(await journal.AppendAsync("pair/orders", ExpectedVersion.Any, [Event()], _cancel)).Why);
    }

    [Fact]
    public async Task Law11_EndCutOff_WhileOpen_IsFoundByVerify()
    {
        await _folder.WriteAsync(Events);
        await using var journal = FileJournal.Open(_folder.Path, _clock);
        await using (var editor = new FileStream(_folder.Segment, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            editor.SetLength(editor.Length - 10);
        }

        var broken = Assert.IsType<Verification.Broken>(await journal.VerifyAsync(_cancel));

        Assert.Equal(4, broken.Damage.Line);
        Assert.Contains("event 4 was recorded and cannot be found whole", broken.Damage.Why);
    }

    [Fact]
    public async Task Law11_BitFlippedInALargerJournal_AtSampledPlacesAndThroughTheLastLines_IsNamedWithItsLine()
    {
        await _folder.WriteAsync(120);
        var whole = await File.ReadAllBytesAsync(_folder.Segment, _cancel);
        var lastLines = Enumerable.Range(0, 2).Aggregate(whole.Length - 1, (at, _) => Array.LastIndexOf(whole, (byte)'\n', at - 1)) + 1;
        var chance = new Random(11);
        var places = Enumerable.Range(0, 200).Select(_ => chance.Next(lastLines)).Concat(Enumerable.Range(lastLines, whole.Length - lastLines));

        foreach (var at in places)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= (byte)(1 << chance.Next(8));
            await File.WriteAllBytesAsync(_folder.Segment, flipped, _cancel);
            var line = whole.AsSpan(0, at).Count((byte)'\n') + 1;

            await using var journal = FileJournal.Open(_folder.Path, _clock);

            Assert.Equal(line, DamageOf(journal).Line);
            Assert.Equal(line - 1, journal.Head.Sequence);
        }
    }

    [Fact]
    public async Task Law11_AnyTwoLinesExchanged_AnyLineDeletedOrDoubled_IsNamed()
    {
        const int count = 6;
        await _folder.WriteAsync(count);
        var lines = await File.ReadAllLinesAsync(_folder.Segment, _cancel);

        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                var exchanged = lines.ToArray();
                (exchanged[i], exchanged[j]) = (exchanged[j], exchanged[i]);
                await NamedAsync(exchanged, i + 1);
            }

            await NamedAsync([.. lines[..i], .. lines[(i + 1)..]], i + 1);
            await NamedAsync([.. lines[..(i + 1)], lines[i], .. lines[(i + 1)..]], i + 2);
        }

        async Task NamedAsync(string[] written, int line)
        {
            await File.WriteAllTextAsync(_folder.Segment, string.Concat(written.Select(text => text + "\n")), _cancel);
            await using var journal = FileJournal.Open(_folder.Path, _clock);
            Assert.Equal(line, DamageOf(journal).Line);
        }
    }

    [Fact]
    public async Task Law11_HeadFlippedAnywhere_IsNoted_OrStopsAppends_AndIsNeverSilent()
    {
        await _folder.WriteAsync(Events);
        var head = await File.ReadAllBytesAsync(_folder.Head, _cancel);

        for (var bit = 0; bit < head.Length * 8; bit++)
        {
            var flipped = head.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(_folder.Head, flipped, _cancel);

            await using var journal = FileJournal.Open(_folder.Path, _clock);

            Assert.True(journal.Notes.Count > 0 || journal.Condition is JournalCondition.WatchOnly, $"bit {bit}");
        }
    }

    [Theory]
    [InlineData("two\nlines", "three")]
    [InlineData("\"quoted\" \\ back", "tab\t")]
    [InlineData("日本/ørders", "a\u2028b")]
    public async Task Open_StreamsAndKindsWithOddCharacters_AreFoundAgain(string stream, string kind)
    {
        await using (var journal = FileJournal.Open(_folder.Path, _clock))
        {
            await journal.AddAsync(stream, Event(kind, "3"), Event(kind, "{\"more\":3}"), Event(kind, "\",\\\"more\\\":3\""));
        }

        await using var opened = FileJournal.Open(_folder.Path, _clock);

        Assert.IsType<JournalCondition.Sound>(opened.Condition);
        Assert.Equal(["3", "{\"more\":3}", "\",\\\"more\\\":3\""], (await opened.ReadStreamAsync(stream, cancellationToken: _cancel).AllAsync()).Select(found => found.Data));
    }
}
