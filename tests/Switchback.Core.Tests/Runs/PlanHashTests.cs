using Switchback.Core.Plans;

namespace Switchback.Core.Tests.Runs;

public sealed class PlanHashTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly TapeDriver Driver = new(new Estate());
    private static readonly Plan Plan = Plans.Promotion(Driver, Now, "a", "b");

    public static TheoryData<string, Func<Plan, Plan>> Changes => new()
    {
        { "operation", plan => plan with { Operation = "other" } },
        { "identity", plan => plan with { Items = [plan.Items[0] with { Identity = "another" }, plan.Items[1]] } },
        { "fact", plan => plan with { Items = [plan.Items[0] with { Facts = new Dictionary<string, string> { ["source"] = "x" } }, plan.Items[1]] } },
        { "order", plan => plan with { Steps = [plan.Steps[1], plan.Steps[0], .. plan.Steps.Skip(2)] } },
        { "class", plan => plan with { Steps = [plan.Steps[0] with { Class = StepClass.Destroy }, .. plan.Steps.Skip(1)] } },
        { "items of a step", plan => plan with { Steps = [plan.Steps[0] with { Items = ["away/a"] }, .. plan.Steps.Skip(1)] } },
        { "calls", plan => plan with { Steps = [plan.Steps[0] with { CallsDigest = "x" }, .. plan.Steps.Skip(1)] } },
        { "undo", plan => plan with { UndoSteps = [] } },
        { "no return", plan => plan with { Steps = [plan.Steps[0] with { IsPointOfNoReturn = true }, .. plan.Steps.Skip(1)] } },
        { "parameters", plan => plan with { Parameters = [new PlanParameter("speed", "2", "2")] } },
        { "destroys", plan => plan with { Destroys = ["all"] } },
        { "holds", plan => plan with { Holds = [] } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Law7_Hash_OfAPlanThatDoesSomethingElse_IsAnother(string what, Func<Plan, Plan> change) => Assert.True(PlanHash.Of(change(Plan)) != Plan.Hash, what);

    [Fact]
    public void Law7_Hash_CoversWhichGuardsAreSetAside_WhyAndForWhat()
    {
        var broken = new BrokenGuard("only-copy", "Its leader is down.", ["away/a"]);
        string[] hashes = [Plan.Hash, Hash(broken), Hash(broken with { Name = "another" }), Hash(broken with { Why = "Its leader is gone." }), Hash(broken with { Items = ["away/b"] }), Hash(broken, broken)];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());

        static string Hash(params BrokenGuard[] guards) => PlanHash.Of(Plan with { BrokenGlass = guards });
    }

    [Fact]
    public void Law7_Hash_CoversTheValueOfEveryParameter_InWhateverOrderTheyCame()
    {
        var (slow, fast, wide) = (new PlanParameter("speed", "2", "2"), new PlanParameter("speed", "3", "2"), new PlanParameter("width", "2", "2"));

        Assert.NotEqual(Hash(slow), Hash(fast));
        Assert.NotEqual(Hash(slow), Hash(wide));
        Assert.Equal(Hash(slow, wide), Hash(wide, slow));

        static string Hash(params PlanParameter[] parameters) => PlanHash.Of(Plan with { Parameters = parameters });
    }

    [Fact]
    public void Hash_OfTheSameDeedMadeLaterByAnother_IsTheSame() =>
        Assert.Equal(Plan.Hash, PlanHash.Of(Plan with { Id = "other", MadeAt = Now.AddHours(1), MadeBy = "somebody", Title = "Other words", Findings = [new PlanFinding("x", "y", true)] }));

    [Fact]
    public void Digest_OfCalls_TellsListsApartThatReadTheSame() => Assert.NotEqual(
        PlanHash.OfCalls([new StepCall(new PlannedCall("a", "bc", ""), [])]),
        PlanHash.OfCalls([new StepCall(new PlannedCall("ab", "c", ""), [])]));
}
