using Switchback.Core.Fleet;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Tests.Lab;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>What stands between the comparison and the deletion, with a side that does not stand still and copies that do not stay.</summary>
public sealed class LedgerTests
{
    /// <summary>Law 5: what only the old side has is in a copy that is the same, byte for byte, when it is deleted.</summary>
    [Fact]
    public async Task Law5_CopyThatWasChanged_StopsTheDeletion()
    {
        await using var lab = await TurnedAsync();
        lab.Asked = (_, step) =>
        {
            if (step.Kind == StepKinds.Settle) lab.Copies.Spoil();
            return Task.FromResult(true);
        };

        var run = await lab.RunAsync(await lab.PlanAsync("failback", ("return", "no")));

        Assert.True(run.Phase == RunPhase.NeedsHuman, JourneyLab.Tell(run));
        Assert.Contains("late", await JourneyTests.Get(lab, "clusterA", "/shop/_doc/late"));
    }

    /// <summary>Law 5: home took a write after it was compared, because somebody opened the fence.</summary>
    [Fact]
    public async Task Law5_OldSideThatMovedAfterTheComparison_IsNotDeleted()
    {
        await using var lab = await TurnedAsync();
        lab.Asked = async (_, step) =>
        {
            if (step.Kind != StepKinds.Settle) return true;
            await lab.Pair.SendAsync("clusterA", HttpMethod.Put, "/shop/_settings", """{"index.blocks.write":false}""");
            await JourneyTests.Put(lab, "clusterA", "shop", "later-still", "{}");
            await lab.Pair.SendAsync("clusterA", HttpMethod.Put, "/shop/_settings", """{"index.blocks.write":true}""");
            return true;
        };

        var run = await lab.RunAsync(await lab.PlanAsync("failback", ("return", "no")));

        Assert.True(run.Phase == RunPhase.NeedsHuman, JourneyLab.Tell(run));
        Assert.Contains("later-still", await JourneyTests.Get(lab, "clusterA", "/shop/_doc/later-still"));
    }

    [Fact]
    public async Task Merge_WritesWhatIsMissingAndUntouched_AndLeavesConflictsInTheCopy()
    {
        await using var lab = await TurnedAsync();
        await JourneyTests.Put(lab, "clusterB", "shop2", "3", """{"n":300}""");

        var run = await lab.RunAsync(await lab.PlanAsync("failback", ("return", "no"), ("merge", "yes")));

        JourneyLab.Succeeded(run);
        Assert.Contains("\"late\":1", await JourneyTests.Get(lab, "clusterB", "/shop2/_doc/late"));
        Assert.Contains("\"n\":44", await JourneyTests.Get(lab, "clusterB", "/shop2/_doc/4"));
        Assert.Contains("\"n\":300", await JourneyTests.Get(lab, "clusterB", "/shop2/_doc/3"));
        await LabPair.UntilAsync(() => JourneyTests.Get(lab, "clusterA", "/shop/_doc/late"), answer => answer.Contains("\"late\":1", StringComparison.Ordinal));
    }

    /// <summary>Writes are not stopped on the side that leads while the copies that shall take over are not there.</summary>
    [Fact]
    public async Task Failback_WithACopyThatDoesNotCome_NeverFencesTheSideThatLeads()
    {
        await using var lab = await TurnedAsync();
        lab.Asked = async (_, step) =>
        {
            if (step.Kind == StepKinds.Settle) await lab.Pair.SteerAsync("/faults", """{"cluster":"clusterA","method":"PUT","path":"/shop/_ccr/follow","do":"fail","status":400,"type":"illegal_argument_exception","times":0}""");
            return true;
        };

        var run = await lab.RunAsync(await lab.PlanAsync("failback"));

        Assert.True(run.Phase == RunPhase.NeedsHuman, JourneyLab.Tell(run));
        await JourneyTests.Put(lab, "clusterB", "shop2", "still", "{}");
        Assert.Equal(Side.Away, lab.Active);
    }

