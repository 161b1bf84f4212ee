using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Api;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Followers;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Pages.Followers;

public sealed class FollowerWordsTests
{
    [Theory]
    [InlineData(VerdictKind.Following, 0L, null, null, false, "0", "in step")]
    [InlineData(VerdictKind.Following, 3L, 0.4, 0.2, false, "3", "under 1 s · done in 1 s")]
    [InlineData(VerdictKind.CatchingUp, 48211L, 38.0, 60.0, false, "48,211", "38 s · done in 1 min 0 s")]
    [InlineData(VerdictKind.Lagging, 900L, 75.0, null, false, "900", "1 min 15 s · not closing")]
    [InlineData(VerdictKind.SourceUnreachable, 211L, 9.0, null, true, "≥ 211", "frozen")]
    [InlineData(VerdictKind.Unknown, 5L, 9.0, null, false, "5", "frozen")]
    [InlineData(VerdictKind.Paused, null, null, null, false, "–", "–")]
    [InlineData(VerdictKind.Stalled, 12L, null, null, false, "12", "–")]
    public void LagAndBehind_OfAFollower_NeverInventANumber(VerdictKind kind, long? operations, double? behind, double? catchUp, bool atLeast, string lag, string said)
    {
        var item = With(kind, new Lag(operations, Seconds(behind), Seconds(catchUp), atLeast));

        Assert.Equal((lag, said), (FollowerWords.Lag(item), FollowerWords.Behind(item)));
    }

    [Fact]
    public void Copying_IsSaidInPercentAndTimeLeft()
    {
        var item = With(VerdictKind.Copying, Lag.NotKnown, new CopyProgress(345, 1000, 5));

        Assert.Equal(("Copying 34 %", "–", "2 min 11 s left"), (FollowerWords.Verdict(item), FollowerWords.Lag(item), FollowerWords.Behind(item)));
    }

    [Theory]
    [InlineData(3 * 3600.0, "kept 3 h 0 min")]
    [InlineData(-120.0, "over for 2 min 0 s")]
    [InlineData(null, "–")]
    public void Lease_Clock_SaysWhatIsLeft(double? left, string expected)
    {
        var item = new Item { Member = "b", Name = "n", Source = new Source("a", "n", "a"), Verdict = Verdict.Following, KeptUntil = left is { } seconds ? Some.Now.AddSeconds(seconds) : null };

        Assert.Equal(expected, FollowerWords.Lease(item, Some.Now));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(6450, "6.3 KB")]
    [InlineData(41L << 30, "41 GB")]
    [InlineData(1500L << 30, "1.5 TB")]
    public void Bytes_AreSaidAsElasticsearchWritesThem(long bytes, string expected) => Assert.Equal(expected, Words.Bytes(bytes));

    [Fact]
    public void SparkLine_WithAMinuteMissing_HasAGapAndNoZero()
    {
        var trail = LagTrail.Empty.With(100, 10).With(101, 0).With(103, 5);

        Assert.Equal("M66.3 2L67.4 18M69.8 10h.1", SparkLine.Path(trail, 104, 72, 20));
        Assert.Equal("At most 10 operations behind in the last hour", SparkLine.Say(trail));
        Assert.Equal("", SparkLine.Path(LagTrail.Empty, 104, 72, 20));
        Assert.Equal("Nothing is known of the last hour", SparkLine.Say(LagTrail.Empty));
    }

    [Fact]
    public void Address_OfAView_SaysOnlyWhatIsNotAsUsual()
    {
        Assert.Equal("followers", new FollowersAddress { Sort = "-verdict" }.ToString());
        Assert.Equal(
            "followers/clusterB/a%20b?query=verdict:failed%20lag:%3E0&sort=-lag&columns=name,size&group=pattern",
            new FollowersAddress { Query = "verdict:failed lag:>0", Sort = "-lag", Columns = "name,size", Group = GroupBy.Pattern, Cluster = "clusterB", Name = "a b" }.ToString());
        Assert.Equal("api/v1/followers?query=lag:%3E0&sort=-lag&format=csv", new FollowersAddress { Query = "lag:>0", Sort = "-lag" }.Export("csv"));
        Assert.Equal("api/v1/followers?query=&sort=&format=json&size=all", new FollowersAddress().Export("json"));
    }

