using Switchback.Core.Approvals;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>Whose yes counts, and how many of them a step needs: asked of the rule itself, so that no check before it hides a hole in it.</summary>
public sealed class ApprovalPolicyTests
{
    private const string Requester = "rehearsal:operator";
    private const string Anna = "rehearsal:approver";
    private const string Sven = "rehearsal:second-approver";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly Plan Plan = Plans.Promotion(new TapeDriver(new Estate()), Now, "a");
    private static readonly Approval Yes = new(Anna, "Anna", Plan.Hash, Now, Now.AddHours(1), null);

    public static TheoryData<string, Approval[], double, string[]> Cases => new()
    {
        { "to this plan, in time", [Yes], 0, [Anna] },
        { "a moment before it runs out", [Yes], 59.9, [Anna] },
        { "run out", [Yes], 60, [] },
        { "given later than now, as after a clock was set back", [Yes], -1, [] },
        { "to another plan", [Yes with { Hash = "another" }], 0, [] },
        { "taken back", [Yes with { Revoked = true }], 0, [] },
        { "by who asked", [Yes with { Who = Requester }], 0, [] },
        { "by somebody who may not, or may no more", [Yes with { Who = "rehearsal:viewer" }], 0, [] },
        { "twice by one", [Yes, Yes with { Name = "A." }], 0, [Anna] },
        { "by two", [Yes, Yes with { Who = Sven }], 0, [Anna, Sven] },
        { "taken back and given anew", [Yes with { Revoked = true }, Yes with { At = Now.AddMinutes(1) }], 2, [Anna] },
    };

    public static TheoryData<StepClass, int, int, int> Needs => new()
    {
        { StepClass.Read, 5, 5, 0 },
        { StepClass.Reversible, 5, 5, 0 },
        { StepClass.Promote, 1, 2, 2 },
        { StepClass.Promote, 0, 0, 1 },
        { StepClass.Destroy, 2, 1, 2 },
        { StepClass.Route, 1, 3, 3 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Law7_Yes_CountsOnlyForThisPlanInTimeAndBySomebodyElseWhoMay(string what, Approval[] given, double minutes, string[] counted) =>
        Assert.True(counted.SequenceEqual(ApprovalPolicy.Agreed(Asked(Plan) with { Approvals = [.. given] }, new Approvers(), Now.AddMinutes(minutes))), what);

    [Theory]
    [MemberData(nameof(Needs))]
    public void Law7_Step_NeedsWhatTheStrictestOfItsPairsAsks_AndNeverLessThanTheDefault(StepClass grave, int one, int other, int needed)
    {
        var policy = new ApprovalPolicy([PairOf("tapes", one), PairOf("reels", other)]);
        var plan = Plan with { Items = [Plan.Items[0], Plan.Items[0] with { Name = "b", Pair = "reels" }] };

        Assert.Equal(needed, policy.Needed(plan, grave));
        Assert.Equal(needed, policy.Missing(Asked(plan), grave, new Approvers(), Now));
    }

    [Fact]
    public void Law7_Missing_CountsDownToNothing_AndNotBelow()
    {
        var policy = new ApprovalPolicy([PairOf("tapes", 2)]);
        var run = Asked(Plan);

        Assert.Equal(2, policy.Missing(run, StepClass.Promote, new Approvers(), Now));
        run = run with { Approvals = [Yes] };
        Assert.Equal(1, policy.Missing(run, StepClass.Promote, new Approvers(), Now));
        run = run with { Approvals = [Yes, Yes with { Who = Sven }, Yes with { Who = "rehearsal:admin" }] };
        Assert.Equal(0, policy.Missing(run, StepClass.Promote, new Approvers(), Now));
        Assert.Equal(0, policy.Missing(Asked(Plan), StepClass.Reversible, new Approvers(), Now));
    }

    [Fact]
    public void Law7_GuardSetAside_TakesTwoPeople_WhateverThePairAsksAndTheStepDoes()
    {
        var policy = new ApprovalPolicy([PairOf("tapes", 1)]);
        var broken = Plan with { BrokenGlass = [new BrokenGuard("only-copy", "It may be the only copy.", ["away/a"])] };

        Assert.Equal([0, 2, 2, 2, 2], Enum.GetValues<StepClass>().Select(grave => policy.Needed(broken, grave)));
        Assert.Equal(1, policy.Missing(Asked(broken) with { Approvals = [Yes] }, StepClass.Reversible, new Approvers(), Now));
        Assert.Equal(3, new ApprovalPolicy([PairOf("tapes", 3)]).Needed(broken));
    }

    [Fact]
    public void Needed_OfAPlan_IsWhatItsGravestStepNeeds_AndOfOneWithoutStepsNothing()
    {
        var policy = new ApprovalPolicy([PairOf("tapes", 3), PairOf("films", 1)]);

        Assert.Equal(3, policy.Needed(Plan));
        Assert.Equal(1, policy.Needed(Plan with { Items = [Plan.Items[0] with { Pair = "a pair that is configured no more" }] }));
        Assert.Equal(0, policy.Needed(Plan with { Steps = [] }));
        Assert.Equal((true, true, false), (policy.Knows("tapes"), policy.Knows("TAPES"), policy.Knows("reels")));
        Assert.Throws<ArgumentOutOfRangeException>(() => policy.Needed(Plan, (StepClass)99));
    }

    private static PairOptions PairOf(string id, int people) => Life.Pair with { Id = id, Policy = new PairPolicy(Promote: people, Destroy: people, Route: people) };

    private static Run Asked(Plan plan) => new()
    {
        Id = "r1",
        Plan = plan,
        Phase = RunPhase.AwaitingApproval,
        Who = Requester,
        Name = "Otto",
        Reason = "because",
        RequestedAt = Now,
        Needs = 1,
        Until = Now.AddHours(24),
    };

    /// <summary>Who asked may approve too, as an admin does: only the rule itself keeps them from agreeing with themselves.</summary>
    private sealed class Approvers : IPeople
    {
        public bool MayApprove(string who) => who is Requester or Anna or Sven or "rehearsal:admin";
    }
}
