using Switchback.Core.Approvals;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>Guards that two people may set aside: by name, for one plan, and none but those.</summary>
public sealed class BreakGlassTests
{
    private readonly ApprovalPolicy _policy = new([]);

    [Fact]
    public async Task A7_DeletionWithTheLeaderDown_NamesItsGuard_AndTakesTwoPeople()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused);
        fleet.Down("clusterA");
        Assert.Equal(Glass.OnlyCopy, Assert.Single(await fleet.RefusalsAsync("delete", "bar")).Guard);

        var plan = await fleet.PlanAsync("delete", "bar", ("break-glass", "only-copy"));

        var broken = Assert.Single(plan.BrokenGlass);
        Assert.Equal((Glass.OnlyCopy, "clusterB/bar"), (broken.Name, Assert.Single(broken.Items)));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("The guard only-copy is set aside, and two people have to agree to that: clusterA does not answer", StringComparison.Ordinal));
        Assert.Equal(2, _policy.Needed(plan));
        Assert.NotEqual(PlanHash.Of(plan), PlanHash.Of(plan with { BrokenGlass = [] }));
    }

    [Fact]
    public async Task A7_RightsThatCannotBeSeen_CanBeSetAside_AndThoseThatAreMissingCannot()
    {
        var fleet = new KnownFleet { AccessFault = new Fault.Unreachable("the security index is down") };
        fleet.Add(VerdictKind.Following);
        Assert.Equal(Glass.RightsUnseen, Assert.Single(await fleet.RefusalsAsync("close", "bar")).Guard);

        var plan = await fleet.PlanAsync("close", "bar", ("break-glass", "rights-unseen"));

        Assert.Equal((2, "bar"), (_policy.Needed(plan), plan.ConfirmWith));
        fleet.AccessFault = null;
        fleet.Lacking.Add("indices:admin/open");
        Assert.Null(Assert.Single(await fleet.RefusalsAsync("close", "bar", ("break-glass", "rights-unseen"))).Guard);
    }

    [Fact]
    public async Task A7_GlassThatNothingNeeds_IsNotBroken()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused);

        var plan = await fleet.PlanAsync("delete", "bar", ("break-glass", "only-copy,rights-unseen"));

        Assert.Empty(plan.BrokenGlass);
        Assert.Equal(1, _policy.Needed(plan));
    }

    [Theory]
    [InlineData("approvals")]
    [InlineData("only-copy,hold")]
    public async Task A7_GuardThatIsNotInTheList_IsRefused(string names)
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused);

        Assert.Contains("no guard that may be set aside", Assert.Single(await fleet.RefusalsAsync("delete", "bar", ("break-glass", names))).Why);
    }

    [Theory]
    [InlineData(VerdictKind.Promoted)]
    [InlineData(VerdictKind.LeftClosed)]
    [InlineData(VerdictKind.Following)]
    public async Task A7_WhatWasWritableOrStillFollows_IsNotDeletedByBreakingGlass(VerdictKind kind)
    {
        var fleet = new KnownFleet();
        fleet.Add(kind);
        fleet.Down("clusterA");

        Assert.All(await fleet.RefusalsAsync("delete", "bar", ("break-glass", "only-copy")), refusal => Assert.Null(refusal.Guard));
    }
}
