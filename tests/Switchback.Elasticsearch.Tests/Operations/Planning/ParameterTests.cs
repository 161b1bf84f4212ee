using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>The ten follow parameters: what is accepted, what is refused in which words, and which are in force in the end.</summary>
public sealed class ParameterTests
{
    [Theory]
    [InlineData("max_read_request_operation_count", "5120")]
    [InlineData("max_write_buffer_count", "2147483647")]
    [InlineData("max_outstanding_read_requests", "1")]
    [InlineData("max_read_request_size", "32mb")]
    [InlineData("max_read_request_size", "1024K")]
    [InlineData("max_write_request_size", "9223372036854775807b")]
    [InlineData("max_write_buffer_size", "8191pb")]
    [InlineData("max_retry_delay", "5m")]
    [InlineData("max_retry_delay", "500ms")]
    [InlineData("read_poll_timeout", "1h")]
    [InlineData("read_poll_timeout", "30micros")]
    public void Value_ThatTheServerTakes_IsAccepted(string name, string value) => Assert.Null(ParameterRules.Complaint(name, value));

    [Theory]
    [InlineData("max_read_request_operation_count", "0", "It must be larger than 0, and 0 is not.")]
    [InlineData("max_write_request_operation_count", "-5", "It must be larger than 0, and -5 is not.")]
    [InlineData("max_outstanding_read_requests", "12.5", "'12.5' is no whole number.")]
    [InlineData("max_outstanding_write_requests", "many", "'many' is no whole number.")]
    [InlineData("max_write_buffer_count", "2147483648", "2147483648 is more than Elasticsearch can hold here.")]
    [InlineData("max_read_request_size", "32", "'32' is no size.")]
    [InlineData("max_read_request_size", "0mb", "It must be larger than 0, and 0mb is not.")]
    [InlineData("max_write_request_size", "1.5gb", "'1.5gb' is no size.")]
    [InlineData("max_write_buffer_size", "8192pb", "8192pb is more than Elasticsearch can hold here.")]
    [InlineData("max_write_buffer_size", "b", "'b' is no size.")]
    [InlineData("max_retry_delay", "301s", "It must not be more than 5m, and 301s is.")]
    [InlineData("max_retry_delay", "0ms", "It must be positive, and 0ms is not.")]
    [InlineData("max_retry_delay", "-1s", "It must be positive, and -1s is not.")]
    [InlineData("read_poll_timeout", "60", "'60' is no span of time.")]
    [InlineData("read_poll_timeout", "1.5m", "'1.5m' is no span of time.")]
    [InlineData("read_poll_timeout", "soon", "'soon' is no span of time.")]
    public void Value_ThatTheServerRefuses_IsRefusedBeforeAnythingIsPaused(string name, string value, string why)
    {
        var refusals = new List<Refusal>();

        var given = ParameterRules.Read(new Dictionary<string, string> { [name] = value }, refusals);

        var refusal = Assert.Single(refusals);
        Assert.Equal((name, why), (refusal.What, refusal.Why));
        Assert.StartsWith("Give ", refusal.Lift, StringComparison.Ordinal);
        Assert.Empty(given);
    }

    [Fact]
    public void Values_AreTrimmed_AndAnEmptyOneIsNotGiven()
    {
        var refusals = new List<Refusal>();

        var given = ParameterRules.Read(new Dictionary<string, string> { ["max_read_request_size"] = " 64MB ", ["max_retry_delay"] = " " }, refusals);

        Assert.Empty(refusals);
        Assert.Equal("64mb", Assert.Single(given).Value);
    }

    [Fact]
    public void EveryParameter_HasARule_AndADefaultThatItAccepts()
    {
        Assert.Equal(10, FollowValues.Names.Count);
        Assert.All(FollowValues.Defaults, value => Assert.Null(ParameterRules.Complaint(value.Key, value.Value)));
        Assert.All(FollowValues.Names, name => Assert.NotNull(ParameterRules.Complaint(name, "nonsense")));
    }

