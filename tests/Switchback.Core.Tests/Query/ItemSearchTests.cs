using System.Diagnostics;
using Switchback.Core.Fleet;
using Switchback.Core.Query;

namespace Switchback.Core.Tests.Query;

public sealed class ItemSearchTests
{
    private static readonly FleetSnapshot Snapshot = SomeItems.Snapshot(SomeItems.Fleet);

    [Theory]
    [InlineData("", "orders-copy logs-web .ds-trace-1 logs-db archive orders-eu")]
    [InlineData("-severity", "orders-copy logs-web .ds-trace-1 logs-db archive orders-eu")]
    [InlineData("verdict", "orders-eu archive logs-db .ds-trace-1 logs-web orders-copy")]
    [InlineData("name", ".ds-trace-1 archive logs-db logs-web orders-copy orders-eu")]
    [InlineData("-name", "orders-eu orders-copy logs-web logs-db archive .ds-trace-1")]
    [InlineData("lag", "orders-eu .ds-trace-1 logs-db logs-web archive orders-copy")]
    [InlineData("-lag", "logs-web logs-db .ds-trace-1 orders-eu archive orders-copy")]
    [InlineData("-size", "logs-web logs-db .ds-trace-1 archive orders-copy orders-eu")]
    [InlineData("lease", "logs-web .ds-trace-1 archive logs-db orders-copy orders-eu")]
    [InlineData("remote", ".ds-trace-1 logs-db logs-web orders-copy orders-eu archive")]
    [InlineData("-pair", "orders-eu .ds-trace-1 logs-db logs-web orders-copy archive")]
    [InlineData("pattern", "logs-db logs-web .ds-trace-1 archive orders-copy orders-eu")]
    [InlineData("-since", "logs-db archive .ds-trace-1 logs-web orders-copy orders-eu")]
    public void Sort_ByAField_PutsTheUnknownLastAndEqualsInOrderOfName(string sort, string expected) =>
        Assert.Equal(expected, string.Join(' ', new ItemSearch().Run(Snapshot, "", sort).Items.Select(item => item.Name)));

    [Theory]
    [InlineData("lagg", "lag")]
    [InlineData("-", "What works")]
    [InlineData("colour", "What works")]
    public void Sort_ByNothingThereIs_IsAFaultThatSaysWhatWorks(string sort, string hint)
    {
        var result = new ItemSearch().Run(Snapshot, "", sort);

        Assert.Contains(hint, result.Fault!.Hint, StringComparison.Ordinal);
        Assert.Empty(result.Items);
    }

    [Fact]
    public void Sort_EveryField_ReadsBackFromItsName()
    {
        foreach (var field in Enum.GetValues<SortField>())
        {
            var sort = new ItemSort(field, IsDescending: true);
            Assert.Null(ItemSort.Parse(sort.ToString(), out var read));
            Assert.Equal(sort, read);
        }
    }

    [Fact]
    public void Counts_OfAQueryWithVerdicts_CountAsIfItHadNone()
    {
        var result = new ItemSearch().Run(Snapshot, "verdict:stalled name:logs", "");

        Assert.Equal(["logs-web"], result.Items.Select(item => item.Name));
        Assert.Equal(2, result.Total);
        Assert.Equal([new VerdictCount(VerdictKind.Stalled, 1), new VerdictCount(VerdictKind.Lagging, 1)], result.Counts);
    }

    [Fact]
    public void Run_OfWhatManyAskAtOnce_IsWorkedOutOnce()
    {
        var search = new ItemSearch();
        var results = new ItemResult[200];

        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => results[i] = search.Run(Snapshot, "logs", "name"));

        Assert.Equal(1, search.Computed);
        Assert.All(results, result => Assert.Same(results[0], result));
    }

    [Fact]
    public void Run_OverANewerSnapshot_AnswersFromIt()
    {
        var search = new ItemSearch();
        var newer = Snapshot with { Version = 2, Items = [SomeItems.Item("new")] };

        Assert.Equal(6, search.Run(Snapshot, "", "").Items.Length);
        Assert.Equal(["new"], search.Run(newer, "", "").Items.Select(item => item.Name));
        Assert.Equal(6, search.Run(Snapshot, "", "").Items.Length);
        Assert.Equal(2, search.Computed);
    }

    [Fact]
    public void Run_OfEverDifferentQueries_KeepsOnlySoMany()
    {
        var search = new ItemSearch();
        for (var i = 0; i < 1000; i++) search.Run(Snapshot, $"lag:>{i}", "");

        search.Run(Snapshot, "lag:>0", "");

        Assert.Equal(1001, search.Computed);
    }

    [Fact]
    public void Run_OverTenThousand_IsQuick()
    {
        var items = Enumerable.Range(0, 10_000)
            .Select(i => SomeItems.Item($"logs-{i * 7919 % 10_000:D5}", (VerdictKind)(i % 18), lag: i * 31 % 5000, remote: i % 2 == 0 ? "toA" : "toC", rule: $"rule-{i % 40}"))
            .ToArray();
        var search = new ItemSearch();
        foreach (var (query, sort) in new[] { ("", ""), ("logs lag:>100 -verdict:following", "-lag"), ("log*9 or remote:toC", "pattern") })
        {
            var best = TimeSpan.MaxValue;
            for (var round = 0; round < 20; round++)
            {
                var snapshot = SomeItems.Snapshot(items) with { Version = round };
                var began = Stopwatch.GetTimestamp();
                search.Run(snapshot, query, sort);
                var took = Stopwatch.GetElapsedTime(began);
                if (took < best) best = took;
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"{query} {sort}: {best.TotalMilliseconds:F2} ms");
            // Five in a build for use on a quiet machine; what fails here has another order of growth.
            Assert.True(best < TimeSpan.FromMilliseconds(50), $"'{query}' by '{sort}' took {best.TotalMilliseconds:F1} ms");
        }
    }

    [Theory]
    [InlineData("", 0, "name:", 0)]
    [InlineData("ver", 3, "verdict:", 0)]
    [InlineData("logs -verd", 10, "verdict:", 6)]
    [InlineData("fail", 4, "verdict:failed", 0)]
    [InlineData("verdict:fai", 11, "failed", 8)]
    [InlineData("verdict:failed,sta", 18, "stalled", 15)]
    [InlineData("remote:", 7, "toA", 7)]
    [InlineData("cluster:D", 9, "clusterD", 8)]
    [InlineData("(pattern:l", 10, "logs", 9)]
    [InlineData("stream:", 7, "trace", 7)]
    [InlineData("lag:>", 5, ">0", 4)]
    [InlineData("is:h", 4, "hidden", 3)]
    public void Completion_AtTheCaret_OffersWhatFitsThere(string text, int caret, string expected, int position)
    {
        var completions = Completion.At(text, caret, Snapshot);

        Assert.Equal(expected, completions.Suggestions[0].Text);
        Assert.Equal(position, completions.Position);
    }

    [Fact]
    public void Completion_Taken_TakesThePlaceOfWhatWasTyped()
    {
        var completions = Completion.At("verdict:fai logs", 11, Snapshot);

        Assert.Equal(("verdict:failed logs", 15), completions.Take("verdict:fai logs", completions.Suggestions[0]));
    }
}
