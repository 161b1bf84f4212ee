using Switchback.Core.Fleet;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Tests.Lab;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>The planned switch-over while clients write, and what stands in its way.</summary>
public sealed class SwitchoverTests
{
    [Theory]
    [InlineData("7.8.1")]
    [InlineData("9.2.1")]
    public async Task Switchover_WhileFourClientsWrite_LosesNoneOfTheirWritesAndComesHomeAgain(string version)
    {
        await using var lab = await JourneyLab.StartAsync(version);
        await lab.Pair.FollowAsync("shop", "shop2", documents: 20);
        await lab.Pair.SendAsync("clusterB", HttpMethod.Put, "/_ccr/auto_follow/shops", """{"remote_cluster":"clusterA","leader_index_patterns":["shop*"]}""");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await using var writers = new Writers(lab, "clusterA/shop");
        await LabPair.UntilAsync(() => Task.FromResult(writers.Acknowledged), count => count > 50);
        lab.Asked = (run, step) =>
        {
            if (step.Kind == StepKinds.Route) writers.Send(step.Member == "clusterB" ? "clusterB/shop2" : "clusterA/shop");
            return Task.FromResult(true);
        };

        var over = await lab.RunAsync(await lab.PlanAsync("switchover"));
        JourneyLab.Succeeded(over);
        Assert.Equal(Side.Away, lab.Active);
        Assert.Equal([(Side.Away, true)], over.Turns.Select(turn => (turn.Side, turn.At >= over.StartedAt)));
        Assert.Contains("\"shops\"", await JourneyTests.Get(lab, "clusterA", "/_ccr/auto_follow"));
        await lab.UntilAsync("clusterA", "shop", VerdictKind.Following);
        var before = writers.Acknowledged;
        await LabPair.UntilAsync(() => Task.FromResult(writers.Acknowledged), count => count > before + 50);

        var home = await lab.RunAsync(await lab.PlanAsync("switchover"));
        JourneyLab.Succeeded(home);
        Assert.Equal(Side.Home, lab.Active);
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await writers.DisposeAsync();
        Assert.DoesNotContain("\"shops\"", await JourneyTests.Get(lab, "clusterA", "/_ccr/auto_follow"));
        Assert.Contains("\"active\":true", await JourneyTests.Get(lab, "clusterB", "/_ccr/auto_follow"));
        Assert.Empty(await Truth.LostAsync(lab));
    }

    [Fact]
    public async Task Switchover_ThatIsAbortedBeforeItIsTurnedRound_AllowsWritesWhereTheyWere()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.Pair.FollowAsync("stock", "stock");
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);
        await lab.ConnectBackAsync();
        var plan = await lab.PlanAsync("switchover");
        // Nothing drains: the line that is read over is cut.
        await lab.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");
        await JourneyTests.Put(lab, "clusterA", "shop", "late", "{}");
        var run = await lab.RequestAsync(plan);
        await lab.Desk.ApproveAsync(JourneyLab.Anna, run.Id, plan.Hash, null);
        var drain = plan.Steps.Single(step => step.Kind == StepKinds.Drain).Number;
        await lab.UntilAsync(run.Id, now => now.Step == drain);
        await lab.Desk.AbortAsync(JourneyLab.Operator, run.Id, "no");

        var aborted = await lab.FinishAsync(run.Id);

        Assert.True(aborted.Phase == RunPhase.Aborted, JourneyLab.Tell(aborted));
        Assert.Empty(aborted.Turns);
        await JourneyTests.Put(lab, "clusterA", "shop", "after", "{}");
        await JourneyTests.Put(lab, "clusterA", "stock", "after", "{}");
        await lab.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"none"}""");
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);
    }

    /// <summary>Law 4: a fence that somebody opened is none, and what arrives behind it is not waited for.</summary>
    [Fact]
    public async Task Law4_FenceThatSomebodyOpens_IsNoFence()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.ConnectBackAsync();
        var plan = await lab.PlanAsync("switchover");
        // What was written before the fence does not arrive for now, so that it is waited for.
        await lab.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");
        await JourneyTests.Put(lab, "clusterA", "shop", "late", "{}");
        var run = await lab.RequestAsync(plan);
        await lab.Desk.ApproveAsync(JourneyLab.Anna, run.Id, plan.Hash, null);
        var drain = plan.Steps.Single(step => step.Kind == StepKinds.Drain).Number;
        await lab.UntilAsync(run.Id, now => now.Step == drain);
        await lab.Pair.SendAsync("clusterA", HttpMethod.Put, "/shop/_settings", """{"index.blocks.write":false}""");
        await lab.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"none"}""");

        var stopped = await lab.FinishAsync(run.Id);

        Assert.True(stopped.Phase == RunPhase.NeedsHuman, JourneyLab.Tell(stopped));
        Assert.DoesNotContain(stopped.Items.Values, item => item.Done.Any(step => plan.Step(step)!.Kind == StepKinds.Unfollow));
    }

    /// <summary>Law 4: no promotion before every shard has arrived; and for all or for none.</summary>
    [Fact]
    public async Task Switchover_WithOneThatStops_PromotesNone()
    {
        await using var lab = await JourneyLab.StartAsync();
        await lab.Pair.FollowAsync("shop", "shop2");
        await lab.Pair.FollowAsync("stock", "stock");
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);
        var plan = await lab.PlanAsync("switchover");
        await lab.Pair.SendAsync("clusterA", HttpMethod.Delete, "/stock", "");
        await lab.Pair.MakeAsync("stock", 1);

        var run = await lab.RunAsync(plan);

        Assert.True(run.Phase == RunPhase.NeedsHuman, JourneyLab.Tell(run));
        Assert.DoesNotContain(run.Items.Values, item => item.Done.Any(step => plan.Step(step)!.Kind == StepKinds.Unfollow));
        await lab.Desk.AbortAsync(JourneyLab.Operator, run.Id, "no");
        var aborted = await lab.FinishAsync(run.Id);
        Assert.True(aborted.Phase is RunPhase.Aborted or RunPhase.NeedsHuman, JourneyLab.Tell(aborted));
        await JourneyTests.Put(lab, "clusterA", "shop", "after", "{}");
    }
}
