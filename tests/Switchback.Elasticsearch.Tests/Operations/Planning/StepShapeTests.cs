using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>Which steps a verb consists of, in which order, what takes them back and where there is no way back.</summary>
public sealed class StepShapeTests
{
    [Theory]
    [InlineData("pause", VerdictKind.Following, "1 pause bar", "-1 resume bar")]
    [InlineData("resume", VerdictKind.Paused, "1 resume bar", "-1 pause bar")]
    [InlineData("resume", VerdictKind.PausedAndClosed, "1 open bar; 2 resume bar", "-1 close bar; -2 pause bar")]
    [InlineData("close", VerdictKind.Following, "1 close bar", "-1 open bar")]
    [InlineData("open", VerdictKind.PausedAndClosed, "1 open bar", "-1 close bar")]
    [InlineData("edit", VerdictKind.Following, "1 pause bar; 2 resume bar", "-1 resume bar+; -2 pause bar")]
    [InlineData("restart", VerdictKind.Failed, "1 pause bar; 2 resume bar", "-1 resume bar+")]
    [InlineData("wake", VerdictKind.WaitingToRetry, "1 pause bar; 2 resume bar", "-1 resume bar+")]
    [InlineData("unfollow", VerdictKind.Following, "1 pause bar; 2 close bar; 3 unfollow bar!; 4 open bar", "-1 resume bar; -2 open bar+")]
    [InlineData("promote", VerdictKind.Paused, "1 close bar; 2 unfollow bar!; 3 open bar", "-1 open bar+")]
    [InlineData("unfollow", VerdictKind.PausedAndClosed, "1 unfollow bar!; 2 open bar", "")]
    [InlineData("unfollow", VerdictKind.ClosedWhileActive, "1 pause bar; 2 unfollow bar!; 3 open bar", "")]
    [InlineData("unfollow", VerdictKind.LeftClosed, "1 open bar", "")]
    [InlineData("recreate", VerdictKind.Failed, "1 pause bar; 2 close bar; 3 follow bar!", "-1 resume bar; -2 open bar+")]
    [InlineData("recreate", VerdictKind.PausedAndClosed, "1 follow bar!", "")]
    [InlineData("delete", VerdictKind.Paused, "1 delete bar!", "")]
    [InlineData("delete", VerdictKind.Failed, "1 pause bar; 2 delete bar!", "-1 resume bar")]
    public async Task Verb_InAState_TakesTheseSteps(string verb, VerdictKind kind, string steps, string undo)
    {
        var fleet = new KnownFleet();
        fleet.Add(kind);

        var plan = await fleet.PlanAsync(verb, "bar", VerbTableTests.Wishes(verb));

        Assert.Equal((steps, undo), (KnownFleet.Shape(plan.Steps), KnownFleet.Shape(plan.UndoSteps)));
    }