    [Fact]
    public void Columns_OfAnAddress_AlwaysHaveTheName()
    {
        Assert.Equal(["name", "size"], FollowerColumns.Parse("size,nonsense").Select(column => column.Id));
        Assert.Equal("", FollowerColumns.Write(FollowerColumns.Parse("").Select(column => column.Id)));
        Assert.Equal("name,lag", FollowerColumns.Write(["lag"]));
        Assert.All(FollowerColumns.All.Where(column => column.Sort is not null), column => Assert.Null(ItemSort.Parse(column.Sort!, out _)));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+a", "'+a")]
    [InlineData("-a", "'-a")]
    [InlineData("@a", "'@a")]
    [InlineData("\ta", "'\ta")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("=\"x\"", "\"'=\"\"x\"\"\"")]
    [InlineData("orders", "orders")]
    [InlineData(null, "")]
    public void CsvCell_NeverBecomesAFormula(string? text, string expected) => Assert.Equal(expected, FollowerCsv.Cell(text));

    [Fact]
    public void Csv_OfItems_HasALineEachAndNothingForTheUnknown()
    {
        var lines = FollowerCsv.Write(Some.Snapshot(), [Some.Item("=cmd", lag: null)]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.StartsWith("clusterB,'=cmd,following,Following,,,,,,,,,false,2026-03-04T03:14:06.000Z,clusterA,orders,", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[0].Split(',').Length, lines[1].Split(',').Length);
        using var json = System.Text.Json.JsonDocument.Parse(ItemJson.Write(Some.Snapshot(), [Some.Item(lag: null)]));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.RootElement.GetProperty("items")[0].GetProperty("lag").GetProperty("operations").ValueKind);
    }

    [Fact]
    public void QueryBox_TypedAndChosen_WritesTheFieldAndThenItsValue()
    {
        var box = new QueryBox();
        var snapshot = Some.Snapshot(Some.Item());
        box.Type("ver", snapshot);
        Assert.Equal(("verdict:", true), (box.Suggestions[0].Text, box.IsOpen));

        box.Move(1);
        box.Take(box.Chosen, snapshot);
        Assert.Equal(("verdict:", true, -1), (box.Text, box.IsOpen, box.Chosen));

        box.Move(-1);
        box.Take(box.Chosen, snapshot);
        Assert.Equal(("verdict:following ", false), (box.Text, box.IsOpen));
    }

    [Fact]
    public void QueryBox_AddressesThatRunBehind_NeverTakeLettersBack()
    {
        var box = new QueryBox();
        var snapshot = Some.Snapshot(Some.Item());
        box.Type("v", snapshot);
        box.Type("ve", snapshot);
        box.Type("ver", snapshot);

        box.Show("v");
        Assert.Equal(("ver", true), (box.Text, box.IsOpen));
        box.Show("v");
        box.Show("ver");
        Assert.Equal(("ver", true), (box.Text, box.IsOpen));

        box.Show("verdict:failed");
        Assert.Equal(("verdict:failed", false), (box.Text, box.IsOpen));
    }

    [Theory]
    [InlineData("", "ver", 3)]
    [InlineData("a b", "a lag: b", 6)]
    [InlineData("abc", "ac", 1)]
    public void Caret_OfATypedText_IsBehindWhatChanged(string before, string after, int expected) => Assert.Equal(expected, QueryBox.Caret(before, after));

    private static TimeSpan? Seconds(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static Item With(VerdictKind kind, Lag lag, CopyProgress? copy = null) =>
        new() { Member = "clusterB", Name = "orders2", Source = new Source("clusterA", "orders", "clusterA"), Verdict = new Verdict(kind), Lag = lag, Copy = copy };
}
