using Switchback.Core.Fleet;
using Switchback.Dashboard.Pages.Operate.Follow;
using Switchback.Dashboard.Tests.Fleet;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Pages.Operate;

public sealed class FollowChoiceTests
{
    private readonly KnownLeaders _leaders = new([".security-7", "logs-1", "logs-2", "logs-old", "orders"], "logs-2-copy");
    private readonly FollowChoice _choice = new();

    [Theory]
    [InlineData("", 5)]
    [InlineData("LOGS", 3)]
    [InlineData("logs -old", 2)]
    [InlineData("*-1", 1)]
    [InlineData("logs 2", 1)]
    [InlineData("nothing", 0)]
    public async Task Search_ByWordsPatternsAndExclusions_ShowsWhatFits(string search, int shown)
    {
        await ReadAsync();

        _choice.SearchFor(search);

        Assert.Equal(shown, _choice.Shown.Count);
    }

    [Fact]
    public async Task AllShown_AreChosen_WithoutWhatTheClusterKeepsForItselfAndWhatIsFollowed()
    {
        _leaders.Followers.Add(new Item { Member = "clusterB", Name = "orders2", Source = new Source("clusterA", "orders", "clusterA", "uuid-of-orders"), Verdict = Verdict.Following });
        await ReadAsync();

        _choice.ToggleShown();
        Assert.Equal(["logs-1", "logs-2", "logs-old"], _choice.Chosen);
        Assert.True(_choice.AreAllShownChosen);

        _choice.Toggle(_choice.Shown.Single(offer => offer.Name == "orders"));
        _choice.Toggle(_choice.Shown.Single(offer => offer.Name == ".security-7"));
        Assert.Equal([".security-7", "logs-1", "logs-2", "logs-old"], _choice.Chosen);

        _choice.SearchFor("logs-");
        _choice.ToggleShown();
        Assert.Equal([".security-7"], _choice.Chosen);
    }

    [Fact]
    public async Task Names_AreTriedWhileTheyAreTyped_AndThoseThatClashComeFirstAndCanBeLeftOut()
    {
        await ReadAsync();
        _choice.Add(["logs-1", "logs-2"]);

        _choice.NameBy(" {{leader_index}}-copy ");
        Assert.Equal(["logs-2-copy", "logs-1-copy"], _choice.Names.Select(name => name.Name));
        Assert.Equal(1, _choice.Clashes);

        _choice.NameBy("same");
        Assert.Equal("Two leaders would be copied to this name.", Assert.Single(_choice.Names, name => name.Obstacle is not null).Obstacle!.Why);

        _choice.NameBy("{{leader_index}}-copy");
        _choice.LeaveOutClashes();
        Assert.Equal("logs-1", Assert.Single(_choice.Chosen));
        Assert.Equal(0, _choice.Clashes);
    }

    [Fact]
    public async Task Chosen_StayWhenAnotherListIsRead_AndWhatItLacksIsSaid()
    {
        _choice.Add(["logs-1", "gone"]);
        Assert.Empty(_choice.Names);

        await ReadAsync();

        Assert.Equal("clusterA has no index of this name.", Assert.Single(_choice.Names, name => name.Obstacle is not null).Obstacle!.Why);
        _choice.ShowOnlyChosen(true);
        Assert.Equal(["logs-1"], _choice.Shown.Select(offer => offer.Name));
    }

    private async Task ReadAsync() => _choice.Take(Assert.IsType<LeadersRead.Read>(await new LeaderCatalogue(_leaders, new MovedClock(Some.Now)).ReadAsync("clusterB", "clusterA", TestContext.Current.CancellationToken)).Offers);
}