    [Fact]
    public async Task Recreate_TheLongWay_UnfollowsAndDeletesFirst()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Failed);

        var plan = await fleet.PlanAsync("recreate", "bar", ("way", "long"));

        Assert.Equal("1 pause bar; 2 close bar; 3 unfollow bar!; 4 delete bar!; 5 follow bar", KnownFleet.Shape(plan.Steps));
        Assert.Equal([StepClass.Reversible, StepClass.Reversible, StepClass.Promote, StepClass.Destroy, StepClass.Reversible], plan.Steps.Select(step => step.Class));
    }

    [Fact]
    public async Task Promotion_OfManyFollowers_PausesAllAndThenTakesListByListToOpen()
    {
        var fleet = new KnownFleet();
        for (var i = 0; i < 250; i++) fleet.Add(name: $"bar-{i:000}", leader: $"foo-{i:000}");

        var plan = await fleet.PlanAsync("unfollow", string.Join(' ', fleet.Items.Select(item => item.Name)));

        Assert.Equal(
            "1 pause 250; 2 close 100; 3 unfollow 100!; 4 open 100; 5 close 100; 6 unfollow 100!; 7 open 100; 8 close 50; 9 unfollow 50!; 10 open 50", KnownFleet.Shape(plan.Steps));
        Assert.Equal("-1 resume 250; -2 open 100+; -5 open 100+; -8 open 50+", KnownFleet.Shape(plan.UndoSteps));
        Assert.Equal(("250 followers", "Promote 250 followers on clusterB"), (plan.ConfirmWith, plan.Title));
        // 2 a follower and 6 a list, at 18.75 ms each.
        Assert.Equal(TimeSpan.FromSeconds(10), plan.Estimate);
    }

    [Fact]
    public async Task Lists_OfLongNames_StayWithinOneRequestLine()
    {
        var fleet = new KnownFleet();
        for (var i = 0; i < 40; i++) fleet.Add(VerdictKind.Paused, $"{new string('x', 200)}-{i:00}", $"foo-{i:00}");

        var plan = await fleet.PlanAsync("close", string.Join(' ', fleet.Items.Select(item => item.Name)));

        Assert.All(plan.Steps, step => Assert.InRange(step.Items.Sum(key => key.Length - "clusterB/".Length + 1), 1, NameLists.MostBytes));
        Assert.Equal(40, plan.Steps.Sum(step => step.Items.Count));
    }

    [Fact]
    public async Task Promotion_WhileTheLeaderAnswers_WarnsOfTwoWritableCopies()
    {
        var fleet = new KnownFleet();
        fleet.Add(lag: new Lag(12));

        var plan = await fleet.PlanAsync("unfollow", "bar");

        Assert.Contains(plan.Warnings, warning => warning.StartsWith("Two writable copies from here on: clusterA answers", StringComparison.Ordinal));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("bar is behind by 12 operations", StringComparison.Ordinal));
        Assert.Equal(StepClass.Promote, plan.Steps.Max(step => step.Class));
    }

    [Fact]
    public async Task Promotion_WithTheLeaderDown_IsPlannedWithoutAWayBackForThePause_AndTellsOfTheLeases()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.SourceUnreachable, lag: new Lag(3, AtLeast: true));
        fleet.Down("clusterA");

        var plan = await fleet.PlanAsync("unfollow", "bar");

        Assert.Equal("-2 open bar+", KnownFleet.Shape(plan.UndoSteps));
        Assert.DoesNotContain(plan.Warnings, warning => warning.StartsWith("Two writable", StringComparison.Ordinal));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("Retention leases of bar stay on clusterA", StringComparison.Ordinal));
        Assert.Contains(plan.Warnings, warning => warning.Contains("at least 3 operations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rights_ThatDoNotOpenAgain_StopAPromotionBeforeTheFirstClose()
    {
        var fleet = new KnownFleet();
        fleet.Add();
        fleet.Lacking.Add("indices:admin/open");

        var refusal = Assert.Single(await fleet.RefusalsAsync("unfollow", "bar"));

        Assert.Equal("The user that Switchback changes clusterB with lacks indices:admin/open on bar. It could close and not open again.", refusal.Why);
    }

    [Fact]
    public async Task Rights_OfAWatchedClusterOrOneThatDoesNotTell_StopAPlan_AndSecurityThatIsOffDoesNot()
    {
        var fleet = new KnownFleet();
        fleet.Add();

        fleet.AccessFault = new Fault.WatchOnly("clusterB");
        Assert.Equal("Configure Clusters:clusterB:OperateCredential.", Assert.Single(await fleet.RefusalsAsync("pause", "bar")).Lift);
        fleet.AccessFault = new Fault.TimedOut(TimeSpan.FromSeconds(8));
        Assert.StartsWith("What may be done there cannot be told.", Assert.Single(await fleet.RefusalsAsync("pause", "bar")).Why, StringComparison.Ordinal);
        fleet.AccessFault = new Fault.Refused(ServerError.Bare(405, "no"));
        Assert.Contains((await fleet.PlanAsync("pause", "bar")).Findings, finding => finding is { Title: "Rights on clusterB", Passes: true });
    }

    [Fact]
    public async Task Rights_AreThoseOfTheStepsTaken()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Failed);
        fleet.Lacking.Add("delete_index");

        Assert.Equal(3, (await fleet.PlanAsync("recreate", "bar")).Steps.Count);
        Assert.Contains("lacks delete_index on bar", Assert.Single(await fleet.RefusalsAsync("recreate", "bar", ("way", "long"))).Why, StringComparison.Ordinal);
        fleet.Lacking.Add("manage_ccr");
        Assert.Contains("lacks manage_ccr", Assert.Single(await fleet.RefusalsAsync("recreate", "bar")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_OnMoreNamesThanFew_AreAskedForEverythingFirst()
    {
        var fleet = new KnownFleet();
        for (var i = 0; i < 300; i++) fleet.Add(VerdictKind.Paused, $"bar-{i:000}", $"foo-{i:000}");
        fleet.Lacking.Add("indices:admin/open on *");

        Assert.Equal(3, (await fleet.PlanAsync("close", string.Join(' ', fleet.Items.Select(item => item.Name)))).Steps.Count);
        Assert.Equal(2, fleet.Reads);
    }

    [Fact]
    public async Task Licence_ThatDoesNotCover_StopsWhatStartsAndNotWhatStops()
    {
        var fleet = new KnownFleet { Licence = new License("basic", "active", null) };
        fleet.Add(VerdictKind.Paused, "a", "la");
        fleet.Add(name: "b", leader: "lb");

        Assert.Contains("does not cover", Assert.Single(await fleet.RefusalsAsync("resume", "a")).Why, StringComparison.Ordinal);
        Assert.Single((await fleet.PlanAsync("pause", "b")).Steps);
    }

    [Fact]
    public async Task Recreate_TellsWhatIsDestroyed_HowLongItTakes_AndOffersTheRestart()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Failed, bytes: 8L << 30, remedy: Remedy.Restart);

        var plan = await fleet.PlanAsync("recreate", "bar");

        Assert.Equal("What bar on clusterB holds, 8 GiB, is replaced by a new copy of clusterA's foo.", Assert.Single(plan.Destroys));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("8 GiB are copied, which takes about 3 min", StringComparison.Ordinal));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("A restart may be enough for bar", StringComparison.Ordinal));
        Assert.Equal("bar", plan.ConfirmWith);
        Assert.InRange(plan.Estimate!.Value, TimeSpan.FromSeconds(204), TimeSpan.FromSeconds(207));
    }

    [Fact]
    public async Task Recreate_OfALeaderThatChanged_WarnsOrRefuses()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.SourceGone);
        var leader = fleet.Indices["clusterA"][0];

        fleet.Indices["clusterA"][0] = leader with { Uuid = "another" };
        var plan = await fleet.PlanAsync("recreate", "bar");
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("The leader of bar is another index", StringComparison.Ordinal));
        Assert.Equal("another", plan.Items[0].Fact(ItemFacts.LeaderUuid));

        fleet.Indices["clusterA"][0] = leader with { Primaries = 3 };
        Assert.Contains("way=long", Assert.Single(await fleet.RefusalsAsync("recreate", "bar")).Lift, StringComparison.Ordinal);
        Assert.Equal(5, (await fleet.PlanAsync("recreate", "bar", ("way", "long"))).Steps.Count);

        fleet.Indices["clusterA"][0] = leader with { State = IndexState.Closed };
        Assert.Equal("Open the leader first.", Assert.Single(await fleet.RefusalsAsync("recreate", "bar")).Lift);

        fleet.Indices["clusterA"].Clear();
        Assert.Equal("Promote it.", Assert.Single(await fleet.RefusalsAsync("recreate", "bar")).Lift);
        Assert.Contains("no way 'quick'", Assert.Single(await fleet.RefusalsAsync("recreate", "bar", ("way", "quick"))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_AlsoRemovesTheLeasesThatWouldStayOnTheLeader()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused);
        fleet.Leases.Add(KnownFleet.Lease("bar", "foo"));
        fleet.Leases.Add(KnownFleet.Lease("other", "foo"));

        var plan = await fleet.PlanAsync("delete", "bar");

        Assert.Equal("1 delete bar!; 2 forget bar", KnownFleet.Shape(plan.Steps));
        Assert.Equal("clusterA", plan.Steps[1].Member);
        Assert.Equal(KnownFleet.Lease("bar", "foo").ToString(), plan.Items[0].Fact(ItemFacts.Leases));
        Assert.Equal(["pair/orders", "member/clusterA", "member/clusterB"], plan.Holds);
    }

    [Fact]
    public async Task Delete_OfACopyThatIsNotComplete_NeedsNoLeader()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Copying);
        fleet.Down("clusterA");

        var plan = await fleet.PlanAsync("delete", "bar");

        Assert.Equal("1 delete bar!", KnownFleet.Shape(plan.Steps));
        Assert.Contains("Retention leases may stay on clusterA until they expire: it does not answer.", plan.Warnings);
    }

    [Theory]
    [InlineData("close", true, true, "_data_stream/_promote/logs")]
    [InlineData("close", false, true, "POST /logs/_rollover")]
    [InlineData("close", true, false, null)]
    [InlineData("unfollow", true, false, null)]
    [InlineData("unfollow", false, true, null)]
    [InlineData("unfollow", false, false, null)]
    [InlineData("recreate", false, false, "Delete the data stream logs")]
    [InlineData("recreate", true, false, null)]
    [InlineData("delete", true, true, "_data_stream/_promote/logs")]
    [InlineData("pause", true, true, null)]
    public async Task Verb_OnABackingIndex_IsRefusedWithWhatLiftsIt_OrPlanned(string verb, bool replicated, bool takesWrites, string? lift)
    {
        const string name = ".ds-logs-2026.03.01-000001";
        var fleet = new KnownFleet();
        fleet.Add(verb == "delete" ? VerdictKind.Paused : VerdictKind.Following, name, name);
        fleet.DataStreams["clusterB"].Add(new DataStream("logs", takesWrites ? ["older", name] : [name, "newer"], 2, "logs", replicated));

        if (lift is not null) Assert.Contains(lift, Assert.Single(await fleet.RefusalsAsync(verb, name)).Lift, StringComparison.Ordinal);
        else Assert.Equal("logs", (await fleet.PlanAsync(verb, name)).Items[0].Fact(ItemFacts.Stream));
    }

    [Fact]
    public async Task Promotion_OfADataStream_PromotesAndRollsOverFirst()
    {
        var fleet = new KnownFleet();
        string[] names = [".ds-logs-1", ".ds-logs-2"];
        foreach (var name in (string[])[.. names, "plain"]) fleet.Add(name: name, leader: name);
        fleet.DataStreams["clusterB"].Add(new DataStream("logs", names, 2, "logs", Replicated: true));

        var plan = await fleet.PlanAsync("unfollow", ".ds-logs-1 .ds-logs-2 plain");

        Assert.Equal(
            "1 promote-stream .ds-logs-1,.ds-logs-2!; 2 rollover .ds-logs-1,.ds-logs-2; 3 pause .ds-logs-1,.ds-logs-2,plain; "
            + "4 close .ds-logs-1,.ds-logs-2,plain; 5 unfollow .ds-logs-1,.ds-logs-2,plain!; 6 open .ds-logs-1,.ds-logs-2,plain",
            KnownFleet.Shape(plan.Steps));
        Assert.Contains(plan.Findings, finding => finding is { Title: "Rights on data streams of clusterB", Passes: true });
    }

    [Fact]
    public async Task Promotion_OfHalfADataStream_IsRefused_AndSoIsOneWithoutATemplate()
    {
        var fleet = new KnownFleet();
        string[] names = [".ds-logs-1", ".ds-logs-2"];
        foreach (var name in names) fleet.Add(name: name, leader: name);
        fleet.DataStreams["clusterB"].Add(new DataStream("logs", names, 2, "logs", Replicated: true));

        var half = Assert.Single(await fleet.RefusalsAsync("unfollow", ".ds-logs-2"));
        Assert.Contains(".ds-logs-1 is not among what is to be promoted", half.Why, StringComparison.Ordinal);
        fleet.DataStreams["clusterB"][0] = new DataStream("logs", names, 2, null, Replicated: true);
        Assert.Contains("No index template on clusterB matches", Assert.Single(await fleet.RefusalsAsync("unfollow", string.Join(' ', names))).Why, StringComparison.Ordinal);
        // An older index of a stream that was promoted before goes alone, and the write index with a rollover.
        fleet.DataStreams["clusterB"][0] = new DataStream("logs", names, 2, "logs", Replicated: false);
        Assert.Equal("1 pause .ds-logs-1; 2 close .ds-logs-1; 3 unfollow .ds-logs-1!; 4 open .ds-logs-1", KnownFleet.Shape((await fleet.PlanAsync("unfollow", ".ds-logs-1")).Steps));
        Assert.StartsWith("1 rollover .ds-logs-2; 2 pause", KnownFleet.Shape((await fleet.PlanAsync("unfollow", ".ds-logs-2")).Steps), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Titles_TellWhatIsDoneWhere()
    {
        var fleet = new KnownFleet();
        fleet.Add(name: "a", leader: "la");
        fleet.Add(name: "b", leader: "lb");

        Assert.Equal("Pause a on clusterB", (await fleet.PlanAsync("pause", "a")).Title);
        Assert.Equal("Pause 2 followers on clusterB", (await fleet.PlanAsync("pause", "a b")).Title);
    }

    [Fact]
    public void Operations_AreTwelveForItemsAndEightForPairs_EachWithTheGravestClassOfItsSteps()
    {
        var planner = new OperationPlanner(new KnownFleet(), (_, _) => [], TimeProvider.System);

        Assert.Equal((12, 8), (planner.Operations.Count(operation => !operation.IsJourney), planner.Operations.Count(operation => operation.IsJourney)));
        Assert.Equal(["failover", "recover", "drill", "switchover", "failback"], planner.Operations.Where(operation => operation.IsJourney && operation.Class > StepClass.Reversible).OrderBy(operation => operation.Class).Select(operation => operation.Verb).OrderBy(verb => verb is "switchover" or "failback"));
        Assert.Equal(["unfollow"], planner.Operations.Where(operation => !operation.IsJourney).Where(operation => operation.Class == StepClass.Promote).Select(operation => operation.Verb));
        Assert.Equal(["recreate", "delete"], planner.Operations.Where(operation => !operation.IsJourney).Where(operation => operation.Class == StepClass.Destroy).Select(operation => operation.Verb));
    }
}
