using Switchback.Dashboard.Pages.Lab;
using Switchback.Dashboard.Rehearsal;
using Switchback.Dashboard.Rehearsal.Control;

namespace Switchback.Dashboard.Tests.Lab;

public sealed class LabRoomTests
{
    [Fact]
    public async Task Cluster_StoppedStartedFrozenThawed_IsSeenInEachState()
    {
        await using var lab = await RunningLab.StartAsync();

        Done(await lab.Room.StopAsync("clusterA"));
        Assert.Equal("stopped", await lab.StateAsync("clusterA"));
        Done(await lab.Room.StartAsync("clusterA"));
        Assert.Equal("running", await lab.StateAsync("clusterA"));
        Done(await lab.Room.FreezeAsync("clusterB"));
        Assert.Equal("frozen", await lab.StateAsync("clusterB"));
        Done(await lab.Room.ThawAsync("clusterB"));
        Assert.Equal("running", await lab.StateAsync("clusterB"));
    }

    [Fact]
    public async Task Stop_OfTheLastThatRuns_IsRefusedWithWhatToDo()
    {
        await using var lab = await RunningLab.StartAsync();
        Done(await lab.Room.StopAsync("clusterA"));

        var outcome = await lab.Room.StopAsync("clusterB");

        Assert.Equal(LabResult.NotDone, outcome.Result);
        Assert.StartsWith("Not done: 'clusterB' is the last cluster that runs", outcome.Sentence);
        Assert.EndsWith("Start the other one first.", outcome.Sentence);
        Assert.Equal("running", await lab.StateAsync("clusterB"));
    }

    [Fact]
    public async Task Anything_ByWhoMayOnlyLook_IsRefusedBeforeTheLabIsAsked()
    {
        await using var lab = await RunningLab.StartAsync();
        var room = new LabRoom(lab.Control, new LabRights(CanDrive: false));

        Assert.Equal(new LabOutcome(LabResult.NotDone, LabRoom.NotAllowed), await room.StopAsync("clusterA"));
        Assert.Equal(new LabOutcome(LabResult.NotDone, LabRoom.NotAllowed), await room.ResetAsync());
        Assert.Equal("running", await lab.StateAsync("clusterA"));
    }

    [Fact]
    public async Task Choices_OfLicencesAndVersions_AreAllTheLabs()
    {
        await using var lab = await RunningLab.StartAsync();
        foreach (var licence in LabView.Licences)
        {
            Done(await lab.Room.LicenceAsync("clusterA", licence));
            Assert.Equal(licence, (await lab.LookAsync()).Self.Clusters[0].Licence);
        }

        foreach (var version in LabView.Versions)
        {
            Done(await lab.Room.VersionAsync("clusterA", version));
            Assert.StartsWith(version + ".", (await lab.LookAsync()).Self.Clusters[0].Version);
        }
    }

    [Fact]
    public async Task Link_CutAndSlowed_IsReadBackAndSaidInWords()
    {
        await using var lab = await RunningLab.StartAsync();

        var outcome = await lab.Room.LinkAsync(new LinkOrder("clusterB", "clusterA", "swallow", 250, 3000));

        Assert.Equal("From clusterB to clusterA: swallows everything, 250 ms late, at most 3 kB/s.", outcome.Sentence);
        var link = (await lab.LookAsync()).Links.Single(link => link.From == "clusterB");
        Assert.Equal(("swallow", 250, 3000), (link.Cut, link.LatencyMillis, link.BytesPerSecond));
    }

    [Fact]
    public async Task Fault_AddedAndLifted_ComesAndGoes()
    {
        await using var lab = await RunningLab.StartAsync();

        var added = await lab.Room.AddFaultAsync(new FaultOrder("clusterA", "POST", "*/_bulk", 3, 2, "after", "fail", 5, 503));
        Assert.Equal("fault-1 is in force: the 3rd to 4th POST */_bulk to clusterA takes effect, then fails.", added.Sentence);
        Assert.Equal("fault-1", Assert.Single((await lab.LookAsync()).Faults).Id);

        Done(await lab.Room.LiftFaultAsync("fault-1"));
        Assert.Empty((await lab.LookAsync()).Faults);
        Assert.Equal(LabResult.NotDone, (await lab.Room.LiftFaultAsync("fault-1")).Result);
    }

    [Fact]
    public async Task Scenario_BuiltThenAFollowerFailedAndLeasesExpired_CountsWhatWasTouched()
    {
        await using var lab = await RunningLab.StartAsync();
        Done(await lab.Room.BuildAsync("healthy-pair"));

        var expired = await lab.Room.ExpireLeasesAsync("clusterA", "orders");
        Assert.Equal("2 leases of followers on orders of clusterA expired.", expired.Sentence);
        var none = await lab.Room.ExpireLeasesAsync("clusterB", "orders");
        Assert.Equal((LabResult.Done, 0), (none.Result, none.Count));
        Assert.StartsWith("Replication of orders on clusterB failed for good in 2 shards.", (await lab.Room.FailFollowersAsync("clusterB", "orders")).Sentence);
        Assert.StartsWith("Not done: no follower of 'clusterB' matches 'nothing'", (await lab.Room.FailFollowersAsync("clusterB", "nothing")).Sentence);
    }

    [Fact]
    public async Task LoadAndClock_AddedAndMoved_AreReadBackAndGoneAfterAReset()
    {
        await using var lab = await RunningLab.StartAsync();

        Done(await lab.Room.AddLoadAsync(new LoadOrder("clusterA", "orders", 20, 10, 5)));
        Assert.StartsWith("The lab's clock went ahead by 11 h 0 min; it shows ", (await lab.Room.AdvanceAsync(TimeSpan.FromHours(11))).Sentence);
        var seen = await lab.LookAsync();
        Assert.Equal(("orders", 20, 10, 5), (seen.Load[0].Index, seen.Load[0].Rate, seen.Load[0].UpdatePercent, seen.Load[0].DeletePercent));
        // The time that moving it took is no longer ahead.
        Assert.InRange(seen.Self.Clock.OffsetMillis, TimeSpan.FromHours(10).TotalMilliseconds, TimeSpan.FromHours(11).TotalMilliseconds);

        Done(await lab.Room.ResetAsync());
        seen = await lab.LookAsync();
        Assert.Empty(seen.Load);
        Assert.Equal(0, seen.Self.Clock.OffsetMillis);
    }

    [Fact]
    public async Task Lab_ThatIsGone_IsSaidAndNothingIsThrown()
    {
        var control = new LabControl([new LabAddress("clusterA", 1), new LabAddress("clusterB", 2)], LabControl.Client(), TimeProvider.System);

        var outcome = await new LabRoom(control, LabRights.Everyone).StopAsync("clusterA");

        Assert.Equal(new LabOutcome(LabResult.NotDone, "Not done: the lab is not there. Nothing listens on ports 1 and 2."), outcome);
    }

    private static void Done(LabOutcome outcome) => Assert.True(outcome.Result == LabResult.Done, outcome.Sentence);
}
