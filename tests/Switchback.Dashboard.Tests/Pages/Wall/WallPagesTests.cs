using Switchback.Dashboard.Pages.Wall;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class WallPagesTests
{
    /// <param name="loud">How many need more than a line.</param>
    /// <param name="quiet">How many a line is enough for.</param>
    /// <param name="expected">Page by page: large, tiles, lines.</param>
    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(1, 0, "1+0+0")]
    [InlineData(0, 1, "1+0+0")]
    [InlineData(0, 4, "1+0+3")]
    [InlineData(3, 3, "1+2+3")]
    [InlineData(4, 0, "1+2+0 0+1+0")]
    [InlineData(0, 5, "1+0+3 0+0+1")]
    [InlineData(8, 14, "1+2+3 0+4+0 0+1+0 0+0+10 0+0+1")]
    public void Deal_AnyNumberOfPairs_ShowsEachOnceAndTheWorstLarge(int loud, int quiet, string expected)
    {
        string[] pairs = [.. Enumerable.Range(0, loud).Select(i => $"loud-{i:00}"), .. Enumerable.Range(0, quiet).Select(i => $"quiet-{i:00}")];

        var pages = WallPages.Deal(pairs, pair => pair.StartsWith("quiet", StringComparison.Ordinal));

        Assert.Equal(expected, string.Join(' ', pages.Select(page => $"{(page.Large is null ? 0 : 1)}+{page.Tiles.Count}+{page.Lines.Count}")));
        Assert.Equal(pairs, pages.SelectMany(page => page.Tiles.Concat(page.Lines).Prepend(page.Large!)).Where(pair => pair is not null).Order());
        if (pairs.Length > 0) Assert.Equal(pairs[0], pages[0].Large);
    }

    [Theory]
    [InlineData(1, "0 0 0 0")]
    [InlineData(2, "0 1 0 1 0 1")]
    [InlineData(4, "0 1 0 2 0 3 0 1")]
    public void UpNow_OverTheTurns_ShowsTheWorstEveryOtherTurnAndAllOthersInBetween(int pages, string expected)
    {
        var start = DateTimeOffset.UnixEpoch;

        var shown = Enumerable.Range(0, expected.Split(' ').Length).Select(turn => WallPages.UpNow(pages, start + (WallPages.Turn * turn)));

        Assert.Equal(expected, string.Join(' ', shown));
    }

    [Fact]
    public void UpNow_WithinOneTurn_DoesNotMove()
    {
        var start = DateTimeOffset.UnixEpoch + (WallPages.Turn * 3);

        Assert.Single(Enumerable.Range(0, 15).Select(second => WallPages.UpNow(5, start.AddSeconds(second))).Distinct());
        Assert.InRange(WallPages.UpNow(5, Now), 0, 4);
    }
}
