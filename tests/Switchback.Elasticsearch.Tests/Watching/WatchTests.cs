using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Tests.Watching;

/// <summary>The watch against simulated clusters over real HTTP: each scenario, each fault.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task Start_MixedStates_EachFollowerHasItsVerdict()
    {
        await using var lab = await WatchedLab.StartAsync("start");

        var snapshot = await lab.UntilAsync(fleet => Has(fleet, VerdictKind.Failed) && Has(fleet, VerdictKind.Paused) && Has(fleet, VerdictKind.PausedAndClosed)
            && Named(fleet, "kibana_sample_data_ecommerce2") is { Verdict.Kind: VerdictKind.Following, Lag.Operations: 0 });

        var item = Named(snapshot, "kibana_sample_data_ecommerce2")!;
        Assert.Equal(("clusterA", "kibana_sample_data_ecommerce", "orders"), (item.Source.Member, item.Source.Name, item.Pair));
        Assert.Equal(Side.Home, snapshot.Pairs[0].ObservedActive);
    }

    [Fact]
    public async Task HealthyPair_NothingWrong_IsFollowingAndFullyProtected()
    {
        await using var lab = await WatchedLab.StartAsync("healthy-pair");

        var snapshot = await lab.UntilAsync(fleet => fleet.Pairs[0] is { State.Kind: PairStateKind.Following, Exposure.AtLeast: false, Exposure.Operations: not null });

        Assert.Equal(Protection.Full, snapshot.Pairs[0].Protection);
        Assert.Equal(0, snapshot.Pairs[0].Exposure.WithoutCopy);
    }

    [Fact]
    public async Task LeaderDown_EveryFollowerSaysSo_AndNothingIsBlank()
    {
        await using var lab = await WatchedLab.StartAsync("healthy-pair");
        var before = await lab.UntilAsync(fleet => fleet.Pairs[0].State.Kind == PairStateKind.Following);

        await lab.SteerAsync("clusters/clusterA/stop");
        var after = await lab.UntilAsync(fleet => fleet.Items.All(item => item.Verdict.Kind == VerdictKind.SourceUnreachable && item.Lag.AtLeast));

        Assert.Equal(before.Items.Count, after.Items.Count);
        Assert.Equal("Home unreachable", after.Pairs[0].State.Word);

        await lab.SteerAsync("clusters/clusterA/start");
        await lab.UntilAsync(fleet => fleet.Items.All(item => item.Verdict.Kind is VerdictKind.WaitingToRetry or VerdictKind.Following)
            && fleet.Member("clusterA")!.Line is MemberLine.Answering);
    }

    [Fact]
    public async Task LeaderFrozen_IsNamedSilent_AndComesBack()
    {
        await using var lab = await WatchedLab.StartAsync("healthy-pair");
        await lab.UntilAsync(fleet => fleet.Pairs[0].State.Kind == PairStateKind.Following);

        await lab.SteerAsync("clusters/clusterA/freeze");
        var frozen = await lab.UntilAsync(fleet => fleet.Items.All(item => item.Verdict.Kind == VerdictKind.Silent));
        Assert.True(frozen.Member("clusterA")!.Line is MemberLine.NotAnswering { IsSilent: true });

        await lab.SteerAsync("clusters/clusterA/thaw");
        await lab.UntilAsync(fleet => fleet.Pairs[0].State.Kind == PairStateKind.Following);
    }

    [Fact]
    public async Task FollowerClusterDown_ItemsStayAsWhatTheyWere()
    {
        await using var lab = await WatchedLab.StartAsync("healthy-pair");
        var before = await lab.UntilAsync(fleet => fleet.Pairs[0].State.Kind == PairStateKind.Following);

        await lab.SendAsync("clusterA", HttpMethod.Post, "_lab/clusters/clusterB/stop");
        var after = await lab.UntilAsync(fleet => fleet.Items.All(item => item.Verdict is { Kind: VerdictKind.Unknown, Was: VerdictKind.Following }));

        Assert.Equal(before.Items.Select(item => item.Key), after.Items.Select(item => item.Key));
        Assert.Equal(PairStateKind.StandbyUnreachable, after.Pairs[0].State.Kind);
    }

    [Fact]
    public async Task SplitWrites_IsNamed()
    {
        await using var lab = await WatchedLab.StartAsync("split-writes");

        await lab.UntilAsync(fleet => fleet.Pairs[0].State.Kind == PairStateKind.SplitBrain);
    }

    [Fact]
    public async Task HalfFinishedUnfollow_EachIsWhatItIs()
    {
        await using var lab = await WatchedLab.StartAsync("half-finished-unfollow");

        await lab.UntilAsync(fleet => Named(fleet, "promoted")?.Verdict.Kind == VerdictKind.Promoted
            && Named(fleet, "unfollowed-closed")?.Verdict.Kind == VerdictKind.LeftClosed
            && Named(fleet, "closed")?.Verdict.Kind == VerdictKind.PausedAndClosed
            && Named(fleet, "paused")?.Verdict.Kind == VerdictKind.Paused
            && Named(fleet, "untouched")?.Verdict.Kind == VerdictKind.Following);
    }

    [Fact]
    public async Task Lagging_BehindAThinLine_IsBehindByTheLeadersOwnWord()
    {
        await using var lab = await WatchedLab.StartAsync("lagging");

        // It falls behind for as long as the load goes on; whether it closes the gap between two polls is for the line to say.
        var snapshot = await lab.UntilAsync(
            fleet => Named(fleet, "orders") is { Verdict.Kind: VerdictKind.Lagging or VerdictKind.CatchingUp } item && item.Lag.Behind > TimeSpan.FromSeconds(10), 90);

        Assert.True(Named(snapshot, "orders")!.Lag.Operations > 0);
    }

    [Fact]
    public async Task PausedNineHours_LeaseClockSaysWhatIsLeft()
    {
        await using var lab = await WatchedLab.StartAsync("paused-9h");

        var snapshot = await lab.UntilAsync(fleet => Named(fleet, "orders") is { Verdict.Kind: VerdictKind.Paused, KeptUntil: { } until } && until < TimeProvider.System.GetUtcNow().AddHours(3.1));

        var left = Named(snapshot, "orders")!.KeptUntil!.Value - TimeProvider.System.GetUtcNow();
        Assert.True(left.TotalHours > 2.5, $"{left} are left");
    }

    [Fact]
    public async Task LineBetweenTheClustersCut_BothAnswerUs_SaysThatTheLineIsDown()
    {
        await using var lab = await WatchedLab.StartAsync("healthy-pair");
        await lab.UntilAsync(fleet => fleet.Pairs[0].State.Kind == PairStateKind.Following);

        await lab.SteerAsync("links", """{"from":"clusterA","to":"clusterB","cut":"refuse"}""");
        await lab.SteerAsync("links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");

        var cut = await lab.UntilAsync(fleet => fleet.Items.Any(item => item.Verdict.Reason.Contains("the line between the two clusters is down", StringComparison.Ordinal)));
        Assert.All(cut.Members, member => Assert.IsType<MemberLine.Answering>(member.Line));
    }

    [Theory]
    [InlineData("""{"cluster":"clusterA","path":"*_stats*","times":0,"do":"garbage"}""")]
    [InlineData("""{"cluster":"clusterA","path":"*_stats*","times":0,"do":"truncate"}""")]
    [InlineData("""{"cluster":"clusterA","path":"*_stats*","times":0,"do":"drop"}""")]
    [InlineData("""{"cluster":"clusterA","path":"*_stats*","times":0,"do":"fail","status":503,"type":"odd","reason":"odd"}""")]
    [InlineData("""{"cluster":"clusterA","path":"*","times":0,"do":"garbage"}""")]
    public async Task OneClusterAnswersNonsense_ItsItemsStayAndTheOtherSuffersNothing(string fault)
    {
        await using var lab = await WatchedLab.StartAsync("healthy-pair");
        var before = await lab.UntilAsync(fleet => fleet.Pairs[0].State.Kind == PairStateKind.Following);

        await lab.SteerAsync("faults", fault);
        var broken = await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.NotAnswering);
        Assert.Equal(before.Items.Count, broken.Items.Count);
        Assert.IsType<MemberLine.Answering>(broken.Member("clusterB")!.Line);
        Assert.DoesNotContain(broken.Items, item => item.Verdict.Kind == VerdictKind.Following);

        await lab.SendAsync("clusterB", HttpMethod.Delete, "_lab/faults");
        await lab.UntilAsync(fleet => fleet.Pairs[0].State.Kind == PairStateKind.Following);
    }

    private static bool Has(FleetSnapshot fleet, VerdictKind kind) => fleet.Items.Any(item => item.Verdict.Kind == kind);

    private static Item? Named(FleetSnapshot fleet, string name) => fleet.Items.FirstOrDefault(item => item.Name == name);
}
