using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>Making followers: names, what stands in the way, and what a pattern missed.</summary>
public sealed class FollowPlanTests
{
    private static readonly (string, string) Remote = ("remote", "clusterA");

    [Theory]
    [InlineData("{{leader_index}}", "orders", "orders")]
    [InlineData("{{leader_index}}-copy", "orders", "orders-copy")]
    [InlineData("b-{{leader_index}}", "orders", "b-orders")]
    [InlineData("fixed", "orders", "fixed")]
    [InlineData("{{leader_index}}_copy", ".ds-logs-app-2026.11.21-000001", ".ds-logs-app_copy-2026.11.21-000001")]
    [InlineData("{{leader_index}}", ".ds-strange", ".ds-strange")]
    [InlineData("{{leader_index}}_copy", ".ds-strange", null)]
    public void Template_IsFilled_AroundTheStreamInsideABackingIndex(string template, string leader, string? name) =>
        Assert.Equal(name, IndexNames.Fill(template, leader, renamesStreams: true));

    [Theory]
    [InlineData("orders-2026.03", null)]
    [InlineData("", "A name is empty.")]
    [InlineData("Orders", "'Orders' has capital letters: index names have none.")]
    [InlineData("_orders", "'_orders' begins with '_', which no index name does.")]
    [InlineData("+orders", "'+orders' begins with '+', which no index name does.")]
    [InlineData("or ders", "'or ders' holds ' ', which no name may hold.")]
    [InlineData("or*ders", "'or*ders' holds '*', which no name may hold.")]
    [InlineData("a:b", "'a:b' holds ':', which no name may hold.")]
    [InlineData("..", "'..' is no name.")]
    public void Name_IsCheckedAsTheServerDoes(string name, string? complaint) => Assert.Equal(complaint, IndexNames.Complaint(name));

    [Fact]
    public void Name_OfMoreThan255Bytes_IsNone() => Assert.Contains("255 bytes", IndexNames.Complaint(new string('ä', 128))!, StringComparison.Ordinal);

    [Fact]
    public async Task Follow_OfSeveralLeaders_PlansOneStepWithAllThatItSends()
    {
        var fleet = new KnownFleet();
        fleet.AddIndex("clusterA", "la", bytes: 40 << 20);
        fleet.AddIndex("clusterA", "lb");

        var plan = await fleet.PlanAsync("follow", "lb la", Remote, ("name", "{{leader_index}}-copy"), ("max_retry_delay", "2s"), ("settings", """{"index":{"number_of_replicas":0},"refresh_interval":"5s"}"""));

        Assert.Equal("1 follow la-copy,lb-copy", KnownFleet.Shape(plan.Steps));
        Assert.Equal((StepClass.Reversible, null, "Create 2 followers on clusterB"), (plan.Steps[0].Class, plan.ConfirmWith, plan.Title));
        var item = plan.Items[0];
        Assert.Equal(("clusterB/la-copy", null, "orders"), (item.Key, item.Identity, item.Pair));
        Assert.Equal(("clusterA", "la", "uuid-of-la", "clusterA"), (item.Fact(ItemFacts.Remote), item.Fact(ItemFacts.Leader), item.Fact(ItemFacts.LeaderUuid), item.Fact(ItemFacts.LeaderCluster)));
        Assert.Equal(("2s", "1m"), (item.Fact("param.max_retry_delay"), item.Fact("param.read_poll_timeout")));
        Assert.Equal("""{"index.number_of_replicas":"0","index.refresh_interval":"5s"}""", item.Fact(ItemFacts.Settings));
        Assert.Equal("Create follower la-copy on clusterB", (await fleet.PlanAsync("follow", "la", Remote, ("name", "la-copy"))).Title);
    }

    [Theory]
    [InlineData("missing", "{{leader_index}}", "clusterA has no index of this name.")]
    [InlineData("closed", "{{leader_index}}", "It is closed on clusterA: nothing can be copied from it.")]
    [InlineData("alias", "{{leader_index}}", "On clusterA this is an alias or a data stream, and only an index can be followed.")]
    [InlineData("free", "taken", "clusterB has an index of this name already.")]
    [InlineData("free", "shut", "clusterB has an index of this name already, closed: following would replace what it holds.")]
    [InlineData("free", "Upper-{{leader_index}}", "'Upper-free' has capital letters: index names have none.")]
    [InlineData("free other", "same", "Two leaders would be copied to this name.")]
    [InlineData(".ds-odd", "x-{{leader_index}}", "It looks like an index of a data stream, and the name cannot be taken apart to put 'x-{{leader_index}}' around the stream's.")]
    public async Task Follow_OfWhatCannotBeFollowed_IsRefused(string leaders, string name, string why)
    {
        var fleet = new KnownFleet();
        foreach (var leader in new[] { "free", "other", ".ds-odd" }) fleet.AddIndex("clusterA", leader);
        fleet.AddIndex("clusterA", "closed", IndexState.Closed);
        fleet.AddIndex("clusterB", "taken");
        fleet.AddIndex("clusterB", "shut", IndexState.Closed);
        fleet.Aliases.Add(new AliasFacts("free", "alias", null, false));

        Assert.Equal(why, Assert.Single(await fleet.RefusalsAsync("follow", leaders, Remote, ("name", name))).Why);
    }

