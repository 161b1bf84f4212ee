using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Pages.Followers;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Pages.Followers;

public sealed class FollowersRowsTests
{
    private static readonly FollowersAddress Address = new();

    private readonly ItemSearch _search = new();
    private readonly FollowersRows _rows = new(TimeProvider.System);

    [Fact]
    public void Rows_WhenNothingVisibleChanged_AreTheSameObjectsAndNotDrawnAnew()
    {
        var items = new[] { Some.Item("a"), Some.Item("b") };
        Take(items, 1, Some.Now);
        var before = _rows.Lines(0, 2, Address).Select(line => (line.Row, line.Row!.Revision)).ToList();

        Take([items[0], Some.Item("b", lag: 7)], 2, Some.Now.AddSeconds(1));
        var after = _rows.Lines(0, 2, Address).Select(line => (line.Row, line.Row!.Revision)).ToList();

        Assert.Equal(before[0], after[0]);
        Assert.Same(before[1].Row, after[1].Row);
        Assert.Equal(before[1].Revision + 1, after[1].Revision);
        Assert.Equal("7", after[1].Row!.Cells.Lag);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("name,lag", 0)]
    [InlineData("name,lease", 1)]
    public void Row_WhoseClockRuns_IsDrawnAnewEachSecondOnlyWhereThatIsShown(string columns, int draws)
    {
        var item = new Item { Member = "clusterB", Name = "a", Source = new Source("clusterA", "a", "clusterA"), Verdict = new Verdict(VerdictKind.Paused), KeptUntil = Some.Now.AddHours(1) };
        Take([item], 1, Some.Now);
        var before = _rows.Lines(0, 1, new FollowersAddress { Columns = columns })[0].Row!.Revision;

        Take([item], 2, Some.Now.AddSeconds(1));
        var row = _rows.Lines(0, 1, new FollowersAddress { Columns = columns })[0].Row!;

        Assert.Equal(before + draws, row.Revision);
        Assert.Equal(draws == 0 ? "" : "kept 59 min 59 s", row.Cells.Lease);
    }

    [Fact]
    public void Row_WhenTheAddressChanges_LeadsBackToWhereItWasOpened()
    {
        Take([Some.Item("a")], 1, Some.Now);
        _rows.Lines(0, 1, Address);

        var row = _rows.Lines(0, 1, new FollowersAddress { Query = "lag:0" })[0].Row!;

        Assert.Equal("followers/clusterB/a?query=lag:0", row.Address);
        Assert.Equal(2, row.Revision);
    }

    [Fact]
    public void Lines_OfTenThousand_AreMadeOnlyForThoseAskedForAndLetGo()
    {
        Take([.. Enumerable.Range(0, 10_000).Select(i => Some.Item($"logs-{i:D5}"))], 1, Some.Now);

        Assert.Equal(10_000, _rows.Count);
        for (var start = 0; start < 10_000; start += 40) Assert.Equal(40, _rows.Lines(start, 40, Address).Count);
        Assert.Equal(5, _rows.Lines(9995, 40, Address).Count);
        Assert.Empty(_rows.Lines(20_000, 40, Address));
    }

    [Fact]
    public void Groups_FoldedAndNot_LineUpWorstFirst()
    {
        Take([Some.Item("a", pair: "orders"), Some.Item("b", pair: null), Some.Item("c", new Verdict(VerdictKind.Failed), pair: "logs")], 1, Some.Now, GroupBy.Pair);
        Assert.Equal(["Pair logs (1) Failed", "c", "Pair orders (1) Following", "a", "In no pair (1) Following", "b"], Said());

        _rows.Fold(_rows.Lines(0, 1, Address)[0].Group!);

        Assert.Equal(5, _rows.Count);
        Assert.Equal(["Pair logs (1) Failed", "Pair orders (1) Following", "a", "In no pair (1) Following", "b"], Said());
        Assert.Equal(["Pair orders (1) Following", "a"], Said(1, 2));
        Assert.Equal(["a", "In no pair (1) Following"], Said(2, 2));
        Assert.Equal([1, 2, 3, 4, 5], _rows.Lines(0, 9, Address).Select(line => line.Place));
    }

    [Fact]
    public void Row_OfASilentCluster_SaysItsAge()
    {
        var snapshot = Some.Snapshot(Some.Item("a")) with { Members = [Some.Member("clusterA"), Some.Member("clusterB", Some.NotAnswering(30), 31)] };
        _rows.Take(_search.Run(snapshot, "", ""), GroupBy.None, Some.Now);

        Assert.EndsWith("31 s ago", _rows.Lines(0, 1, Address)[0].Row!.Cells.Age, StringComparison.Ordinal);
    }

    private List<string> Said(int start = 0, int count = 99) =>
        [.. _rows.Lines(start, count, Address).Select(line => line.Row?.Item.Name ?? $"{line.Group!.Title} ({line.Group.Items.Count}) {line.Group.Worst.Word}")];

    private void Take(Item[] items, long version, DateTimeOffset now, GroupBy group = GroupBy.None) =>
        _rows.Take(_search.Run(Some.Snapshot(items) with { Version = version, TakenAt = now }, "", "name"), group, now);
}