    [Fact]
    public async Task Resume_SendsWhatIsRemembered_ChangedByWhatIsGiven_AndShowsAllTen()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused);

        var plan = await fleet.PlanAsync("resume", "bar", ("max_read_request_size", "8mb"));

        Assert.Equal(("1s", "8mb", "512mb"), (Sent(plan, "max_retry_delay"), Sent(plan, "max_read_request_size"), Sent(plan, "max_write_buffer_size")));
        Assert.Equal(FollowValues.Names, plan.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(new PlanParameter("max_read_request_size", "8mb", "8mb"), plan.Parameters.Single(parameter => parameter.Given is not null));
        Assert.Contains(new PlanParameter("max_retry_delay", "1s", null), plan.Parameters);
    }

    [Fact]
    public async Task Resume_OfWhatNobodyRemembers_TakesTheDefaultsAndSaysSo()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused, remembered: false);

        var plan = await fleet.PlanAsync("resume", "bar");

        Assert.Equal("500ms", Sent(plan, "max_retry_delay"));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("The parameters that bar had before the pause are not known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resume_OfAFollowerOfAnotherLeader_DoesNotTakeWhatItsPredecessorHad()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused);
        fleet.Memory[0] = fleet.Memory[0] with { LeaderUuid = "an older leader" };

        Assert.Equal("500ms", Sent(await fleet.PlanAsync("resume", "bar"), "max_retry_delay"));
    }

    [Fact]
    public async Task FreshParameters_CountMoreThanRememberedOnes()
    {
        var fleet = new KnownFleet();
        fleet.Add();
        fleet.Infos.Add(new Calls.FollowerInfo("bar", "clusterA", "foo", Calls.FollowerStatus.Active, new FollowParameters { MaxRetryDelay = "3s" }));

        var plan = await fleet.PlanAsync("restart", "bar");

        Assert.Equal("3s", Sent(plan, "max_retry_delay"));
    }

    [Fact]
    public async Task Edit_KeepsBothSetsInThePlan_AndTakesBackWithTheFormer()
    {
        var fleet = new KnownFleet();
        fleet.Add();

        var plan = await fleet.PlanAsync("edit", "bar", ("max_retry_delay", "2s"), ("max_read_request_size", "8mb"));

        var back = TakingBack.Of(plan.Items[0], plan.UndoSteps[0]);
        Assert.Equal(("2s", "8mb"), (Sent(plan, "max_retry_delay"), Sent(plan, "max_read_request_size")));
        Assert.Equal(("1s", "32mb"), (back.Fact(ItemFacts.Parameter + "max_retry_delay"), back.Fact(ItemFacts.Parameter + "max_read_request_size")));
        Assert.Same(plan.Items[0], TakingBack.Of(plan.Items[0], plan.Steps[1]));
    }

    [Fact]
    public async Task Edit_WithNothingToChange_IsRefusedOrLeftOut()
    {
        var fleet = new KnownFleet();
        fleet.Add();

        Assert.Equal("None is given: nothing would change.", Assert.Single(await fleet.RefusalsAsync("edit", "bar")).Why);
        Assert.Contains("it has these parameters already", Assert.Single(await fleet.RefusalsAsync("edit", "bar", ("max_retry_delay", "1s"))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_OfWhatCannotBeRead_IsRefused_SinceTheRestWouldBeLost()
    {
        var fleet = new KnownFleet();
        fleet.Add(remembered: false);

        Assert.StartsWith("Its parameters cannot be read", Assert.Single(await fleet.RefusalsAsync("edit", "bar", ("max_retry_delay", "2s"))).Why, StringComparison.Ordinal);
        Assert.StartsWith("Its parameters cannot be read", Assert.Single(await fleet.RefusalsAsync("restart", "bar")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_OfFollowersThatDiffer_AreShownAsEachItsOwn()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused, "a", "la");
        fleet.Add(VerdictKind.Paused, "b", "lb", remembered: false);

        Assert.Contains(new PlanParameter("max_retry_delay", "each its own", null), (await fleet.PlanAsync("resume", "a b")).Parameters);
    }

    private static string? Sent(Plan plan, string name) => plan.Items[0].Fact(ItemFacts.Parameter + name);
}