    [Theory]
    [InlineData("{", "It is no JSON.")]
    [InlineData("[1]", "It is no JSON object.")]
    [InlineData("""{"index":{"number_of_shards":3}}""", "index.number_of_shards must be what the leader has.")]
    public async Task Follow_WithSettingsThatCannotDiffer_IsRefused(string settings, string why)
    {
        var fleet = new KnownFleet();
        fleet.AddIndex("clusterA", "la");

        Assert.Equal(why, Assert.Single(await fleet.RefusalsAsync("follow", "la", Remote, ("settings", settings))).Why);
    }

    [Fact]
    public async Task Follow_WithoutARemote_OrWithOneThatIsNotThere_IsRefused()
    {
        var fleet = new KnownFleet();

        Assert.Equal("Give the alias of a remote cluster.", Assert.Single(await fleet.RefusalsAsync("follow", "la")).Lift);
        Assert.Equal("Choose one of clusterA.", Assert.Single(await fleet.RefusalsAsync("follow", "la", ("remote", "nobody"))).Lift);
        fleet.Down("clusterA");
        Assert.Equal("Bring clusterA back.", Assert.Single(await fleet.RefusalsAsync("follow", "la", Remote)).Lift);
    }

    [Fact]
    public async Task Follow_OfALeaderThatHasACopyHere_WarnsOfTheSecond()
    {
        var fleet = new KnownFleet();
        fleet.Add();

        Assert.Contains((await fleet.PlanAsync("follow", "foo", Remote)).Warnings, warning => warning.StartsWith("foo has a follower on clusterB already, under the name bar", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follow_OfABackingIndex_KeepsItsNameOnOldServersAndNamesItsStreamOnNewOnes()
    {
        const string leader = ".ds-logs-2026.03.01-000001";
        var fleet = new KnownFleet();
        fleet.AddIndex("clusterA", leader);
        fleet.DataStreams["clusterA"].Add(new DataStream("logs", [leader], 1, "logs", false));

        var item = (await fleet.PlanAsync("follow", leader, Remote, ("name", "{{leader_index}}_copy"))).Items[0];
        Assert.Equal((".ds-logs_copy-2026.03.01-000001", "logs_copy"), (item.Name, item.Fact(ItemFacts.Stream)));

        fleet.DataStreams["clusterB"].Add(new DataStream("logs_copy", ["x"], 1, "logs", false));
        Assert.StartsWith("clusterB has a data stream logs_copy of its own", Assert.Single(await fleet.RefusalsAsync("follow", leader, Remote, ("name", "{{leader_index}}_copy"))).Why, StringComparison.Ordinal);

        fleet.Set(KnownFleet.Answering("clusterB", "7.17.0"));
        Assert.StartsWith("It belongs to a data stream", Assert.Single(await fleet.RefusalsAsync("follow", leader, Remote, ("name", "x{{leader_index}}"))).Why, StringComparison.Ordinal);
        Assert.Null((await fleet.PlanAsync("follow", leader, Remote)).Items[0].Fact(ItemFacts.Stream));
    }

    [Fact]
    public async Task Follow_ThroughAnAliasOfNoConfiguredCluster_GoesByWhatTheFollowersSideSees()
    {
        var fleet = new KnownFleet();
        fleet.Remotes.Add("far");
        fleet.Seen = new RemoteList([new RemoteIndex("la", true, null), new RemoteIndex("lc", false, null)], ["many"], true);

        var item = (await fleet.PlanAsync("follow", "la", ("remote", "far"))).Items[0];
        Assert.Equal(("far", null, null), (item.Fact(ItemFacts.Remote), item.Fact(ItemFacts.LeaderCluster), item.Fact(ItemFacts.LeaderUuid)));
        Assert.Equal(3, (await fleet.RefusalsAsync("follow", "lc many none", ("remote", "far"))).Count);

        fleet.Seen = fleet.Seen with { IsComplete = false };
        Assert.Single((await fleet.PlanAsync("follow", "none", ("remote", "far"))).Items);
        fleet.Seen = null;
        Assert.StartsWith("clusterB cannot see what is behind it.", Assert.Single(await fleet.RefusalsAsync("follow", "la", ("remote", "far"))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowMissed_TakesWhatThePatternMatchesAndNobodyFollows_UnderItsNamesAndParameters()
    {
        var fleet = new KnownFleet();
        fleet.Add(name: "logs-1-copy", leader: "logs-1");
        fleet.Add(VerdictKind.NotFollowed, "logs-2-copy", "logs-2");
        foreach (var leader in new[] { "logs-3", "logs-secret", "metrics" }) fleet.AddIndex("clusterA", leader);
        fleet.AddIndex("clusterA", "logs-4", IndexState.Closed);
        fleet.Patterns.Add(new AutoFollowPattern("logs", true, "clusterA", ["logs-*"], ["logs-secret"], "{{leader_index}}-copy", new FollowParameters { MaxRetryDelay = "7s" }, new Dictionary<string, string?> { ["index.number_of_replicas"] = "0" }));

        var plan = await fleet.PlanAsync("follow-missed", "*", ("pattern", "logs"));

        Assert.Equal("1 follow logs-2-copy,logs-3-copy", KnownFleet.Shape(plan.Steps));
        Assert.Equal(("7s", """{"index.number_of_replicas":"0"}"""), (plan.Items[0].Fact("param.max_retry_delay"), plan.Items[0].Fact(ItemFacts.Settings)));
        Assert.Contains("logs-1 is left out: it has a copy here already.", plan.Warnings);
        Assert.Contains("logs-4 is left out: it is closed, and patterns take open ones only.", plan.Warnings);
        Assert.Equal("1 follow logs-3-copy", KnownFleet.Shape((await fleet.PlanAsync("follow-missed", "logs-3", ("pattern", "logs"))).Steps));
        Assert.Equal("Choose one of logs.", Assert.Single(await fleet.RefusalsAsync("follow-missed", "*", ("pattern", "none"))).Lift);
    }

    [Fact]
    public async Task FollowMissed_PassesTheClustersOwnIndicesOver_ButNotThoseBehindStreams()
    {
        var fleet = new KnownFleet();
        foreach (var leader in new[] { ".security-7", ".ds-logs-2026.03.01-000001", "orders" }) fleet.AddIndex("clusterA", leader);
        fleet.Patterns.Add(new AutoFollowPattern("all", true, "clusterA", ["*"], [], null, new FollowParameters(), new Dictionary<string, string?>()));

        Assert.Equal("1 follow .ds-logs-2026.03.01-000001,orders", KnownFleet.Shape((await fleet.PlanAsync("follow-missed", "*", ("pattern", "all"))).Steps));
    }

    [Fact]
    public async Task Forget_TakesOnlyLeasesOfFollowersThatAreNoMore()
    {
        var fleet = new KnownFleet();
        fleet.Add(name: "alive", leader: "foo");
        fleet.Add(VerdictKind.Promoted, "promoted", "foo");
        fleet.Infos.Add(new FollowerInfo("alive", "clusterA", "foo", FollowerStatus.Active, null));
        fleet.Leases.AddRange([KnownFleet.Lease("alive", "foo"), KnownFleet.Lease("promoted", "foo"), KnownFleet.Lease("deleted", "foo"), KnownFleet.Lease("foreign", "foo", "stranger")]);

        var plan = KnownFleet.Made(await fleet.AskAsync("forget", [new ItemName("clusterA", "*")]));

        Assert.Equal("1 forget deleted,promoted", KnownFleet.Shape(plan.Steps));
        Assert.Equal(("clusterA", "clusterB/deleted", KnownFleet.Lease("deleted", "foo").ToString()), (plan.Steps[0].Member, plan.Items[0].Key, plan.Items[0].Fact(ItemFacts.Leases)));
        Assert.Contains(plan.Warnings, warning => warning.Contains("on the cluster stranger still follows cannot be seen", StringComparison.Ordinal));
        Assert.Equal("1 forget promoted", KnownFleet.Shape((await fleet.PlanAsync("forget", "promoted")).Steps));
    }

    [Theory]
    [InlineData("foo", IndexState.Open, "There is nothing to do. foo is left out: no follower holds a lease there.")]
    [InlineData("foo", IndexState.Closed, "Which leases it holds cannot be seen: on clusterA no such index has a started shard.")]
    [InlineData("*", IndexState.Closed, "Which leases it holds cannot be seen: on clusterA no index has a started shard.")]
    public async Task Forget_WithoutLeases_TellsNoneFromNotSeen(string name, IndexState state, string why)
    {
        var fleet = new KnownFleet();
        fleet.AddIndex("clusterA", "foo", state);

        Assert.Equal(why, Assert.Single(Assert.IsType<PlanOutcome.Refused>(await fleet.AskAsync("forget", [new ItemName("clusterA", name)])).Refusals).Why);
    }

    [Fact]
    public async Task Forget_OfLeasesWhoseFollowerCannotBeSeen_IsRefused()
    {
        var fleet = new KnownFleet();
        fleet.AddIndex("clusterA", "foo");
        fleet.Leases.AddRange([KnownFleet.Lease("bar", "foo")]);
        fleet.Down("clusterB");

        var refusals = Assert.IsType<PlanOutcome.Refused>(await fleet.AskAsync("forget", [new ItemName("clusterA", "foo")])).Refusals;

        Assert.Contains("Whether bar on the cluster clusterB still follows cannot be seen", Assert.Single(refusals).Why, StringComparison.Ordinal);
    }
}
