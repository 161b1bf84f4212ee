using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Dashboard.Pages.Operate;
using Switchback.Dashboard.Pages.Operate.Journeys;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Tests.Running;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages.Journeys;

public sealed class JourneyFormTests
{
    [Fact]
    public void Failover_ClientsNotSaid_IsAskedFirst()
    {
        var all = JourneyForm.Of(Verbs.Failover, Pair());
        var answers = new Dictionary<string, string>();

        Assert.Equal("Can clients still write on clusterA?", JourneyForm.Open(all, answers)!.Ask);

        answers["clients"] = "stopped";
        Assert.Null(JourneyForm.Open(all, answers));
        Assert.Equal(
            new Dictionary<string, string> { ["clients"] = "stopped", ["behind"] = "promote", ["copying"] = "leave", ["route"] = "hand" }, JourneyForm.Given(all, answers));
    }

    [Fact]
    public void Failback_NotGoingHome_AsksNothingAboutThat()
    {
        var all = JourneyForm.Of(Verbs.Failback, Pair(recorded: Recorded(Side.Away)));
        Assert.Equal("What only clusterA has", all[0].Ask);
        Assert.Contains(JourneyForm.Asked(all, new Dictionary<string, string>()), question => question.Name == "initiate");

        var given = JourneyForm.Given(all, new Dictionary<string, string> { ["return"] = "no", ["keep"] = "nothing", ["initiate"] = "ask", ["fence-longest"] = "5" });

        Assert.Equal(["keep", "deletes", "return"], given.Keys);
    }

    [Fact]
    public async Task Questions_OfEveryJourney_AreParametersThatItsPlanTakes()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var desk = (Core.Runs.RunDesk)dashboard.Services.GetService(typeof(Core.Runs.RunDesk))!;
        foreach (var operation in desk.Operations.Where(operation => operation.IsJourney))
        {
            var given = JourneyForm.Of(operation.Verb, Pair()).ToDictionary(question => question.Name, question => question.IsWritten ? "x" : question.Options[0].Value);

            var outcome = await desk.PlanAsync(new Core.Pairs.Actor("o", true), new PlanRequest(operation.Verb, [], given) { Pair = "none-of-this-name" }, CancellationToken.None);

            Assert.Equal(["pair"], ((PlanOutcome.Refused)outcome).Refusals.Select(refusal => refusal.What));
        }
    }

    [Theory]
    [InlineData("22:30", "2026-03-04T22:30:00+00:00")]
    [InlineData("03:14", "2026-03-05T03:14:00+00:00")]
    [InlineData("03:15", "2026-03-04T03:15:00+00:00")]
    public void Start_ATimeOfTheDay_IsTheNextOne(string text, string expected)
    {
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), StartTime.Read(text, new StandingClock()));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), StartTime.Carried(StartTime.Write(StartTime.Read(text, new StandingClock()))));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("half past")]
    public void Start_NoTime_IsNone(string? text) => Assert.Null(StartTime.Read(text, new StandingClock()));

    [Fact]
    public void Words_OfAStep_SayWhomItAsksAndWhatItHolds()
    {
        var step = new PlanStep
        {
            Number = 1,
            Kind = "fence",
            Words = "",
            Class = StepClass.Reversible,
            Member = "clusterA",
            Items = [],
            Probe = "",
            Deadline = TimeSpan.FromMinutes(1),
            HeldAtMost = TimeSpan.FromMinutes(15),
            Asks = new Asking("Well?", 2, ByOthers: true, WantsWords: true),
            Turns = new PairSide("orders", Side.Away, "clusterB"),
            Together = true,
        };

        Assert.Equal(
        [
            "It waits for 2 approvers other than the one who asks for it, in their words: Well?",
            "An outage of 15 min 0 s at most: past it, and before the point of no return, writes are allowed again by themselves.",
            "For all or for none: it begins only when nothing of the plan has stopped.",
            "From then on clusterB (away) is recorded as the side that leads.",
        ], PlanWords.Of(step));
    }

    private sealed class StandingClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
