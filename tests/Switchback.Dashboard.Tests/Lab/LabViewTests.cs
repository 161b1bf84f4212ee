using Switchback.Core.Fleet;
using Switchback.Dashboard.Pages.Lab;
using Switchback.Dashboard.Rehearsal.Control;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Lab;

public sealed class LabViewTests
{
    private readonly LabTour _tour = new("clusterA");
    private readonly LabView _view;

    public LabViewTests() => _view = new LabView(_tour, TimeProvider.System);

    [Fact]
    public void Phase_EachSituation_HasItsOwn()
    {
        _view.Take(LabSnapshot.NotAskedYet, TourSight.Nothing, Some.Now);
        Assert.Equal(LabPhase.Asking, _view.Phase);

        _view.Take(new LabSnapshot(Silent(), null, null), TourSight.Nothing, Some.Now);
        Assert.Equal(LabPhase.NeverHeard, _view.Phase);
        Assert.Contains("(12 s). Nothing listens.", _view.Trouble);
        Assert.Null(_view.Kept);

        Take("running");
        Assert.Equal((LabPhase.Shown, null), (_view.Phase, _view.Trouble));

        _view.Take(new LabSnapshot(Silent(), Some.Now, Picture("running")), TourSight.Nothing, Some.Now);
        Assert.Equal((LabPhase.Shown, true), (_view.Phase, _view.IsStale));
        Assert.StartsWith("What you see below is how it was at ", _view.Kept);
    }

    [Theory]
    [InlineData("running", Grade.Fine, "runs")]
    [InlineData("stopped", Grade.Bad, "stopped")]
    [InlineData("frozen", Grade.Risk, "frozen")]
    [InlineData("melting", Grade.Unknown, "melting")]
    public void Card_EachState_HasShapeAndWord(string state, Grade grade, string word)
    {
        Take(state);

        Assert.Equal((grade, word, "9211", "9.2.2"), (_view.Clusters[0].Grade, _view.Clusters[0].Word, _view.Clusters[0].Port, _view.Clusters[0].NextVersion));
    }

    [Fact]
    public void Tour_StepsObservedInTurn_TickThemselvesOff()
    {
        Take("running", Sight(well: ["clusterB/orders"], failed: ["clusterB/old"]));
        Assert.Equal((0, 0), (_tour.Current, _tour.Done));
        Take("stopped");
        Assert.Equal(1, _tour.Current);
        Take("stopped", Sight(unreachable: 1));
        Assert.Equal(2, _tour.Current);
        Take("running", Sight(unreachable: 1));
        Assert.Equal(3, _tour.Current);
        Take("frozen");
        Assert.Equal(4, _tour.Current);
        Take("running", Sight(failed: ["clusterB/old"]));
        Assert.Equal(5, _tour.Current);
        Take("running", Sight(failed: ["clusterB/orders"]));
        Assert.Equal(6, _tour.Current);
        _tour.SawLeasesExpire();
        Assert.Equal((null, 7), (_tour.Current, _tour.Done));
        _tour.StartOver();
        Assert.Equal(0, _tour.Current);
    }

    [Fact]
    public void Tour_UnreachableWhileTheClusterRuns_ProvesNothing()
    {
        Take("running", Sight(unreachable: 3));

        Assert.Equal(0, _tour.Done);
    }

    [Fact]
    public void Sight_StaleFollowers_AreNeitherWellNorFailed()
    {
        var sight = TourSight.Of(Some.Snapshot(Some.Item("orders", new Verdict(VerdictKind.Unknown, "clusterB does not answer.", Was: VerdictKind.Failed))));

        Assert.Empty(sight.Failed);
        Assert.Empty(sight.Well);
        Assert.Equal([("clusterB", "orders")], sight.Names);
    }

    [Fact]
    public void Sight_FailedAndUnreachable_AreCounted()
    {
        var sight = TourSight.Of(Some.Snapshot(Some.Item("orders", new Verdict(VerdictKind.Failed)), Some.Item("bar", new Verdict(VerdictKind.SourceUnreachable))));

        Assert.Equal(["clusterB/orders"], sight.Failed);
        Assert.Equal(1, sight.Unreachable);
    }

    [Fact]
    public async Task Desk_SecondPressWhileTheFirstIsUnderWay_DoesNothing()
    {
        await using var lab = await RunningLab.StartAsync();
        var desk = new LabDesk(lab.Room, new LabWatch(lab.Control, TimeProvider.System), _tour, TimeProvider.System);
        var answer = new TaskCompletionSource<LabOutcome>();
        var presses = 0;
        Task<LabOutcome> Act(LabRoom room)
        {
            presses++;
            return answer.Task;
        }

        var first = desk.RunAsync("power:clusterA", "Stopping …", Act);
        await desk.RunAsync("power:clusterA", "Stopping …", Act);
        Assert.True(desk.IsBlocked(LabDesk.Whole));
        Assert.False(desk.IsBlocked("clock"));
        Assert.Equal("Stopping …", desk.Doing?.Doing);
        answer.SetResult(new LabOutcome(LabResult.Done, "clusterA is stopped."));
        await first;

        Assert.Equal(1, presses);
        Assert.Equal("clusterA is stopped.", Assert.Single(desk.Said).Sentence);
        Assert.False(desk.IsBusy("power:clusterA"));
    }

    private static LabLine.Silent Silent() => new(Some.Now.AddSeconds(-12), "Nothing listens.");

    private static TourSight Sight(int unreachable = 0, string[]? failed = null, string[]? well = null) => new(unreachable, failed ?? [], well ?? [], []);

    private static LabPicture Picture(string state) => new(
        new LabSelf("switchback", 4711, true, 1, new LabClock(Some.Now, 0), [new LabCluster("clusterA", "uuid", "9.2.1", "http://127.0.0.1:9211/", "trial", state, 7)]), [], [], [], []);

    private void Take(string state, TourSight? fleet = null) =>
        _view.Take(new LabSnapshot(new LabLine.Answering(), Some.Now, Picture(state)), fleet ?? TourSight.Nothing, Some.Now);
}
