using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Tests.Lab;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>Taking over from a side that is down or silent, and what is refused.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task Failover_WithHomeSilent_ProbesAndGoesOnWhileTheCallsHang()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.Pair.FollowAsync("stock", "stock");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);
        await lab.Pair.SteerAsync("/clusters/clusterA/freeze");
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.NotAnswering { IsSilent: true });

        var run = await lab.RunAsync(await lab.PlanAsync("failover", ("clients", "unknown")));

        JourneyLab.Succeeded(run);
        Assert.Equal(Side.Away, lab.Active);
        Assert.NotEmpty(run.Owes);
        await JourneyTests.Put(lab, "clusterB", "shop2", "new", "{}");
        Assert.Contains("may still write", run.Plan.Loss!.Say());
    }

    [Fact]
    public async Task Failover_WhileHomeAnswers_IsRefusedAndNamesTheSwitchover()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);

        var refused = Assert.IsType<PlanOutcome.Refused>(await lab.AskAsync("failover", ("clients", "stopped")));

        Assert.Contains(refused.Refusals, refusal => refusal.What == "clusterA" && refusal.Lift.Contains("switchover", StringComparison.Ordinal));
    }

    /// <summary>Two witnesses: a home that is back when the run begins is noticed, and nothing is promoted.</summary>
    [Fact]
    public async Task Failover_OfAHomeThatIsBackByThen_StopsAtItsWitnesses()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.NotAnswering);
        var plan = await lab.PlanAsync("failover", ("clients", "stopped"));
        await lab.Pair.SteerAsync("/clusters/clusterA/start");
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.Answering);

        var run = await lab.RunAsync(plan);

        Assert.True(run.Phase == RunPhase.NeedsHuman, JourneyLab.Tell(run));
        Assert.Equal(1, run.Items.Values.Single(item => item.Item.Name == "shop2").Stop!.At);
        Assert.Null(lab.Active);
    }

    [Fact]
    public async Task Failover_OfAPairThatALesserRunHolds_EndsThatRunAndTakesWhatItHadBegun()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.Pair.FollowAsync("stock", "stock");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);
        var over = await lab.PlanAsync("switchover");
        var lesser = await lab.RequestAsync(over);
        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.Desk.ApproveAsync(JourneyLab.Anna, lesser.Id, over.Hash, null);
        await LabPair.UntilAsync(() => Task.FromResult(lab.Book.Find(lesser.Id)!.Run), run => run.StartedAt is not null);
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.NotAnswering);

        var run = await lab.RunAsync(await lab.PlanAsync("failover", ("clients", "stopped")));

        JourneyLab.Succeeded(run);
        var ended = lab.Book.Find(lesser.Id)!.Run;
        Assert.Equal(RunPhase.Aborted, ended.Phase);
        Assert.Contains(run.Id, ended.Says);
    }

    [Theory]
    [InlineData("failover", "clients", "")]
    [InlineData("failover", "clients=maybe", "is no choice")]
    [InlineData("switchover", "fence-longest=500", "no number of minutes")]
    [InlineData("failback", "", "not recorded")]
    [InlineData("recover", "", "not said")]
    public async Task Journeys_WithWhatCannotBeUsed_SayWhyAndWhatToGive(string verb, string given, string why)
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);

        var parameters = given.Contains('=') ? new[] { (given.Split('=')[0], given.Split('=')[1]) } : [];
        var refused = Assert.IsType<PlanOutcome.Refused>(await lab.AskAsync(verb, parameters));

        Assert.Contains(refused.Refusals, refusal => refusal.Why.Contains(why, StringComparison.Ordinal) && refusal.Lift.Length > 0);
    }

    [Fact]
    public async Task Failover_WithOnesThatNeverFinishedTheirCopyOrWerePaused_SortsThemBeforehand()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.Pair.FollowAsync("old", "old");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        LabPair.Done(await lab.Pair.B.Following.PauseAsync("old", TestContext.Current.CancellationToken));
        await lab.UntilAsync("clusterB", "old", VerdictKind.Paused);
        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.NotAnswering);

        var all = await lab.PlanAsync("failover", ("clients", "stopped"));
        var without = await lab.PlanAsync("failover", ("clients", "stopped"), ("behind", "leave"));

        Assert.Contains(all.Items, item => item.Name == "old");
        Assert.Contains(all.Loss!.Lines, line => line.Item == "old" && line.Why == "it was paused");
        Assert.DoesNotContain(without.Items, item => item.Name == "old");
        Assert.Contains(without.Warnings, warning => warning.Contains("old", StringComparison.Ordinal));
    }
}
