using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Pages.Followers;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Pages.Followers;

public sealed class FollowersViewTests
{
    private static readonly Verdict Failed = new(VerdictKind.Failed, "It is over.", Remedy: Remedy.Recreate);

    private readonly FollowersView _view = new(new ItemSearch(), TimeProvider.System);

    [Fact]
    public void Phase_NothingHeardYet_IsAsking()
    {
        _view.Take(FleetSnapshot.Empty, Some.Now);
        Assert.Equal(FollowersPhase.Asking, _view.Phase);

        _view.Take(Some.Snapshot() with { Members = [Member.NotAskedYet("clusterA", TimeSpan.FromSeconds(2)), Some.Member("clusterB")] }, Some.Now);
        Assert.Equal(FollowersPhase.Asking, _view.Phase);
    }

    [Fact]
    public void Phase_AllSilentFromTheStart_IsNothingHeardAndNamesThem()
    {
        var member = Member.NotAskedYet("clusterA", TimeSpan.FromSeconds(2)) with { Line = Some.NotAnswering(8) };

        _view.Take(Some.Snapshot() with { Members = [member] }, Some.Now);

        Assert.Equal(FollowersPhase.NothingHeard, _view.Phase);
        Assert.Equal("", _view.AsOf);
        var silent = Assert.Single(_view.Silent);
        Assert.Equal("It has not answered since this app started. The cluster cannot be reached: connection refused.", silent.Text);
    }

    [Fact]
    public void Phase_ClustersAnswerAndNobodyFollows_IsNoFollowers()
    {
        _view.Take(Some.Snapshot(), Some.Now);

        Assert.Equal(FollowersPhase.NoFollowers, _view.Phase);
    }

    [Fact]
    public void Phase_QueryMatchesNone_IsNoMatchAndKeepsTheChips()
    {
        _view.Go(new FollowersAddress { Query = "verdict:failed" });
        _view.Take(Some.Snapshot(Some.Item()), Some.Now);

        Assert.Equal(FollowersPhase.NoMatch, _view.Phase);
        Assert.Equal(["failed:0:True", "following:1:False"], _view.Chips.Select(chip => $"{chip.Word.Id}:{chip.Items}:{chip.IsOn}"));
    }

    [Fact]
    public void Query_ThatCannotBeRead_KeepsTheRowsOfTheLastThatCould()
    {
        _view.Take(Some.Snapshot(Some.Item("a"), Some.Item("b", Failed)), Some.Now);
        _view.Go(new FollowersAddress { Query = "verdict:failed" });
        _view.Go(new FollowersAddress { Query = "verdict:failed lag:" });

        Assert.Equal("lag: has no value.", _view.Fault!.Problem);
        Assert.False(_view.IsSortFault);
        Assert.Equal(["b"], _view.Result.Items.Select(item => item.Name));
    }

    [Fact]
    public void Sort_ThatDoesNotExist_IsSaidAndTheWorstComeFirst()
    {
        _view.Go(new FollowersAddress { Sort = "colour" });
        _view.Take(Some.Snapshot(Some.Item("a"), Some.Item("b", Failed)), Some.Now);

        Assert.True(_view.IsSortFault);
        Assert.Equal(["b", "a"], _view.Result.Items.Select(item => item.Name));
    }

    [Fact]
    public void Silent_LeaderCluster_SaysWhoseLagIsFrozen()
    {
        var snapshot = Some.Snapshot(Some.Item("a"), Some.Item("b")) with { Members = [Some.Member("clusterA", Some.NotAnswering(40), 41), Some.Member("clusterB")] };

        _view.Take(snapshot, Some.Now);

        Assert.Contains("41 s ago. The cluster cannot be reached: connection refused. 2 followers here have their leaders there", Assert.Single(_view.Silent).Text, StringComparison.Ordinal);
        Assert.EndsWith("oldest 41 s ago", _view.AsOf, StringComparison.Ordinal);
    }

    [Fact]
    public void SelectAll_OfWhatMatches_LeavesTheRestAndTakesItselfBack()
    {
        _view.Take(Some.Snapshot(Some.Item("a"), Some.Item("b", Failed), Some.Item("c", Failed)), Some.Now);
        _view.Rows.Selected.Add(("clusterB", "a"));
        _view.Go(new FollowersAddress { Query = "verdict:failed" });

        _view.SelectAll();
        Assert.True(_view.IsAllSelected);
        Assert.Equal(["a", "b", "c"], _view.Rows.SelectedItems().Select(item => item.Name).Order());

        _view.SelectAll();
        Assert.Equal(["a"], _view.Rows.SelectedItems().Select(item => item.Name));
    }

    [Fact]
    public void Open_AddressOfAFollower_FindsItAlsoWhenTheQueryHidesIt()
    {
        _view.Take(Some.Snapshot(Some.Item("a"), Some.Item("b", Failed)), Some.Now);
        _view.Go(new FollowersAddress { Query = "verdict:failed", Cluster = "clusterB", Name = "a" });
        Assert.Equal("a", _view.Open!.Name);

        _view.Go(_view.Address with { Name = "nobody" });
        Assert.Null(_view.Open);
    }
}
