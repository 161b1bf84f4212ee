using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Elasticsearch.Wire;
using Switchback.Lab.Hosting;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>Planning against clusters that answer: what has to be read freshly is read, on the oldest and on the newest server.</summary>
public sealed class PlanLabTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Pause_WithSecurityOn_KeepsTheParametersThatTheFollowerHasNow(string version)
    {
        await using var lab = await PlannedLab.StartAsync(version, new Superuser("root", "rootroot"));
        await lab.Pair.MakeAsync("foo", 3);
        LabPair.Done(await lab.Pair.B.Following.FollowAsync("bar", new FollowOrder("clusterA", "foo", new FollowParameters { MaxRetryDelay = "2s", MaxReadRequestSize = "1024k" }), Cancel));
        await lab.UntilAsync("bar", VerdictKind.Following);

        var plan = KnownFleet.Made(await lab.AskAsync("pause", "clusterB", "bar"));

        Assert.Equal(("2s", "1024kb", "1m"), (plan.Items[0].Fact("param.max_retry_delay"), plan.Items[0].Fact("param.max_read_request_size"), plan.Items[0].Fact("param.read_poll_timeout")));
        Assert.Contains(plan.Findings, finding => finding is { Title: "Rights on clusterB", Passes: true, Value: "everything that the steps need" });
        Assert.Equal(["pair/all", "member/clusterB"], plan.Holds);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Recreate_OfAClosedFollower_GoesByWhatTheClustersSayNow(string version)
    {
        await using var lab = await PlannedLab.StartAsync(version);
        await lab.Pair.FollowAsync("foo", "bar");
        LabPair.Done(await lab.Pair.B.Following.PauseAsync("bar", Cancel));
        LabPair.Done(await lab.Pair.B.Indices.CloseAsync(["bar"], Cancel));
        await lab.UntilAsync("bar", VerdictKind.PausedAndClosed);

        var plan = KnownFleet.Made(await lab.AskAsync("recreate", "clusterB", "bar"));

        Assert.Equal("1 follow bar!", KnownFleet.Shape(plan.Steps));
        Assert.Equal(LabPair.Value(await lab.Pair.B.Indices.ListAsync(Cancel)).Single(index => index.Name == "bar").Uuid, plan.Items[0].Identity);
        Assert.Equal(LabPair.Value(await lab.Pair.A.Indices.ListAsync(Cancel)).Single(index => index.Name == "foo").Uuid, plan.Items[0].Fact(ItemFacts.LeaderUuid));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Follow_ListsTheLeadersOwnIndices(string version)
    {
        await using var lab = await PlannedLab.StartAsync(version);
        await lab.Pair.FollowAsync("foo", "bar");
        await lab.Pair.MakeAsync("orders", 4);
        await lab.Pair.MakeAsync("shut", 0);
        LabPair.Done(await lab.Pair.A.Indices.CloseAsync(["shut"], Cancel));
        await lab.UntilAsync("bar", VerdictKind.Following);

        var plan = KnownFleet.Made(await lab.AskAsync("follow", "clusterB", "orders", ("remote", "clusterA"), ("name", "{{leader_index}}-copy")));
        var refused = Assert.IsType<PlanOutcome.Refused>(await lab.AskAsync("follow", "clusterB", "shut none", ("remote", "clusterA")));

        var orders = LabPair.Value(await lab.Pair.A.Indices.ListAsync(Cancel)).Single(index => index.Name == "orders");
        Assert.Equal(("clusterB/orders-copy", orders.Uuid, "clusterA"), (plan.Items[0].Key, plan.Items[0].Fact(ItemFacts.LeaderUuid), plan.Items[0].Fact(ItemFacts.LeaderCluster)));
        Assert.Contains(plan.Findings, finding => finding is { Title: "Rights on clusterB", Passes: true, Value: "everything: security is off there" });
        Assert.Equal(["none", "shut"], refused.Refusals.Select(refusal => refusal.What).Order());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Follow_ThroughAnAliasOfACluster_ThatIsNotConfigured_SeesItsIndices(string version)
    {
        await using var lab = await PlannedLab.StartAsync(version, null, "clusterB");
        await lab.Pair.MakeAsync("orders", 4);
        LabPair.Done(await lab.Pair.A.Indices.RefreshAsync(["orders"], Cancel));
        await lab.UntilAsync(_ => true);

        var seen = LabPair.Value(await lab.Pair.B.Remotes.IndicesAsync("clusterA", Cancel));
        var plan = KnownFleet.Made(await lab.AskAsync("follow", "clusterB", "orders", ("remote", "clusterA")));

        Assert.Contains(seen.Indices, index => index is { Name: "orders", IsOpen: true });
        Assert.Equal(("orders", null), (plan.Items[0].Fact(ItemFacts.Leader), plan.Items[0].Fact(ItemFacts.LeaderCluster)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task FollowMissed_TakesWhatWasThereBeforeThePattern(string version)
    {
        await using var lab = await PlannedLab.StartAsync(version);
        await lab.Pair.FollowAsync("logs-1", "logs-1-copy");
        await lab.Pair.MakeAsync("logs-2", 1);
        await lab.Pair.MakeAsync("metrics", 1);
        LabPair.Done(await lab.Pair.B.Patterns.PutAsync("logs", new PatternOrder("clusterA", ["logs-*"], [], "{{leader_index}}-copy", new FollowParameters { MaxRetryDelay = "7s" }), Cancel));
        await lab.UntilAsync("logs-1-copy", VerdictKind.Following);

        var plan = KnownFleet.Made(await lab.AskAsync("follow-missed", "clusterB", "*", ("pattern", "logs")));

        var item = Assert.Single(plan.Items);
        Assert.Equal(("clusterB/logs-2-copy", "7s"), (item.Key, item.Fact("param.max_retry_delay")));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Forget_FindsTheLeasesOfWhatWasDeleted_AndLeavesThoseInUse(string version)
    {
        await using var lab = await PlannedLab.StartAsync(version);
        await lab.Pair.FollowAsync("foo", "bar");
        LabPair.Done(await lab.Pair.B.Following.FollowAsync("gone", new FollowOrder("clusterA", "foo", new FollowParameters()), Cancel));
        var gone = LabPair.Value(await lab.Pair.B.Indices.ListAsync(Cancel)).Single(index => index.Name == "gone").Uuid;
        LabPair.Done(await lab.Pair.B.Following.PauseAsync("gone", Cancel));
        LabPair.Done(await lab.Pair.B.Indices.DeleteAsync(["gone"], Cancel));
        await lab.UntilAsync("bar", VerdictKind.Following);

        var plan = KnownFleet.Made(await lab.AskAsync("forget", "clusterA", "*"));

        var item = Assert.Single(plan.Items);
        Assert.Equal(("clusterB/gone", gone, "clusterA"), (item.Key, item.Identity, plan.Steps[0].Member));
        Assert.Contains($"/gone/{gone}-following-clusterA/foo/", item.Fact(ItemFacts.Leases), StringComparison.Ordinal);
    }
}
