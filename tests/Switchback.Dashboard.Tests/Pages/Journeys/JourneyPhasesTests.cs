using Switchback.Core.Runs;
using Switchback.Dashboard.Pages.Runs.Journeys;
using Switchback.Dashboard.Tests.Runs;

namespace Switchback.Dashboard.Tests.Pages.Journeys;

public sealed class JourneyPhasesTests
{
    private const string Failback =
        "fence ledger settle? put-pattern discard follow caught-up pause-pattern fence* drain pause line close unfollow open compare verify! route? delete-pattern resume-pattern discard follow caught-up";

    private readonly SomeJourneys _journeys = new();

    [Theory]
    [InlineData("failover", "witness pause-pattern pause line close unfollow open verify! write-alias route?", "Assess, Promote, Verify, Route, Report")]
    [InlineData("failback", Failback, "Assess, Preserve, Approve, Re-seed, Catch up, Fence, Drain, Promote, Verify, Route, Re-protect, Report")]
    [InlineData("switchover", "pause-pattern fence* drain pause line close unfollow open compare verify! route? put-pattern discard follow caught-up", "Assess, Fence, Drain, Promote, Verify, Route, Re-protect, Report")]
    [InlineData("set-up", "connect put-pattern follow caught-up", "Assess, Copy, Catch up, Report")]
    [InlineData("drill", "follow caught-up pause line close unfollow open verify tidy", "Assess, Copy, Catch up, Promote, Verify, Clean up, Report")]
    [InlineData("maintenance", "pause-pattern pause wait? resume resume-pattern", "Assess, Pause, Wait, Resume, Report")]
    [InlineData("recover", "open resume", "Assess, Resume, Report")]
    [InlineData("fence", "fence", "Assess, Fence, Report")]
    public async Task Steps_OfEachJourney_AreGatheredToItsPhases(string operation, string kinds, string expected)
    {
        var record = await _journeys.BeginAsync(operation, kinds);

        var phases = JourneyPhases.Of(record.Run);

        Assert.Equal(expected, string.Join(", ", phases.Select(phase => phase.Word)));
        Assert.Equal(PhasePlace.Now, phases[0].Place);
        Assert.True(JourneyPhases.IsJourney(record.Run.Plan));
    }

    [Fact]
    public async Task Phases_OfARunOnItsWay_ArePastNowAndAhead()
    {
        var record = await _journeys.BeginAsync("failback", Failback);
        await SomeJourneys.WalkAsync(record, 6);

        Assert.Equal("Re-seed", JourneyPhases.Now(record.Run));
        Assert.Equal(
            [PhasePlace.Past, PhasePlace.Past, PhasePlace.Past, PhasePlace.Now, PhasePlace.Ahead],
            JourneyPhases.Of(record.Run).Take(5).Select(phase => phase.Place));
    }

    [Fact]
    public async Task Phases_OfAnAbortedRun_AreThroughOrNotReached()
    {
        var record = await _journeys.BeginAsync("switchover", "fence* drain unfollow verify!");
        await SomeJourneys.WalkAsync(record, 2);
        await SomeRuns.TellAsync(record, new RunEvent.Ended(RunPhase.Aborted, "Aborted."));

        Assert.Equal("Aborted", JourneyPhases.Now(record.Run));
        Assert.Equal(
            [PhasePlace.Past, PhasePlace.Past, PhasePlace.Left, PhasePlace.Left, PhasePlace.Left, PhasePlace.Past],
            JourneyPhases.Of(record.Run).Select(phase => phase.Place));
    }
}