    /// <summary>Without a line everything is compared, and what is the same on both sides is not told as lost.</summary>
    [Fact]
    public async Task Ledger_OfAPromotionByHand_ComparesContents()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2", documents: 6);
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        var cancel = TestContext.Current.CancellationToken;
        LabPair.Done(await lab.Pair.B.Following.PauseAsync("shop2", cancel));
        LabPair.Done(await lab.Pair.B.Indices.CloseAsync(["shop2"], cancel));
        LabPair.Done(await lab.Pair.B.Following.UnfollowAsync("shop2", cancel));
        LabPair.Done(await lab.Pair.B.Indices.OpenAsync(["shop2"], cancel));
        await JourneyTests.Put(lab, "clusterA", "shop", "late", """{"late":1}""");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Promoted);
        await lab.RecordAsync(Side.Away);

        var run = await lab.RunAsync(await lab.PlanAsync("failback", ("return", "no")));

        JourneyLab.Succeeded(run);
        Assert.Single(lab.Copies.Lines);
        Assert.Contains("\"withoutLine\":true", run.Items["clusterA/shop"].Notes[ItemFacts.Divergence]);
    }

    [Fact]
    public async Task Drill_FailsOverACopy_AndLeavesNothingBehind()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2", documents: 6);
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.RecordAsync(Side.Home);
        var before = await JourneyTests.Get(lab, "clusterB", "/_cat/indices?h=index");

        var run = await lab.RunAsync(await lab.PlanAsync("drill"));

        JourneyLab.Succeeded(run);
        Assert.Equal(before, await JourneyTests.Get(lab, "clusterB", "/_cat/indices?h=index"));
        Assert.Equal(Side.Home, lab.Active);
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
    }

    [Fact]
    public async Task Maintenance_PausesAndRestoresExactlyWhatWasActive()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.Pair.FollowAsync("rest", "rest");
        await lab.Pair.SendAsync("clusterB", HttpMethod.Put, "/_ccr/auto_follow/shops", """{"remote_cluster":"clusterA","leader_index_patterns":["new*"]}""");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        LabPair.Done(await lab.Pair.B.Following.PauseAsync("rest", TestContext.Current.CancellationToken));
        await lab.UntilAsync("clusterB", "rest", VerdictKind.Paused);
        lab.Asked = async (_, step) =>
        {
            await lab.UntilAsync("clusterB", "shop2", VerdictKind.Paused);
            Assert.Contains("\"active\":false", await JourneyTests.Get(lab, "clusterB", "/_ccr/auto_follow"));
            return true;
        };

        var run = await lab.RunAsync(await lab.PlanAsync("maintenance"));

        JourneyLab.Succeeded(run);
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.UntilAsync("clusterB", "rest", VerdictKind.Paused);
        Assert.Contains("\"active\":true", await JourneyTests.Get(lab, "clusterB", "/_ccr/auto_follow"));
    }

    [Fact]
    public async Task SetUp_ConnectsBothWays_PutsAPatternAndFollowsWhatIsThere()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.MakeAsync("shop", 5);
        await lab.Pair.MakeAsync("stock", 2);
        await lab.UntilAsync(fleet => fleet.Members.All(member => member.Line is MemberLine.Answering));

        var run = await lab.RunAsync(await lab.PlanAsync("set-up", ("pattern", "shop*")));

        JourneyLab.Succeeded(run);
        await lab.UntilAsync("clusterB", "shop", VerdictKind.Following);
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);
        Assert.Contains("clusterB", await JourneyTests.Get(lab, "clusterA", "/_remote/info"));
        await lab.Pair.MakeAsync("shop-new", 1);
        await lab.UntilAsync("clusterB", "shop-new", VerdictKind.Following);
    }

    [Fact]
    public async Task Recover_OfAHalfDonePromotion_GoesForwardsOrBack()
    {
        await using var lab = await JourneyLab.StartAsync();
        foreach (var name in new[] { "one", "two", "three" }) await lab.Pair.FollowAsync(name, name);
        foreach (var name in new[] { "one", "two", "three" }) await lab.UntilAsync("clusterB", name, VerdictKind.Following);
        var cancel = TestContext.Current.CancellationToken;
        LabPair.Done(await lab.Pair.B.Following.PauseAsync("one", cancel));
        LabPair.Done(await lab.Pair.B.Following.PauseAsync("two", cancel));
        LabPair.Done(await lab.Pair.B.Indices.CloseAsync(["two"], cancel));
        await lab.UntilAsync("clusterB", "two", VerdictKind.PausedAndClosed);
        await lab.UntilAsync("clusterB", "one", VerdictKind.Paused);

        JourneyLab.Succeeded(await lab.RunAsync(await lab.PlanAsync("recover", ("way", "back"))));
        foreach (var name in new[] { "one", "two", "three" }) await lab.UntilAsync("clusterB", name, VerdictKind.Following);
        LabPair.Done(await lab.Pair.B.Following.PauseAsync("two", cancel));
        LabPair.Done(await lab.Pair.B.Indices.CloseAsync(["two"], cancel));
        await lab.UntilAsync("clusterB", "two", VerdictKind.PausedAndClosed);
        JourneyLab.Succeeded(await lab.RunAsync(await lab.PlanAsync("recover", ("way", "forward"))));
        foreach (var name in new[] { "one", "two", "three" }) await lab.UntilAsync("clusterB", name, VerdictKind.Promoted);
        Assert.Equal(Side.Away, lab.Active);
    }

    /// <summary>A pair that was failed over, with one new document, one changed and one that both sides will have changed.</summary>
    private static async Task<JourneyLab> TurnedAsync()
    {
        var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2", documents: 6);
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");
        await JourneyTests.Put(lab, "clusterA", "shop", "late", """{"late":1}""");
        await JourneyTests.Put(lab, "clusterA", "shop", "4", """{"n":44}""");
        await JourneyTests.Put(lab, "clusterA", "shop", "3", """{"n":33}""");
        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.NotAnswering);
        JourneyLab.Succeeded(await lab.RunAsync(await lab.PlanAsync("failover", ("clients", "stopped"))));
        await lab.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"none"}""");
        await lab.Pair.SteerAsync("/clusters/clusterA/start");
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.Answering);
        return lab;
    }
}
