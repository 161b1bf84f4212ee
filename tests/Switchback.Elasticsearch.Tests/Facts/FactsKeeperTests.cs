using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Facts;

/// <summary>The keeper on a clock that the test moves, against a server that does what the test says.</summary>
public sealed class FactsKeeperTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_OnTheMovedClock_AreReadEachAtItsOwnPace()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AtRestAsync();
        Assert.Equal((1, 1, 1, 1), (bench.Asked("/_cluster/health"), bench.Asked("/_remote/info"), bench.Asked("/_license"), bench.Asked("/_template")));

        await bench.MoveAsync(12);
        Assert.Equal((2, 2, 1, 1), (bench.Asked("/_cluster/health"), bench.Asked("/_remote/info"), bench.Asked("/_license"), bench.Asked("/_template")));

        for (var i = 0; i < 6; i++)
            await bench.MoveAsync(12);
        Assert.Equal((8, 2, 1), (bench.Asked("/_cluster/health"), bench.Asked("/_license"), bench.Asked("/_template")));
    }

    [Fact]
    public async Task Facts_AfterTheFirstRound_AreAllKnownWithTheMomentOfTheQuestion()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AtRestAsync();

        var facts = bench.Keeper.Facts;

        Assert.Equal(new Aged<License>.Known(new License("trial", "active", null), Noon), facts.License);
        Assert.All(facts.Definitions.Values, aged => Assert.IsType<Aged<IReadOnlyList<Definition>>.Known>(aged));
        Assert.IsType<Aged<ServerIdentity>.Known>(facts.Identity);
        Assert.Equal(23, facts.CallsSent);
        Assert.Equal(facts, bench.Published[^1]);
        Assert.Equal(9, bench.Published.Count);
    }

    [Fact]
    public async Task Read_ThatHangs_EndsAtItsDeadlineAndDelaysNoOther()
    {
        await using var bench = await Bench.StartAsync(path => path == "/_license" ? Bench.Hang : null);
        await LabPair.UntilAsync(() => Task.FromResult(bench.Published.Count), count => count == 8);
        Assert.IsType<Aged<License>.NotAskedYet>(bench.Keeper.Facts.License);
        Assert.IsType<Aged<ClusterHealth>.Known>(bench.Keeper.Facts.Health);

        bench.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.IsType<Aged<License>.NotAskedYet>(bench.Keeper.Facts.License);
        bench.Time.Advance(TimeSpan.FromSeconds(0.2));
        await bench.AtRestAsync();

        var failed = Assert.IsType<Aged<License>.Failed>(bench.Keeper.Facts.License);
        Assert.Equal((new Fault.TimedOut(TimeSpan.FromSeconds(5)), Noon), (failed.Fault, failed.Since));
        // The others go on while it hangs again.
        bench.Time.Advance(TimeSpan.FromSeconds(12));
        await LabPair.UntilAsync(() => Task.FromResult(bench.Published.Count), count => count >= 12);
        Assert.Equal((2, 2), (bench.Asked("/_cluster/health"), bench.Asked("/_ccr/auto_follow")));
    }

    [Theory]
    [InlineData("{\"clusterB\":7}")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Answer_ThatIsGarbage_IsAFaultInWordsAndTheLastValueStays(string garbage)
    {
        var broken = false;
        await using var bench = await Bench.StartAsync(path => broken && path == "/_remote/info" ? garbage : null);
        await bench.AtRestAsync();
        var known = Assert.IsType<Aged<IReadOnlyList<RemoteInfo>>.Known>(bench.Keeper.Facts.Remotes);

        broken = true;
        await bench.MoveAsync(12);

        var failed = Assert.IsType<Aged<IReadOnlyList<RemoteInfo>>.Failed>(bench.Keeper.Facts.Remotes);
        Assert.Equal(known, failed.Last);
        Assert.NotEmpty(failed.Why);
        Assert.IsType<Aged<ClusterWideSettings>.Known>(bench.Keeper.Facts.Settings);
    }

    [Fact]
    public async Task AskNow_BeforeItsTurn_ReadsThatGroupAndNoOther()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AtRestAsync();

        bench.Keeper.AskNow(FactGroup.Inventory);
        await LabPair.UntilAsync(() => Task.FromResult(bench.Published.Count), count => count == 10);

        Assert.Equal((2, 1), (bench.Asked("/_template"), bench.Asked("/_license")));
    }

    [Fact]
    public async Task Silence_ThatEnds_HasEverythingThatFellSilentAskedAtOnce()
    {
        var silent = true;
        await using var bench = await Bench.StartAsync(_ => silent ? Bench.Drop : null);
        await bench.AtRestAsync();
        Assert.IsType<Aged<License>.Failed>(bench.Keeper.Facts.License);
        Assert.Null(bench.Keeper.Facts.License.LastKnown);

        silent = false;
        bench.Keeper.AskNow(FactGroup.Health);
        await LabPair.UntilAsync(
            () => Task.FromResult(bench.Keeper.Facts),
            facts => facts.License is Aged<License>.Known && facts.Disks is Aged<IReadOnlyList<DiskFacts>>.Known && facts.Patterns is Aged<IReadOnlyList<AutoFollowPattern>>.Known);
    }

    [Fact]
    public async Task Handler_ThatThrows_EndsNothing()
    {
        await using var bench = await Bench.StartAsync(publish: _ => throw new InvalidOperationException("a page broke"));
        await bench.AtRestAsync();

        await bench.MoveAsync(12);

        Assert.Equal(2, bench.Asked("/_cluster/health"));
        Assert.False(bench.Running.IsCompleted);
        Assert.Contains(bench.Logger.Lines, line => line.Contains("the reading broke") && line.Contains("a page broke"));
    }

    [Fact]
    public async Task Cancellation_InTheMiddle_EndsTheKeeperAndNothingElseDoes()
    {
        await using var bench = await Bench.StartAsync(path => path == "/_license" ? Bench.Hang : null);
        await LabPair.UntilAsync(() => Task.FromResult(bench.Asked("/_license")), asked => asked == 1);
        Assert.False(bench.Running.IsCompleted);

        await bench.StopAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Running.WaitAsync(Cancel));
    }
}
