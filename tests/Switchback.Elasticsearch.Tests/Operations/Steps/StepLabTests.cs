using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Operations.Steps;

/// <summary>Each kind over real HTTP: done, found done, its answer lost on either side of the effect, and refused in time.</summary>
public sealed class StepLabTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    /// <summary>Every kind, in both ways of losing an answer.</summary>
    public static TheoryData<string, string, string> LostAnswers =>
        [.. new[] { StepKinds.Pause, StepKinds.Resume, StepKinds.Close, StepKinds.Open, StepKinds.Unfollow, StepKinds.Follow, StepKinds.Delete, StepKinds.Forget }
            .SelectMany(kind => new[] { (kind, "before", "drop"), (kind, "after", "drop"), (kind, "after", "fail"), (kind, "after", "garbage") })];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Promotion_StepByStep_IsSeenAndFoundDoneAfterwards(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.Pair.FollowAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Open);

        foreach (var step in plan.Steps) Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(plan, step.Number));

        // A restart begins with looks, and an operator may have done it all by hand: nothing is sent again.
        foreach (var step in plan.Steps) Assert.Equal(Presence.There, (await lab.LookAsync(plan, step.Number)).Effect);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Resume_WithParameters_IsThereWithTheseAndNotWithOthers(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.FollowPausedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar", (ItemFacts.Parameter + "max_read_request_size", "1024k"), (ItemFacts.Parameter + "max_outstanding_read_requests", "3"))], StepKinds.Resume);

        Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(plan));

        var other = StepPlans.Plan([await lab.ItemAsync("bar", (ItemFacts.Parameter + "max_outstanding_read_requests", "4"))], StepKinds.Resume);
        Assert.Contains("is 3 instead of 4", (await lab.LookAsync(other)).Refusal!.Why);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Resume_OfAFollowerThatFailedForGood_IsRefusedWithTheRemedy(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.Pair.FollowAsync("foo", "bar");
        await lab.Pair.SteerAsync("/followers/fail", """{"cluster":"clusterB","index":"bar","shard":0,"type":"illegal_state_exception","reason":"Unable to open any connections to remote cluster [clusterA]"}""");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Resume);

        var sight = await LabPair.UntilAsync(() => lab.LookAsync(plan), sight => sight.Effect == Presence.Absent);

        Assert.Contains("Pause and resume", sight.Refusal!.Lift);
        // Nobody has to believe the look: the cluster says no, too.
        Assert.Contains("pause it first", Assert.IsType<CallOutcome.Unknown>(await lab.SendAsync(plan)).Why);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Follow_ToANewNameAndOverAClosedIndex_IsSeenWhenItsTasksRun(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.Pair.MakeAsync("foo", 3);
        var make = StepPlans.Plan([await lab.CopyAsync("foo", "bar")], StepKinds.Follow);
        Assert.Null(make.Items[0].Identity);
        Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(make));

        var again = StepPlans.Plan([await lab.CopyAsync("foo", "bar")], StepKinds.Pause, StepKinds.Close, StepKinds.Follow);
        foreach (var step in again.Steps) Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(again, step.Number));
        // The uuid stays: it would be no sign of anything.
        Assert.Equal(again.Items[0].Identity, (await lab.ItemAsync("bar")).Identity);
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Call_WhoseAnswerIsLost_IsUnknownAndTheLookTells(string kind, string when, string how)
    {
        await using var lab = await StepLab.StartAsync();
        var plan = await PrepareAsync(lab, kind);
        var line = StepPlans.Book.CallsOf(plan, plan.Steps[0])[0].Call.Line.Split(' ', '?');
        await lab.SpoilAsync(line[1], when, how, $$""","method":"{{line[0]}}" """, plan.Steps[0].Member);
        var before = await lab.LookAsync(plan);
        Assert.True(before is { Effect: Presence.Absent, Refusal: null }, before.ToString());

        Assert.IsType<CallOutcome.Unknown>(await lab.SendAsync(plan));

        if (when == "after")
        {
            await lab.ThereAsync(plan);
            return;
        }

        var after = await lab.LookAsync(plan);
        Assert.True(after is { Effect: Presence.Absent, Refusal: null }, after.ToString());
        Assert.IsType<CallOutcome.Accepted>(await lab.SendAsync(plan));
        await lab.ThereAsync(plan);
    }

    [Fact]
    public async Task Call_ThatIsTooMuch_ComesBackWithWhenAndTakesEffectLater()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.Pair.FollowAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Pause);
        await lab.SpoilAsync("*/_ccr/pause_follow", "before", "fail", """, "status":429,"type":"es_rejected_execution_exception","reason":"rejected","retry_after":"3" """);

        var busy = Assert.IsType<CallOutcome.Rejected>(await lab.SendAsync(plan));

        Assert.Equal((TimeSpan.FromSeconds(3), true), (busy.After, busy.TooBusy));
        Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(plan));
    }

    [Theory]
    [InlineData(StepKinds.Pause)]
    [InlineData(StepKinds.Close)]
    [InlineData(StepKinds.Delete)]
    public async Task Index_MadeAnewByHand_IsLeftAlone(string kind)
    {
        await using var lab = await StepLab.StartAsync();
        await lab.FollowPausedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], kind);
        LabPair.Done(await lab.Pair.B.Indices.DeleteAsync(["bar"], Cancel));
        LabPair.Done(await lab.Pair.B.Indices.CreateAsync("bar", default, Cancel));
        var newcomer = (await lab.ItemAsync("bar")).Identity;

        var sight = await lab.LookAsync(plan);

        if (kind == StepKinds.Delete)
        {
            Assert.Equal(Presence.There, sight.Effect);
            // Even a caller who does not care about the look does not get it deleted.
            Assert.Contains("left alone", Assert.IsType<CallOutcome.Rejected>(await lab.SendAsync(plan)).Why);
        }
        else
        {
            Assert.Contains("Another index", sight.Seen);
            Assert.NotNull(sight.Refusal);
        }

        Assert.Equal(newcomer, (await lab.ItemAsync("bar")).Identity);
    }

    [Fact]
    public async Task Bulk_OfThreeHundred_IsLookedAtAndClosedByLists()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.Pair.SteerAsync("/seed", """{"leader":"clusterA","follower":"clusterB","count":300,"prefix":"bulk-","documents":1}""");
        var sights = LabPair.Value(await lab.Pair.B.Self.SightsAsync(["bulk-*"], Cancel));
        var plan = StepPlans.Plan([.. sights.Values.OrderBy(sight => sight.Name, StringComparer.Ordinal).Select(sight => StepPlans.Item(sight.Name, sight.Uuid, (ItemFacts.LeaderCluster, "clusterA")))], StepKinds.Close, StepKinds.Open);

        foreach (var step in plan.Steps)
        {
            Assert.All((await lab.Driver.LookAsync(plan, step, plan.Items, Cancel)).Values, sight => Assert.True(sight is { Effect: Presence.Absent, Refusal: null }, sight.ToString()));
            var calls = lab.Driver.CallsOf(plan, step);
            Assert.Equal(3, calls.Count);
            foreach (var call in calls) Assert.IsType<CallOutcome.Accepted>(await lab.Driver.SendAsync(step, call, Cancel));
            await LabPair.UntilAsync(() => lab.Driver.LookAsync(plan, step, plan.Items, Cancel), looks => looks.Values.All(sight => sight.Effect == Presence.There));
        }
    }

    [Fact]
    public async Task List_WithOneThatCannotBeClosed_IsSortedByTheLook()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.FollowPausedAsync("foo", "bar");
        await lab.CopySlowlyAsync("big", "copying");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar"), await lab.ItemAsync("copying")], StepKinds.Close);
        await lab.LookAsync(plan);

        var whole = Assert.IsType<CallOutcome.Unknown>(await lab.SendAsync(plan));

        Assert.Contains("still being copied", whole.Why);
        var sights = await lab.Driver.LookAsync(plan, plan.Steps[0], plan.Items, Cancel);
        Assert.True(sights["clusterB/bar"] is { Effect: Presence.Absent, Refusal: null }, sights["clusterB/bar"].ToString());
        Assert.True(sights["clusterB/copying"] is { Refusal: not null, PassesByItself: true }, sights["clusterB/copying"].ToString());
        Assert.IsType<CallOutcome.Accepted>(await lab.Driver.SendAsync(plan.Steps[0], Assert.Single(lab.Driver.CallsOf(plan, plan.Steps[0], ["clusterB/bar"])), Cancel));
    }

    [Fact]
    public async Task Follow_OverAClosedIndexThatWasExchanged_DestroysNothing()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.FollowClosedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Follow);
        var before = await lab.LookAsync(plan);
        Assert.True(before is { Effect: Presence.Absent, Refusal: null }, before.ToString());
        LabPair.Done(await lab.Pair.B.Indices.DeleteAsync(["bar"], Cancel));
        LabPair.Done(await lab.Pair.B.Indices.CreateAsync("bar", default, Cancel));
        LabPair.Done(await lab.Pair.B.Indices.CloseAsync(["bar"], Cancel));
        var newcomer = (await lab.ItemAsync("bar")).Identity;

        // Between the look and the call.
        Assert.Equal(TimeSpan.Zero, Assert.IsType<CallOutcome.Rejected>(await lab.SendAsync(plan)).After);

        Assert.NotNull((await lab.LookAsync(plan)).Refusal);
        Assert.Equal((newcomer, null), ((await lab.ItemAsync("bar")).Identity, (await lab.ItemAsync("bar")).Fact(ItemFacts.Leader)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Follow_OverAClosedFollowerWithTasks_IsRefused(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.Pair.FollowAsync("foo", "bar");
        LabPair.Done(await lab.Pair.B.Indices.CloseAsync(["bar"], Cancel));
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Follow);

        Assert.Equal("Pause it first.", (await lab.LookAsync(plan)).Refusal!.Lift);
        // Answered with a 400, it would have replaced the data.
        Assert.IsType<CallOutcome.Rejected>(await lab.SendAsync(plan));
        Assert.Equal(Presence.There, (await lab.LookAsync(StepPlans.Plan(plan.Items, StepKinds.Close))).Effect);
    }

    [Theory]
    [InlineData("clusterB", "This cluster's licence")]
    [InlineData("clusterA", "The leader's cluster has no licence")]
    public async Task Resume_WithoutALicence_IsRefusedAndPauseIsNot(string cluster, string why)
    {
        await using var lab = await StepLab.StartAsync();
        await lab.Pair.FollowAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Pause, StepKinds.Resume);
        await lab.Pair.SteerAsync($"/clusters/{cluster}/licence", """{"type":"basic"}""");
        Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(plan));

        Assert.StartsWith(why, (await lab.LookAsync(plan, 2)).Refusal!.Why);
        Assert.Contains("licence", Assert.IsType<CallOutcome.Rejected>(await lab.SendAsync(plan, 2)).Why);
        await lab.Pair.SteerAsync($"/clusters/{cluster}/licence", """{"type":"platinum"}""");
        Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(plan, 2));
    }

    [Fact]
    public async Task Resume_WhoseRemoteWasRemoved_IsRefused()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.FollowPausedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Resume);
        LabPair.Done(await lab.Pair.B.Remotes.RemoveAsync("clusterA", ["seeds"], Cancel));

        Assert.Contains("under the alias clusterA", (await lab.LookAsync(plan)).Refusal!.Why);
    }

    [Fact]
    public async Task Call_OfAnotherPlan_IsNotSent()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.Pair.FollowAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Pause);
        var call = StepPlans.Book.CallsOf(plan, plan.Steps[0])[0];

        Assert.IsType<CallOutcome.Rejected>(await lab.Driver.SendAsync(plan.Steps[0], call, Cancel));
        Assert.Equal(Presence.Absent, (await lab.LookAsync(plan)).Effect);
        Assert.IsType<CallOutcome.Rejected>(await lab.Driver.SendAsync(plan.Steps[0], call with { Call = call.Call with { Line = "POST /plain/_close" } }, Cancel));
        Assert.IsType<CallOutcome.Accepted>(await lab.Driver.SendAsync(plan.Steps[0], call, Cancel));
    }

    [Fact]
    public async Task Forget_OfALeaderWhoseShardsHaveNotStarted_IsNotTakenForDone()
    {
        await using var lab = await StepLab.StartAsync();
        var plan = await OrphanLeaseAsync(lab);
        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.Pair.SteerAsync("/clusters/clusterA/start");

        // Its index is open at once, and its shards come a second later: until then nobody can say which leases it holds.
        var sight = await LabPair.UntilAsync(() => lab.LookAsync(plan), sight => sight.Effect is Presence.There or Presence.Absent);

        Assert.Equal("The leader still holds leases of it.", sight.Seen);
    }

    /// <summary>A plan of one step whose effect is not there yet.</summary>
    private static async Task<Plan> PrepareAsync(StepLab lab, string kind)
    {
        switch (kind)
        {
            case StepKinds.Pause:
                await lab.Pair.FollowAsync("foo", "bar");
                break;
            case StepKinds.Resume or StepKinds.Close:
                await lab.FollowPausedAsync("foo", "bar");
                break;
            case StepKinds.Follow:
                await lab.Pair.MakeAsync("foo", 2);
                return StepPlans.Plan([await lab.CopyAsync("foo", "bar")], kind);
            case StepKinds.Forget:
                return await OrphanLeaseAsync(lab);
            default:
                await lab.FollowClosedAsync("foo", "bar");
                break;
        }

        return StepPlans.Plan([await lab.ItemAsync("bar")], kind);
    }

    private static async Task<Plan> OrphanLeaseAsync(StepLab lab)
    {
        await lab.FollowPausedAsync("foo", "bar");
        var item = await lab.ItemAsync("bar");
        var lease = $"clusterB/bar/{item.Identity}-following-clusterA/foo/{item.Fact(ItemFacts.LeaderUuid)}";
        var plan = StepPlans.Plan([await lab.ItemAsync("bar", (ItemFacts.Leases, lease))], StepKinds.Forget);
        Assert.Contains("still uses them", (await lab.LookAsync(plan)).Seen);
        LabPair.Done(await lab.Pair.B.Indices.DeleteAsync(["bar"], Cancel));
        return plan;
    }
}
