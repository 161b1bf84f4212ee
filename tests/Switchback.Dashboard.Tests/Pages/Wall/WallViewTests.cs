using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Pages.Wall;
using Switchback.Tests.Fleet;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class WallViewTests
{
    private static readonly Member GoneA = SomePairs.Member("clusterA", NotAnswering(252), 252);

    [Fact]
    public void Numbers_SideGone_AreLossTimeWithoutAnswerAndLeaseClock()
    {
        var pair = Pair(state: HomeUnreachable, exposure: new Exposure(318, true, TimeSpan.FromSeconds(2.4), 6, 0, Now.AddSeconds(-252)), keptUntil: Now.AddMinutes(715));

        var numbers = WallNumber.Of(pair, Snapshot([pair], [GoneA, SomePairs.Member("clusterB")]), Now);

        Assert.Equal(["≥318 operations lost at least if we fail over now", "4:12 minutes without an answer from clusterA", "11:55 hours left on the lease clock"], numbers.Select(Said));
    }

    [Fact]
    public void Numbers_AllWell_AreLossSecondsBehindAndReadiness()
    {
        var pair = Pair(exposure: new Exposure(41, false, TimeSpan.FromSeconds(0.6), 3, 0, Now), readiness: [Readiness()]);

        Assert.Equal(["41 operations lost if we fail over now", "0.6 seconds behind at most", "ready to fail over: 11 checks"], WallNumber.Of(pair, Snapshot([pair]), Now).Select(Said));
    }

    [Fact]
    public void Numbers_NothingKnown_AreDashesThatSayWhy()
    {
        var pair = Pair(exposure: new Exposure(null, false, null, 0, 0, null));

        Assert.Equal(
            ["– operations lost if we fail over now: not known", "– time behind: not known", "– readiness to fail over: not looked at yet"],
            WallNumber.Of(pair, Snapshot([pair]), Now).Select(Said));
    }

    [Fact]
    public void Loss_WithoutACopy_IsCountedInWholeIndices()
    {
        var pair = Pair(state: Copying, exposure: new Exposure(12, false, null, 2, 64, Now), counts: [new(VerdictKind.Copying, 64)]);

        Assert.Equal("64 indices lost whole if we fail over now: no usable copy", Said(WallNumber.Of(pair, Snapshot([pair]), Now)[0]));
        Assert.Equal("copying 64 · 64 without a copy · would lose 12 operations · protected", WallTile.Of(pair, Snapshot([pair]), Now).Line);
    }

    [Theory]
    [InlineData(999_999, "999,999")]
    [InlineData(1_204_118, "1.2 M")]
    [InlineData(3_400_000_000, "3.4 G")]
    public void Loss_OfMillions_StaysReadable(long operations, string expected)
    {
        var pair = Pair(exposure: new Exposure(operations, false, null, 1, 0, Now));

        Assert.Equal(expected, WallNumber.Of(pair, Snapshot([pair]), Now)[0].Value);
    }

    [Theory]
    [InlineData(-60, "run out", "the lease clock: try to resume first")]
    [InlineData(59, "0:59", "minutes left on the lease clock")]
    [InlineData(259_200, "3", "days left on the lease clock")]
    public void Lease_AnyTimeLeft_HasTwoUnitsAtMost(int seconds, string value, string name)
    {
        var pair = Pair(keptUntil: Now.AddSeconds(seconds));

        var left = WallNumber.Of(pair, Snapshot([pair]), Now)[2];

        Assert.Equal((value, name), (left.Value, left.Name));
    }

    [Fact]
    public void Tile_QuietPair_NeedsNobodyAndIsALine()
    {
        var pair = Pair(exposure: new Exposure(41, false, TimeSpan.FromSeconds(0.6), 3, 0, Now));

        var tile = WallTile.Of(pair, Snapshot([pair], items: [Item("a", lag: 41, behind: 0.6)]), Now);

        Assert.True(tile.IsQuiet);
        Assert.Null(tile.Needs);
        Assert.Equal("212 follower indices · worst 0.6 s behind · would lose 41 operations · protected", tile.Line);
    }

    [Fact]
    public void Tile_NotRecorded_NeedsAPersonAndIsNoLine()
    {
        var tile = WallTile.Of(Pair(isRecorded: false), Snapshot([]), Now);

        Assert.Equal((false, "Nobody has recorded which side is active: look and record."), (tile.IsQuiet, tile.Needs));
    }

    [Fact]
    public void Tile_BothSidesGone_IsOld()
    {
        var pair = Pair(state: HomeUnreachable);

        Assert.True(WallTile.Of(pair, Snapshot([pair], [GoneA, SomePairs.Member("clusterB", NotAnswering(20))]), Now).IsOld);
        Assert.False(WallTile.Of(pair, Snapshot([pair], [GoneA, SomePairs.Member("clusterB")]), Now).IsOld);
    }

    [Fact]
    public void Age_OfTheWall_IsOfWhatStillAnswersAndOfTheLastWordWhenNothingDoes()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), WallView.Of(Snapshot([Pair()], [GoneA, SomePairs.Member("clusterB")]), null, Now).Age);
        Assert.Equal(TimeSpan.FromSeconds(20), WallView.Of(Snapshot([Pair()], [GoneA, SomePairs.Member("clusterB", NotAnswering(20), 20)]), null, Now).Age);
        Assert.Null(WallView.Of(Snapshot([], [Core.Fleet.Member.NotAskedYet("clusterA", TimeSpan.FromSeconds(2))]), null, Now).Age);
    }

    [Fact]
    public void OldAfter_NobodyAnswers_IsAtOnce()
    {
        Assert.Equal(TimeSpan.Zero, WallView.Of(Snapshot([Pair()], [GoneA, SomePairs.Member("clusterB", NotAnswering(2))]), null, Now).OldAfter);
        Assert.Equal(TimeSpan.FromSeconds(11), WallView.Of(Snapshot([Pair()], [GoneA, SomePairs.Member("clusterB")]), null, Now).OldAfter);
    }

    [Fact]
    public void Wall_OfOnePair_ShowsThatAloneAndSaysWhenThereIsNone()
    {
        var snapshot = Snapshot([Pair("a", SplitBrain), Pair("b")]);

        Assert.Equal("b", Assert.Single(WallView.Of(snapshot, "B", Now).Pages).Large!.Id);
        Assert.Equal("There is no pair c.", WallView.Of(snapshot, "c", Now).Empty);
        Assert.Equal("No pair is configured.", WallView.Of(Snapshot([]), null, Now).Empty);
    }

    [Fact]
    public void Summary_OfAllPairs_NamesTheWorstFirst()
    {
        var snapshot = Snapshot([Pair("a", counts: [new(VerdictKind.Following, 1001)]), Pair("b", TwoFailed, counts: [new(VerdictKind.Failed, 2), new(VerdictKind.Following, 2)])]);

        Assert.Equal("2 failed · 1,003 following", WallView.Of(snapshot, null, Now).Summary);
    }

    private static string Said(WallNumber number) => $"{number.Value} {number.Name}";
}
