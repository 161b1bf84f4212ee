using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Hosting;
using Switchback.Dashboard.Pages.Followers;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class FollowersViewTests
{
    private readonly FollowersView _view = new(
        new SwitchbackSettings(new StartSettings([], ""), new PollSettings(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)), [], [], null),
        TimeProvider.System);

    [Fact]
    public void Rows_SameFollowers_StayTheSameObjectsInTheSameListSoThatTheGridKeepsThem()
    {
        Take(Some.Leader(Some.At(41)), Some.Away(own: Some.At(41)));
        var (rows, row) = (_view.Rows, Assert.Single(_view.Rows));

        Take(Some.Leader(Some.At(50)), Some.Away(own: Some.At(41)));

        Assert.Same(rows, _view.Rows);
        Assert.Same(row, Assert.Single(_view.Rows));
        Assert.Equal(9, row.Line.Lag);
    }

    [Fact]
    public void Rows_AFollowerComesAndAnotherGoes_FollowTheCluster()
    {
        Take(Some.Away(Some.Follower("one")));
        var one = Assert.Single(_view.Rows);

        Take(Some.Away(Some.Follower("one")) with { Followers = [Some.Follower("another"), Some.Follower("one")] });
        Assert.Equal(["another", "one"], _view.Rows.Select(row => row.Line.Name));
        Assert.Same(one, _view.Rows[1]);

        Take(Some.Away(Some.Follower("another")));
        Assert.Equal(["another"], _view.Rows.Select(row => row.Line.Name));
    }

    [Fact]
    public void Phase_EachSituation_HasItsOwn()
    {
        Take(ClusterView.NotAskedYet("clusterA"), ClusterView.NotAskedYet("clusterB"));
        Assert.Equal(FollowersPhase.Asking, _view.Phase);

        Take(ClusterView.NotAskedYet("clusterA") with { Line = Some.Silent(3) });
        Assert.Equal(FollowersPhase.NothingHeard, _view.Phase);

        Take(Some.Leader());
        Assert.Equal(FollowersPhase.Empty, _view.Phase);

        Take(Some.Leader(), Some.Away());
        Assert.Equal(FollowersPhase.Listed, _view.Phase);
    }

    [Fact]
    public void Tallies_StaleRows_CountAsUnknownAndComeBeforeWhatIsFine()
    {
        Take(Some.Away(line: Some.Silent(10)), Some.Away() with { Name = "clusterC" });

        Assert.Equal([new Tally(Grade.Unknown, "Unknown", 1), new Tally(Grade.Fine, "Following", 1)], _view.Tallies);
    }

    [Fact]
    public void Cluster_Silent_SaysSinceWhenWhyAndWhatTheRowsAre()
    {
        Take(Some.Away(line: Some.Silent(252), ageSeconds: 254));

        var card = Assert.Single(_view.Clusters);
        Assert.Equal(Grade.Bad, card.Grade);
        Assert.Equal("no answer for 4 min 12 s", card.Word);
        Assert.EndsWith("(4 min 12 s).", card.Headline);
        Assert.Equal("The cluster cannot be reached: connection refused. What you see of it below is how it was then.", card.Trouble);
    }

    private void Take(params ClusterView[] clusters) => _view.Take(Some.Snapshot(clusters), Some.Now);
}
