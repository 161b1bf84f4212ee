using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class PartingLedgerTests
{
    [Fact]
    public void FaultsIn_AStepPartsUnforeseen_NamesIt() =>
        Assert.Equal(["some.json#1 parts and is not in PartingSteps.txt"], PartingLedger.Parse("").FaultsIn(Report(parting: 1)));

    [Fact]
    public void FaultsIn_AnEntrysStepAgrees_WantsItTakenOut() =>
        Assert.Equal(
            ["some.json#0 agrees: take it out of PartingSteps.txt"],
            PartingLedger.Parse("some.json#0  # status\nsome.json#1  # body\n").FaultsIn(Report(parting: 1)));

    [Fact]
    public void FaultsIn_TheLedgerSaysWhatIs_FindsNone() =>
        Assert.Empty(PartingLedger.Parse("# heading\n\nsome.json#1  # body\nother.json#0  # body\n").FaultsIn(Report(parting: 1)));

    [Fact]
    public void UnforeseenIn_AKnownStepParts_LeavesItOut()
    {
        Assert.Empty(PartingLedger.Parse("some.json#1  # body").UnforeseenIn(Report(parting: 1)).Parted);
        Assert.Single(PartingLedger.Parse("some.json#0  # body").UnforeseenIn(Report(parting: 1)).Parted);
    }

    [Fact]
    public void Write_WhatParted_IsInOrderAndReadBackTheSame()
    {
        var some = Report(parting: 1) with { Steps = [Step(10, Differences), Step(9, Differences), Step(0, Differences)] };
        var another = Report(parting: 0) with { Recording = Some.Recording("", "another"), Steps = [Step(11, Differences)] };

        var written = PartingLedger.Of([some, another]).Write();

        Assert.Equal(["another.json#11", "some.json#0", "some.json#9", "some.json#10"], Entries(written).Select(line => line.Split("  # ")[0]));
        Assert.All(Entries(written), line => Assert.EndsWith("  # status 404, recorded 200", line, StringComparison.Ordinal));
        Assert.Equal(written, Reread(written));
    }

    [Fact]
    public void Write_APlaceInTheBody_NamesItWithoutItsValues()
    {
        var report = Report(parting: 0) with { Steps = [Step(0, [new Difference("error/reason", "a", "b")])] };

        Assert.Equal(["some.json#0  # error/reason"], Entries(PartingLedger.Of([report]).Write()));
    }

    [Theory]
    [InlineData("some.json#1")]
    [InlineData("some.json  # body")]
    [InlineData("some.json#one  # body")]
    [InlineData("some.json#1  # body\nsome.json#1  # body")]
    public void Parse_ALineThatIsNone_Refuses(string text) => Assert.Throws<FormatException>(() => PartingLedger.Parse(text));

    private static string Reread(string ledger)
    {
        var names = PartingLedger.Parse(ledger).Steps.ToList();
        return PartingLedger.Of(names.Select(name => new ReplayReport(
            Some.Recording("", name.File.Replace(".json", "", StringComparison.Ordinal)), [Step(name.Number, Differences)], TimeSpan.Zero))).Write();
    }

    private static ReplayReport Report(int parting) => new(
        Some.Recording(""),
        [.. Enumerable.Range(0, 2).Select(number => Step(number, number == parting ? Differences : []))],
        TimeSpan.Zero);

    private static StepReport Step(int number, IReadOnlyList<Difference> differences) =>
        new(number, new Step.Say("so"), differences, null);

    private static Difference[] Differences => [new(Difference.Status, "200", "404"), new("", "{}", "[]")];

    private static string[] Entries(string ledger) =>
        [.. ledger.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
}
